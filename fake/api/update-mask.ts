import type { SchemaObject } from "ajv";
import { invalidArgument } from "./api-error.js";
import { APP_FIELDS, APP_OUTPUT_ONLY, REQUIRED_FIELDS } from "./app-fields.js";
import { hasField } from "./known-here.js";

type Fields = { [field: string]: unknown };

/** The updatable part of a resource. */
export interface Shape {
  fields: Record<string, SchemaObject>;
  required: readonly string[];
  outputOnly: readonly string[];
}

const APP: Shape = { fields: APP_FIELDS, required: REQUIRED_FIELDS, outputOnly: APP_OUTPUT_ONLY };

/** The parameters in which SDKs send the mask: Node SDK and samples the first, older SDKs and .NET the second. (sdk) */
export const MASK_PARAMETERS: readonly string[] = ["update_mask", "update_mask.paths"];

/**
 * Refuses a second `update_mask`, as the service's gateway does; only `update_mask.paths` may be repeated. (inferred)
 */
export function checkMaskParameter(query: URLSearchParams): void {
  if (query.getAll("update_mask").length > 1) throw invalidArgument('too many values for field "update_mask"');
}

/**
 * The paths of the mask in either spelling, sorted and without duplicates; `undefined` if there are none (the Java SDK
 * sends none). (sdk)
 */
export function readUpdateMask(query: URLSearchParams): string[] | undefined {
  const paths = MASK_PARAMETERS.flatMap((name) => query.getAll(name))
    .flatMap((value) => value.split(","))
    .filter((path) => path !== "");
  return paths.length > 0 ? [...new Set(paths)].sort() : undefined;
}

/**
 * Refuses a path that the resource doesn't have, that only the service sets, or that goes into an array. (AIP-161, doc)
 */
export function checkUpdateMask(mask: readonly string[], resource: object, shape = APP): void {
  for (const path of mask) checkPath(path, resource, shape);
}

function checkPath(path: string, resource: object, { fields, outputOnly }: Shape): void {
  let schema: SchemaObject = { properties: fields };
  let stored: unknown = resource;
  for (const [depth, name] of path.split(".").entries()) {
    if (depth === 0 && outputOnly.includes(name)) throw invalidArgument(`update_mask: ${path} is output only`);
    if (schema.type === "array") {
      throw invalidArgument(`update_mask: ${path} goes into an array, which can only be replaced whole`);
    }
    const known = hasField(schema.properties, name) || hasField(stored, name);
    if (!known) throw invalidArgument(`update_mask: ${path} is unknown`);
    schema = schema.properties?.[name] ?? { type: Array.isArray(stored) ? "array" : "object" };
    stored = hasField(stored, name) ? stored[name] : undefined;
  }
}

/**
 * The paths that a PATCH writes: those of its mask. Without a mask, the leaves of its body, lists as a whole, and
 * nulls. (inferred from the service's gateway)
 */
export function maskPaths(mask: readonly string[] | undefined, body: unknown): string[][] {
  return mask ? mask.map((path) => path.split(".")) : leafMask(body);
}

function leafMask(body: unknown): string[][] {
  if (!isFields(body) || Array.isArray(body)) return [[]];
  const entries = Object.entries(body);
  if (entries.length === 0) return [[]];
  return entries.flatMap(([name, value]) => leafMask(value).map((below) => [name, ...below]));
}

/**
 * Writes the masked paths of a body into a resource, in place. A path that the body lacks is removed, so that it
 * returns to its default; everything outside the mask stays. (AIP-161)
 */
export function applyUpdate(resource: Fields, body: Fields, mask: readonly string[][], shape = APP): void {
  const isCleared = (field: string): boolean =>
    mask.some((path) => path.length === 1 && path[0] === field) && !Object.hasOwn(body, field);
  const cleared = shape.required.filter(isCleared);
  if (cleared.length > 0) {
    throw invalidArgument(cleared.map((field) => `${field}: is required, so it can't be cleared`).join("; "));
  }
  for (const path of mask) applyPath(resource, body, path);
}

function applyPath(target: Fields, source: unknown, [name, ...rest]: string[]): void {
  if (name === undefined) return;
  const value = isFields(source) && Object.hasOwn(source, name) ? source[name] : undefined;
  if (rest.length === 0) {
    if (value === undefined) delete target[name];
    else target[name] = value;
    return;
  }
  const inner = target[name];
  const message: Fields = isFields(inner) ? inner : {};
  target[name] = message;
  applyPath(message, value, rest);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
