import { define, isObject, own } from "../base/values";
import { type Fields, itemKeys, joinPath, splitPath } from "./leaves";
import type { Path, ResourceType } from "./resource-type";

/** Placeholder for a value that is unknown at preview; Pulumi's own constant. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * The secrets of one field, each under its path below the field: `SMS/staticBearer/token`,
 * `LINE#1/lineCredentials/secret`. If the field itself is a secret, the secret. At preview, the whole container can be
 * {@link UNKNOWN}.
 */
export type SecretContainer = Readonly<Record<string, unknown>> | string;

/** A container for each field that can hold a secret, even if it holds none. */
export type Secrets = Readonly<Record<string, SecretContainer>>;

/** Fields with their secrets moved out. */
export interface Lifted {
  readonly fields: Fields;
  readonly secrets: Readonly<Record<string, SecretContainer>>;
}

/**
 * Moves the secret leaves of a resource's fields into containers, one for each field present. Empty containers are
 * kept, since the engine keeps marks only of keys that it knew before, and a refresh may bring a secret. Values that
 * can't be inspected (a Pulumi output, an item whose key isn't known) stay in place.
 */
export function liftSecrets(type: ResourceType, fields: Fields): Lifted {
  const visible: Record<string, unknown> = { ...fields };
  const secrets: Record<string, SecretContainer> = {};
  for (const field of type.secretFields) {
    const value = fields[field];
    if (value === undefined) continue;
    if (type.isSecret([field])) {
      delete visible[field];
      // Values other than text are left for `check` to report, or for Pulumi to resolve.
      secrets[field] = (value ?? {}) as SecretContainer;
      continue;
    }
    const container: Record<string, unknown> = {};
    secrets[field] = container;
    if (type.listKeys(field) && Array.isArray(value)) {
      const keys = itemKeys(type, field, value);
      visible[field] = value.map((item, index) =>
        type.itemKey(field, item) === undefined ? item : without(type, item, [field, keys[index] as string], container),
      );
    } else {
      visible[field] = without(type, value, [field], container);
    }
  }
  return { fields: visible, secrets };
}

function without(
  type: ResourceType,
  value: unknown,
  path: Path,
  container: Record<string, unknown>,
  node = type.nodeAt(path),
): unknown {
  if (!isObject(value)) return value;
  const rest: Record<string, unknown> = {};
  for (const [name, below] of Object.entries(value)) {
    const nodeOfName = type.nodeBelow(node, name);
    if (isObject(below)) define(rest, name, without(type, below, [...path, name], container, nodeOfName));
    else if (below !== undefined && type.isSecretNode(nodeOfName, path) && !isPlainExtra(type, path, below)) {
      define(container, joinPath([...path.slice(1), name]), below);
    } else define(rest, name, below);
  }
  return rest;
}

/** Outside the schema, numbers, booleans and null aren't secret. */
export const isPlainExtra = (type: ResourceType, path: Path, value: unknown): boolean =>
  type.isExtra(path) && (value === null || typeof value === "number" || typeof value === "boolean");

/** Fields with their secrets back in place. */
export interface Restored {
  readonly fields: Fields;
  /** Paths of secrets whose entry doesn't exist. */
  readonly orphans: readonly string[];
  /** Fields whose secrets aren't known yet. */
  readonly unknown: readonly string[];
}

/** Puts secrets back where they came from. A secret already in place wins. */
export function restoreSecrets(type: ResourceType, fields: Fields, secrets: Secrets | undefined): Restored {
  const whole: Record<string, unknown> = { ...fields };
  const orphans: string[] = [];
  const unknown: string[] = [];
  for (const [field, container] of Object.entries(secrets ?? {})) {
    if (type.isSecret([field])) {
      if (!isObject(container) || Object.keys(container).length > 0) whole[field] ??= container;
      continue;
    }
    if (!isObject(container)) {
      if (container === UNKNOWN) unknown.push(field);
      continue;
    }
    if (fields[field] === UNKNOWN) continue;
    const value = copyOf(fields[field]);
    const keys = Array.isArray(value) ? itemKeys(type, field, value) : [];
    for (const [joined, secret] of Object.entries(container)) {
      const path = splitPath(joined);
      const target = Array.isArray(value) ? value[keys.indexOf(path.shift() as string)] : value;
      if (!put(target, path, secret)) orphans.push(`${field}/${joined}`);
    }
    if (value !== undefined) whole[field] = value;
  }
  return { fields: whole, orphans, unknown };
}

/** A deep copy. Only lists and plain objects are copied; a secret can't go into anything else. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isObject(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, below] of Object.entries(value)) define(copy, name, copyOf(below));
  return copy;
}

function put(target: unknown, path: Path, secret: unknown): boolean {
  let at = target;
  for (const name of path.slice(0, -1)) {
    if (!isObject(at)) return false;
    at = own(at, name);
  }
  if (at === UNKNOWN) return true;
  if (!isObject(at)) return false;
  const last = path.at(-1) as string;
  define(at, last, own(at, last) ?? secret);
  return true;
}

const MASK = /[*•●…]{2,}|^[xX]{4,}|\b(redacted|hidden|masked)\b/i;

/**
 * Whether a secret comes back masked, which reveals nothing about it. The form of masks isn't documented: these are the
 * usual ones.
 */
export function isHidden(type: ResourceType, joined: string, shown: unknown): boolean {
  return typeof shown === "string" && MASK.test(shown) && type.isSecret(splitPath(joined));
}

/** The secrets in fields, as texts that a message must not quote. */
export const textsIn = (type: ResourceType, fields: Fields): string[] => texts(liftSecrets(type, fields).secrets);

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}
