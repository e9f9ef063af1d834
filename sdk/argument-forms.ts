import { types } from "node:util";
import * as pulumi from "@pulumi/pulumi";

/** Names what a program passed instead of an object, for an error; `undefined` for an object. */
export function insteadOfObject(value: unknown): string | undefined {
  if (value === undefined || value === null) return String(value);
  if (isLater(value)) return pulumi.Output.isInstance(value) ? "an Output" : "a Promise";
  if (pulumi.Resource.isInstance(value)) return "a resource";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? undefined : `a ${typeof value}`;
}

/** Whether a value is an Output or a Promise. */
export const isLater = (value: unknown): boolean => pulumi.Output.isInstance(value) || types.isPromise(value);
