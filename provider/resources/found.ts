import { define, isObject } from "../base/values";
import { Redactor } from "../http/redactor";
import { itemKeys, joinPath } from "../model/leaves";
import type { Path, ResourceType } from "../model/resource-type";
import { isHidden, textsIn } from "../model/secrets";

/**
 * A looked-up resource, in the program's names. Unset fields and hidden secrets are absent.
 *
 * @param secret Replaces a secret; `undefined` omits it.
 */
export function found(
  type: ResourceType,
  looked: object,
  secret: (value: unknown) => unknown,
): Record<string, unknown> {
  const fields = looked as Record<string, unknown>;
  return shown(type, fields, [], new Redactor(textsIn(type, fields)), secret) as Record<string, unknown>;
}

function shown(
  type: ResourceType,
  value: unknown,
  path: Path,
  redactor: Redactor,
  secret: (value: unknown) => unknown,
): unknown {
  if (value === null || value === undefined) return undefined;
  const [field = ""] = path;
  if (path.length === 1 && type.listKeys(field) && Array.isArray(value)) {
    const keys = itemKeys(type, field, value);
    return value.map((item, index) => shown(type, item, [field, keys[index] as string], redactor, secret));
  }
  if (isObject(value)) {
    const object: Record<string, unknown> = {};
    for (const [name, below] of Object.entries(value)) {
      const inside = shown(type, below, [...path, name], redactor, secret);
      if (inside !== undefined) define(object, name, inside);
    }
    return object;
  }
  // An unknown field may hold a secret.
  const isKnown = type.nodeAt([field]) !== undefined;
  if (isKnown && !(path.length < 2 ? type.nodeAt(path)?.writeOnly : type.isSecret(path))) {
    // The description of a channel's state may quote its token.
    return typeof value === "string" && path.at(-2) === "state" ? redactor.clean(value) : value;
  }
  return isHidden(type, joinPath(path), value) ? undefined : secret(value);
}
