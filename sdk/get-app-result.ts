import * as pulumi from "@pulumi/pulumi";
import {
  appType,
  define,
  isHidden,
  isObject,
  itemKeys,
  joinPath,
  type Location,
  type Path,
  Redactor,
  type Shown,
  textsIn,
} from "../provider";
import type { GetAppResult } from "./get-app-args";

/** An app of the service as a program gets it: in the program's names, secrets marked. */
export const resultOf = ({ projectId, region }: Location, app: Shown): GetAppResult =>
  markedResult({ ...app, projectId, region });

/**
 * An app in the program's names, each secret an output that is marked as one. What isn't set, and a secret that the service
 * hides, is absent.
 */
export const markedResult = (app: object): GetAppResult =>
  marked(app, [], new Redactor(textsIn(appType, app as Shown))) as GetAppResult;

function marked(value: unknown, path: Path, redactor: Redactor): unknown {
  if (value === null || value === undefined) return undefined;
  const [field = ""] = path;
  if (path.length === 1 && appType.listKeys(field) && Array.isArray(value)) {
    const keys = itemKeys(appType, field, value);
    return value.map((item, index) => marked(item, [field, keys[index] as string], redactor));
  }
  if (isObject(value)) {
    const object: Record<string, unknown> = {};
    for (const [name, below] of Object.entries(value)) {
      const shown = marked(below, [...path, name], redactor);
      if (shown !== undefined) define(object, name, shown);
    }
    return object;
  }
  // What a field holds that this version doesn't know can't be told to be harmless.
  const isKnown = appType.nodeAt([field]) !== undefined;
  if (isKnown && (path.length < 2 || !appType.isSecret(path))) {
    // What the service says of a channel's state may quote its token.
    return typeof value === "string" && path.at(-2) === "state" ? redactor.clean(value) : value;
  }
  return isHidden(appType, joinPath(path), value) ? undefined : pulumi.secret(value);
}
