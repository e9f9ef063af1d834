import { isObject } from "../../provider/base/values";
import { sameLeaf } from "../../provider/model/comparison";
import type { Path, SchemaNode } from "../../provider/model/resource-type";
import { appType } from "../../provider/resources/app";
import { SecretValue, type Value } from "./value";

type Values = Record<string, Value>;

/** A channel with the secrets that it must have and that the service doesn't show at all. */
export function withMissingSecrets(entry: unknown, stated: Readonly<Values>, path: Path): Values {
  const whole: Values = { ...stated };
  for (const [name, below] of Object.entries(isObject(entry) ? entry : {})) {
    const at = [...path, name];
    const node = appType.nodeAt(at);
    if (!isObject(below) || !node?.properties || node.readOnly || !isSet(entry, name, appType.nodeAt(path))) continue;
    const inner = withMissingSecrets(below, (isObject(whole[name]) ? whole[name] : {}) as Values, at);
    for (const required of node.required ?? []) {
      if (inner[required] === undefined && appType.isSecret([...at, required])) {
        inner[required] = new SecretValue([...at, required], undefined);
      }
    }
    whole[name] = inner;
  }
  return whole;
}

/** Whether an object is set: an empty one is if it is required, or if no other one is set in its place. Its secrets are hidden then. */
function isSet(value: unknown, name: string, node: SchemaNode | undefined): boolean {
  if (!isObject(value) || !isUnset(value[name]) || node?.required?.includes(name)) return true;
  const others = node?.["x-exactly-one-of"]?.filter((other) => other !== name);
  return others?.every((other) => isUnset(value[other])) ?? false;
}

const isUnset = (value: unknown): boolean => sameLeaf(value, undefined);
