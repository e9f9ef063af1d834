import { define, isObject } from "../../base/values";
import { Redactor } from "../../http/redactor";
import { itemKeys, joinPath } from "../../model/leaves";
import type { Path } from "../../model/resource-type";
import { isHidden, textsIn } from "../../model/secrets";
import { appType } from "./index";

/**
 * An app that was looked up, in the program's names. What isn't set, and a secret that the service hides, is absent.
 *
 * @param secret
 *  What stands for a secret; `undefined` leaves it out.
 */
export function foundApp(app: object, secret: (value: unknown) => unknown): Record<string, unknown> {
  const fields = app as Record<string, unknown>;
  return shown(fields, [], new Redactor(textsIn(appType, fields)), secret) as Record<string, unknown>;
}

function shown(value: unknown, path: Path, redactor: Redactor, secret: (value: unknown) => unknown): unknown {
  if (value === null || value === undefined) return undefined;
  const [field = ""] = path;
  if (path.length === 1 && appType.listKeys(field) && Array.isArray(value)) {
    const keys = itemKeys(appType, field, value);
    return value.map((item, index) => shown(item, [field, keys[index] as string], redactor, secret));
  }
  if (isObject(value)) {
    const object: Record<string, unknown> = {};
    for (const [name, below] of Object.entries(value)) {
      const found = shown(below, [...path, name], redactor, secret);
      if (found !== undefined) define(object, name, found);
    }
    return object;
  }
  // What a field holds that this version doesn't know can't be told to be harmless.
  const isKnown = appType.nodeAt([field]) !== undefined;
  if (isKnown && (path.length < 2 || !appType.isSecret(path))) {
    // What the service says of a channel's state may quote its token.
    return typeof value === "string" && path.at(-2) === "state" ? redactor.clean(value) : value;
  }
  return isHidden(appType, joinPath(path), value) ? undefined : secret(value);
}
