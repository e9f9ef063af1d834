import { isObject, own } from "../base/values";
import { isMissing } from "./keywords";
import { byIndex } from "./path";
import type { ResourceType, SchemaNode } from "./resource-type";
import { UNKNOWN } from "./secrets";

// What a program sets that the schema doesn't know, under the type's open field.

type Fields = Readonly<Record<string, unknown>>;

/** An object that can hold such fields, or is one of the objects in it that the schema knows. */
interface Holder {
  /** Path by index of what has the open field, and the names of objects below it. */
  readonly path: readonly string[];
  readonly below: readonly string[];
  readonly node: Pick<SchemaNode, "properties">;
  /** The object as the program sets it otherwise, and what it sets of it that the schema doesn't know. */
  readonly value: unknown;
  readonly extra: unknown;
}

/** Names that a mask can hold, and a body beside it. */
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** What names an item of a kind that the schema doesn't know. */
const KIND = /^[A-Z][A-Z0-9_]*$/;

function holdersIn(type: ResourceType, fields: Fields): Holder[] {
  const open = type.openField as string;
  const top = { path: [], below: [], node: { properties: type.properties }, value: fields, extra: fields[open] };
  const items = type.listFields.flatMap((field) => {
    const list = fields[field];
    if (!Array.isArray(list)) return [];
    return list.flatMap((value, at): Holder[] => {
      const extra = own(value, open);
      const key = extra === undefined ? undefined : type.itemKey(field, value);
      if (key === undefined) return [];
      return [{ path: [field, String(at)], below: [], node: type.nodeAt([field, key]) ?? {}, value, extra }];
    });
  });
  return [top, ...items];
}

/** A field that the schema doesn't know, or something wrong in its place. */
interface Found {
  readonly at: string;
  readonly problem?: string;
}

function foundIn(type: ResourceType, holder: Holder): Found[] {
  const { path, below, node, extra } = holder;
  if (!isObject(extra)) return [];
  return Object.entries(extra).flatMap(([name, value]): Found[] => {
    const at = byIndex([...path, type.openField as string, ...below, name]);
    const known = [name, type.fromWireName(name)].find((one) => Object.hasOwn(node.properties ?? {}, one));
    if (known === undefined) {
      return [
        NAME.test(name)
          ? { at }
          : { at, problem: `${at} is not a valid field name: use letters, digits and underscores` },
      ];
    }
    const property = type.resolve(node.properties?.[known] ?? {});
    if (property.readOnly) return [{ at, problem: `${at} is set by the service and can't be set here` }];
    const instead = byIndex([...path, ...below.map(type.fromWireName), known]);
    const isUnknown = value === UNKNOWN;
    const goesOn = isUnknown || (isObject(value) && Object.keys(value).length > 0);
    if (!property.properties || !goesOn || type.toWireName(known) !== name)
      return [{ at, problem: `${at} is known to this version of the package: set ${instead} instead` }];
    const beside = holder.value === UNKNOWN ? UNKNOWN : own(holder.value, known);
    if (isMissing(beside)) {
      return [
        { at, problem: `${at} needs ${instead}: the service replaces the object as a whole, so set that as well` },
      ];
    }
    if (isUnknown) return [{ at }];
    return foundIn(type, { path, below: [...below, name], node: property, value: beside, extra: value });
  });
}

const allIn = (type: ResourceType, fields: Fields): Found[] =>
  type.openField === undefined ? [] : holdersIn(type, fields).flatMap((holder) => foundIn(type, holder));

/** Where a program sets fields that the schema doesn't know: `extraFields.new_setting`. */
export const extraNames = (type: ResourceType, fields: Fields): string[] => allIn(type, fields).map(({ at }) => at);

/** What is wrong with them: a name that is known, or can't be one. */
export const extraProblems = (type: ResourceType, fields: Fields): string[] =>
  allIn(type, fields).flatMap(({ problem }) => problem ?? []);

/** Whether an item of a list is of a kind that the schema doesn't know, and says what that takes. */
export function isOtherKind(type: ResourceType, item: unknown, kind: unknown): boolean {
  const extra = type.openField === undefined ? undefined : own(item, type.openField);
  return typeof kind === "string" && KIND.test(kind) && (isObject(extra) || typeof extra === "string");
}

/** What is wrong with an item of such a kind: it can have no property but those of every kind. */
export function otherKindProblems(
  type: ResourceType,
  { data, instancePath }: { data?: unknown; instancePath: string },
): string[] {
  const [field = "", ...below] = instancePath.split("/").slice(1);
  const key = type.itemKey(field, data);
  const allowed = Object.entries((key && type.nodeAt([field, key])?.properties) || {});
  const names = allowed.filter(([, node]) => !type.resolve(node).readOnly).map(([name]) => name);
  return Object.keys(isObject(data) ? data : {})
    .filter((name) => !names.includes(name))
    .map((name) => `${byIndex([field, ...below, name])} is not a known property; allowed: ${names.join(", ")}`);
}
