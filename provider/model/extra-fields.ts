import { isObject, own } from "../base/values";
import { isMissing } from "./keywords";
import { byIndex } from "./path";
import type { ResourceType, SchemaNode } from "./resource-type";
import { UNKNOWN } from "./secrets";

// Fields outside the schema that a program sets, in the type's open field.

type Fields = Readonly<Record<string, unknown>>;

/** An object that can hold such fields, or an object within it that the schema knows. */
interface Holder {
  /** Path by index to the object with the open field, and the names of the objects below it. */
  readonly path: readonly string[];
  readonly below: readonly string[];
  readonly node: Pick<SchemaNode, "properties">;
  /** The object's known fields, and its fields outside the schema. */
  readonly value: unknown;
  readonly extra: unknown;
}

/** A name that can be in a mask and beside it in a body. */
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Whether a kind of item outside the schema can have this name. */
export const isNameOfKind = (name: unknown): boolean => typeof name === "string" && /^[A-Z][A-Z0-9_]*$/.test(name);

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

/** A field outside the schema, or a problem in its place. */
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

/** The paths of the fields outside the schema: `extraFields.new_setting`. */
export const extraNames = (type: ResourceType, fields: Fields): string[] => allIn(type, fields).map(({ at }) => at);

/** Their problems: a name that the schema knows, or an invalid one. */
export const extraProblems = (type: ResourceType, fields: Fields): string[] =>
  allIn(type, fields).flatMap(({ problem }) => problem ?? []);

/** Whether an item of a list has a kind outside the schema, and sets the open field. */
export function isOtherKind(type: ResourceType, item: unknown, kind: unknown): boolean {
  const extra = type.openField === undefined ? undefined : own(item, type.openField);
  return isNameOfKind(kind) && (isObject(extra) || typeof extra === "string");
}

/** The problems of such an item: it can only have the properties of every kind. */
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
