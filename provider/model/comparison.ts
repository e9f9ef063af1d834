import { createHash } from "node:crypto";
import { isObject } from "../base/values";
import { type Leaves, splitPath } from "./leaves";
import type { ResourceType } from "./resource-type";
import { isHidden } from "./secrets";

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (isObject(value) && Object.values(value).every(isEmpty));

/** Whether two leaves are equal. `null`, an absent leaf, an empty object and an empty string are. */
export function sameLeaf(one: unknown, other: unknown): boolean {
  if (one === other || (isEmpty(one) && isEmpty(other))) return true;
  return typeof one === "object" && typeof other === "object" && JSON.stringify(one) === JSON.stringify(other);
}

/** Whether a leaf equals its omission from a response: the service's default, or empty. */
export function isDefault(type: ResourceType, path: string, value: unknown): boolean {
  if (sameLeaf(value, undefined)) return true;
  const node = type.nodeAt(splitPath(path));
  return sameLeaf(value, node?.["x-when-absent"] ?? node?.default);
}

/**
 * Whether the service shows a leaf as requested. An omitted one has its default, or may have any value if it can stay
 * hidden.
 */
export function showsAsked(type: ResourceType, path: string, asked: unknown, shown: unknown): boolean {
  return (
    sameLeaf(asked, shown) ||
    (sameLeaf(shown, undefined) && (isDefault(type, path, asked) || mayStayHidden(type, path)))
  );
}

/** Whether the service may keep a leaf without showing it. */
export const mayStayHidden = (type: ResourceType, path: string): boolean =>
  type.nodeAt(splitPath(path))?.["x-may-stay-hidden"] === true;

/** The top-level fields in which two resources differ, in the schema's order. */
export function fieldsThatDiffer(type: ResourceType, one: Leaves, other: Leaves): string[] {
  const changed = new Set<string | undefined>();
  for (const [path, value] of one) if (!sameLeaf(value, other.get(path))) changed.add(splitPath(path)[0]);
  for (const [path, value] of other) {
    if (!one.has(path) && !sameLeaf(value, undefined)) changed.add(splitPath(path)[0]);
  }
  return type.writableFields.filter((field) => changed.has(field));
}

/**
 * A digest of what the service showed, for each leaf that the response to the last write showed differently from the
 * request.
 */
export type Fingerprints = Readonly<Record<string, string>>;

/** What the state knows about a resource. */
export interface Known {
  /** The leaves of the last write, updated by later reads. */
  readonly leaves: Leaves;
  readonly fingerprints: Fingerprints;
  /** Makes digests differ between resources. */
  readonly salt: string;
}

function digest(salt: string, shown: unknown): string {
  return createHash("sha256")
    .update(`${salt}\0${JSON.stringify(shown ?? "")}`)
    .digest("base64url")
    .slice(0, 16);
}

/** Whether the service shows a leaf as requested, or as it did right after the last write. */
export function isUnchanged(type: ResourceType, known: Known, path: string, shown: unknown): boolean {
  if (showsAsked(type, path, known.leaves.get(path), shown)) return true;
  const fingerprint = known.fingerprints[path];
  // A service that begins to hide a secret hasn't changed it.
  return fingerprint === undefined ? isHidden(type, path, shown) : fingerprint === digest(known.salt, shown);
}

/** The fingerprints of a write, for leaves whose response differs from the request. */
export function fingerprintsOf(type: ResourceType, asked: Leaves, shown: Leaves, salt: string): Fingerprints {
  const fingerprints: Record<string, string> = {};
  for (const [path, value] of asked) {
    const actual = shown.get(path);
    if (!showsAsked(type, path, value, actual)) fingerprints[path] = digest(salt, actual);
  }
  return fingerprints;
}

/** The fingerprints that are valid after a PATCH of the masked fields. */
export function fingerprintsAfter(
  type: ResourceType,
  mask: readonly string[],
  known: Known,
  asked: Leaves,
  shown: Leaves,
): Fingerprints {
  const isSent = ([path]: readonly [string, string]): boolean =>
    mask.some((sent) => path === sent || path.startsWith(`${sent}/`));
  return Object.fromEntries([
    ...Object.entries(known.fingerprints).filter((entry) => !isSent(entry)),
    ...Object.entries(fingerprintsOf(type, asked, shown, known.salt)).filter(isSent),
  ]);
}
