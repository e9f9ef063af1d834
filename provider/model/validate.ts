import { isDeepStrictEqual } from "node:util";
import type { ErrorObject, ValidateFunction } from "ajv";
import { isObject } from "../base/values";
import { extraProblems, isOtherKind, otherKindProblems } from "./extra-fields";
import { compiledSchema, isMissing } from "./keywords";
import { describe } from "./problem-text";
import type { ResourceType, SchemaNode } from "./resource-type";
import { UNKNOWN } from "./secrets";

const validators = new WeakMap<ResourceType, ValidateFunction>();

/**
 * The problems of a resource, one line each: where in the program, and what is allowed. Values are never quoted. Values
 * unknown at preview are accepted.
 *
 * @param resource The resource with secrets in place.
 * @param unknownSecrets Fields whose secrets aren't known yet, so that none counts as missing.
 * @param before The resource in the state. Unchanged values are accepted: they were accepted before, or came from the
 * service under `ignoreChanges`, such as a value newer than this schema.
 */
export function problemsOf(
  type: ResourceType,
  resource: Readonly<Record<string, unknown>>,
  unknownSecrets: readonly string[],
  before: Readonly<Record<string, unknown>> = {},
): string[] {
  const { secrets: _, ...fields } = resource;
  const validator = validators.get(type) ?? compiledSchema(type);
  validators.set(type, validator);
  const extra = extraProblems(type, fields);
  if (validator(fields)) return extra;
  const errors = (validator.errors ?? []).filter(
    (error) => !isExcused(type, error, unknownSecrets) && !isAsBefore(error, fields, before),
  );
  const nested = (path: string): boolean => errors.some((e) => e.keyword === "readOnly" && e.instancePath === path);
  return [
    ...new Set(
      errors
        .filter((e) => e.keyword === "readOnly" || !nested(e.instancePath))
        .flatMap((error) => (isOther(type, error) ? otherKindProblems(type, error) : [describe(type, error)])),
    ),
    ...extra,
  ];
}

const isOther = (type: ResourceType, { keyword, data, params }: ErrorObject): boolean =>
  keyword === "discriminator" && isOtherKind(type, data, params.tagValue);

function isExcused(type: ResourceType, error: ErrorObject, unknownSecrets: readonly string[]): boolean {
  if (error.data === UNKNOWN || error.params.tagValue === UNKNOWN) return true;
  if (!unknownSecrets.includes(error.instancePath.split("/")[1] ?? "")) return false;
  const names: string[] = error.keyword === "required" ? [error.params.missingProperty] : [];
  if (error.keyword === "x-together") names.push(...(error.schema as string[]));
  return names.some((name) => {
    const node = error.parentSchema?.properties?.[name] as SchemaNode | undefined;
    return node !== undefined && type.resolve(node).writeOnly === true;
  });
}

function isAsBefore(error: ErrorObject, resource: Readonly<Record<string, unknown>>, before: typeof resource): boolean {
  const [, field = "", index] = error.instancePath.split("/");
  const [now, then] = [resource[field], before[field]];
  if (index !== undefined && Array.isArray(now) && Array.isArray(then)) {
    return then.some((item) => isDeepStrictEqual(item, now[Number(index)]));
  }
  return now !== undefined && isDeepStrictEqual(now, then);
}

/** Removals that are refused because the service's default deletes data, one line each. */
export function removalsThatDestroy(
  type: ResourceType,
  olds: Readonly<Record<string, unknown>>,
  news: typeof olds,
): string[] {
  const guarded = (path: string, node: SchemaNode, before: unknown, after: unknown): string[] => {
    if (isMissing(before) || after === UNKNOWN) return [];
    if (isMissing(after)) {
      if (!node["x-default-destroys-data"]) return [];
      const { dataLoss } = type.definition;
      const hasDefault = node.properties !== undefined || node.default !== undefined;
      const why = hasDefault
        ? `the service would go back to its default, which can ${dataLoss}. Set the value that you want (the default is ${defaultOf(type, node)})`
        : `the service has no fixed default to go back to, and what it chooses can ${dataLoss}. Set the value that you want`;
      return [`${path} can't be removed: ${why}, or add "${path}" to ignoreChanges`];
    }
    if (!isObject(before) || !isObject(after)) return [];
    return Object.entries(node.properties ?? {}).flatMap(([name, below]) =>
      guarded(`${path}.${name}`, type.resolve(below), before[name], after[name]),
    );
  };
  return type.writableFields
    .filter((field) => !type.listKeys(field))
    .flatMap((field) => guarded(field, type.properties[field] as SchemaNode, olds[field], news[field]));
}

function defaultOf(type: ResourceType, node: SchemaNode): string {
  if (!node.properties) return JSON.stringify(node.default);
  const parts = Object.entries(node.properties).map(
    ([name, below]) => `${name}: ${defaultOf(type, type.resolve(below))}`,
  );
  return `{ ${parts.join(", ")} }`;
}
