import * as pulumi from "@pulumi/pulumi";
import type { Location } from "../provider/sinch/settings";
import { define, isObject, itemKeys, joinPath } from "../provider/model/leaves";
import { isSecret, listKeys, nodeAt, type Path } from "../provider/model/resource-type";
import { isHidden } from "../provider/model/secrets";
import { fromWire, type Wire } from "../provider/model/wire";
import type { GetAppResult } from "./get-app-args";

/**
 * An app as a program gets it: in the program's names, each secret an output that is marked as one. What isn't set, and a
 * secret that the service hides, is absent.
 */
export function resultOf(at: Location, app: Wire): GetAppResult {
  const shown = marked(fromWire(app), []) as Record<string, unknown>;
  return { ...shown, projectId: at.projectId, region: at.region } as GetAppResult;
}

function marked(value: unknown, path: Path): unknown {
  if (value === null || value === undefined) return undefined;
  const [field = ""] = path;
  if (path.length === 1 && listKeys(field) && Array.isArray(value)) {
    const keys = itemKeys(field, value);
    return value.map((item, index) => marked(item, [field, keys[index] as string]));
  }
  if (isObject(value)) {
    const object: Record<string, unknown> = {};
    for (const [name, below] of Object.entries(value)) {
      const shown = marked(below, [...path, name]);
      if (shown !== undefined) define(object, name, shown);
    }
    return object;
  }
  // What a field holds that this version doesn't know can't be told to be harmless.
  const isKnown = nodeAt([field]) !== undefined;
  if (isKnown && (path.length < 2 || !isSecret(path))) return value;
  return isHidden(joinPath(path), value) ? undefined : pulumi.secret(value);
}
