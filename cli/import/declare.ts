import { define, isObject } from "../../provider/base/values";
import { isDefault, sameLeaf } from "../../provider/model/comparison";
import { fieldsOf, itemKeys, joinPath, leavesOf } from "../../provider/model/leaves";
import type { Path, SchemaNode } from "../../provider/model/resource-type";
import { isHidden, isPlainExtra } from "../../provider/model/secrets";
import { problemsOf } from "../../provider/model/validate";
import type { Shown } from "../../provider/model/wire";
import { appType } from "../../provider/resources/app";
import { withMissingSecrets } from "./missing-secrets";
import { OtherEntry, SecretValue, Unchecked, type Value, withSecrets } from "./value";

/** What a program states of an app that is there. */
export interface Declared {
  readonly fields: Readonly<Record<string, Value>>;
  /** What it can't state, as paths on the wire: it stays with the service. */
  readonly left: readonly string[];
}

type Values = Record<string, Value>;

/**
 * What a program has to state of an app, so that nothing differs: its name, its channels, what isn't the service's default,
 * and every field whose default destroys data. Defaults that depend on the deployment can't be told from what somebody
 * set: they are stated.
 */
export function declare(live: Shown): Declared {
  const left: string[] = [];
  const fields: Values = { displayName: String(live.displayName ?? "") };
  const entries = Array.isArray(live.channelCredentials) ? (live.channelCredentials as unknown[]) : [];
  const keys = itemKeys(appType, "channelCredentials", entries);
  fields.channelCredentials = entries.map((entry, index) => entryOf(entry, keys[index] as string, left));
  for (const field of appType.writableFields) {
    if (field in fields) continue;
    const value = fieldOf(field, live[field], left);
    if (value !== undefined) fields[field] = value;
  }
  for (const [name, value] of Object.entries(live)) {
    if (!appType.properties[name] && !sameLeaf(value, undefined)) left.push(appType.toWireName(name));
  }
  return { fields, left };
}

/** A channel: what the schema knows of it; all of it if the schema doesn't know it at all, or refuses it as it is. */
function entryOf(entry: unknown, key: string, left: string[]): Value {
  const path = ["channelCredentials", key];
  const unknown: string[] = [];
  const stated = stateOf(entry, path, (below) => appType.nodeAt(below) !== undefined, unknown);
  const whole = isObject(stated) ? withMissingSecrets(entry, stated, path) : stated;
  if (isAccepted("channelCredentials", [whole])) {
    left.push(...unknown);
    return whole;
  }
  return otherEntry(entry, path) ?? new Unchecked(stateOf(entry, path, () => true, []));
}

/** An entry by what every channel has, and the rest under the service's own names; `undefined` if the schema refuses that too. */
function otherEntry(entry: unknown, path: Path): OtherEntry | undefined {
  const [fields] = fieldsOf(appType, leavesOf(appType, { channelCredentials: [entry] }))
    .channelCredentials as unknown[];
  const stated = stateOf(fields, path, () => true, []) as Values;
  const { channel, extraFields = {}, ...rest } = isObject(stated) ? stated : {};
  if (typeof channel !== "string" || !isAccepted("channelCredentials", [{ channel, extraFields, ...rest }]))
    return undefined;
  return new OtherEntry(channel, extraFields, rest);
}

/** One of the other fields, or `undefined` where it says no more than the service's default. */
function fieldOf(field: string, value: unknown, left: string[]): Value | undefined {
  if (sameLeaf(value, undefined)) return undefined;
  const unknown: string[] = [];
  const whole = stateOf(
    value,
    [field],
    (path) => appType.nodeAt(path) !== undefined,
    unknown,
    () => false,
  );
  const stated = [whole, withoutUnset(field, whole)].find((each) => isAccepted(field, each));
  if (stated === undefined) {
    if (!isDefaultOf([field], whole)) left.push(appType.toWireName(field));
    return undefined;
  }
  left.push(...unknown, ...leftOut(field, whole, stated));
  return isDefaultOf([field], stated) && !destroysByDefault(appType.properties[field] as SchemaNode)
    ? undefined
    : stated;
}

/** An object without the parts that can be left out and are never set: the schema may refuse them. */
function withoutUnset(field: string, value: Value): Value {
  if (!isObject(value)) return value;
  const required = appType.properties[field]?.required ?? [];
  return Object.fromEntries(
    Object.entries(value as Values).filter(([name, below]) => required.includes(name) || !isUnset(below)),
  );
}

/** What of an object isn't stated and isn't the service's default, as paths on the wire. */
function leftOut(field: string, whole: Value, stated: Value): string[] {
  if (!isObject(whole) || !isObject(stated)) return [];
  return Object.entries(whole as Values)
    .filter(([name, below]) => !Object.hasOwn(stated, name) && !isDefaultOf([field, name], below))
    .map(([name]) => wirePath([field, name]));
}

/** Zero, false and nothing: what is never set stands for no more. */
const isUnset = (value: unknown): boolean =>
  value === 0 ||
  value === false ||
  sameLeaf(value, undefined) ||
  (isObject(value) && Object.values(value).every(isUnset));

function isDefaultOf(path: Path, value: Value): boolean {
  if (value instanceof SecretValue) return false;
  if (!isObject(value)) return isDefault(appType, joinPath(path), value);
  return Object.entries(value as Values).every(([name, below]) => isDefaultOf([...path, name], below));
}

function destroysByDefault(node: SchemaNode): boolean {
  const below = Object.values(node.properties ?? {}).map(appType.resolve);
  return node["x-default-destroys-data"] === true || below.some(destroysByDefault);
}

/** A part of an app as the program states it: without what isn't set, and with its secrets apart. */
function stateOf(
  value: unknown,
  path: Path,
  isKnown: (path: Path) => boolean,
  unknown: string[],
  isLeftOut = (at: string, leaf: unknown): boolean => isDefault(appType, at, leaf),
): Value {
  if (!isObject(value)) return leafOf(value, path);
  const stated: Values = {};
  for (const [name, below] of Object.entries(value)) {
    const at = [...path, name];
    if (appType.isReadOnly(at) || isEmpty(below)) continue;
    if (!isKnown(at)) unknown.push(wirePath(at));
    else if (isObject(below) || !isLeftOut(joinPath(at), below)) {
      define(stated, name, stateOf(below, at, isKnown, unknown, isLeftOut));
    }
  }
  return stated;
}

const isEmpty = (value: unknown): boolean => sameLeaf(value, undefined);

function leafOf(value: unknown, path: Path): Value {
  if (!appType.isSecret(path) || isPlainExtra(appType, path, value)) return value as Value;
  return new SecretValue(path, isHidden(appType, joinPath(path), value) ? undefined : value);
}

/** Whether the schema takes a field as it is stated. */
function isAccepted(field: string, value: Value): boolean {
  const plain = withSecrets(value, () => "secret");
  const rest = { projectId: "project", region: "us", displayName: "name", channelCredentials: [] };
  return problemsOf(appType, { ...rest, [field]: plain }, []).length === 0;
}

/** `channel_credentials: SMS.static_bearer.x`, `retention_policy.x`. */
function wirePath([field = "", ...below]: Path): string {
  const names = below.map((name, index) =>
    field === "channelCredentials" && index === 0 ? name : appType.toWireName(name),
  );
  return field === "channelCredentials"
    ? `channel ${names.join(".")}`
    : [appType.toWireName(field), ...names].join(".");
}
