/** Whether a value is a plain object: neither a list nor an instance of a class, such as a Pulumi output. */
export function isObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another `node:vm` context have a different `Object.prototype`.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Sets an own property under any name, including `__proto__`. */
export function define<T>(object: Record<string, unknown>, name: string, value: T): T {
  // An assignment is much faster and is safe for every other name.
  if (name === "__proto__")
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
  return value;
}

/** An own property under any name; never an inherited one. */
export function own(object: unknown, name: string): unknown {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}
