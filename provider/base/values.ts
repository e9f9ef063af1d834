/** Whether a value is a plain object: not a list, and not an instance of a class such as a Pulumi output. */
export function isObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Those of another `node:vm` context have another `Object.prototype`.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Sets an own property whatever its name is, `__proto__` included. */
export function define<T>(object: Record<string, unknown>, name: string, value: T): T {
  // Only this name means something else in an assignment, which is much faster.
  if (name === "__proto__")
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
  return value;
}

/** An own property whatever its name is, never one that all objects have. */
export function own(object: unknown, name: string): unknown {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}
