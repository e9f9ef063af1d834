import { isObject, own } from "../base/values";
import { byIndex } from "./path";
import type { ResourceType, SchemaNode } from "./resource-type";

// What a program sets that the schema doesn't know, under the type's open field.

type Fields = Readonly<Record<string, unknown>>;

/** An object that can hold such fields. */
interface Holder {
  /** Its path by index, and by what it is called. */
  readonly path: readonly string[];
  readonly node: Pick<SchemaNode, "properties">;
  readonly value: Fields;
}

/** Names that a mask can hold, and a body beside it. */
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** What names an item of a kind that the schema doesn't know. */
const KIND = /^[A-Z][A-Z0-9_]*$/;

function holdersIn(type: ResourceType, fields: Fields): Holder[] {
  const items = type.listFields.flatMap((field) => {
    const list = fields[field];
    if (!Array.isArray(list)) return [];
    return list.flatMap((value, at): Holder[] => {
      if (own(value, type.openField as string) === undefined) return [];
      const key = type.itemKey(field, value);
      if (!isObject(value) || key === undefined) return [];
      return [{ path: [field, String(at)], node: type.nodeAt([field, key]) ?? {}, value }];
    });
  });
  return [{ path: [], node: { properties: type.properties }, value: fields }, ...items];
}

/** Where a program sets fields that the schema doesn't know: `extraFields.new_setting`. */
export function extraNames(type: ResourceType, fields: Fields): string[] {
  const { openField } = type;
  if (openField === undefined) return [];
  return holdersIn(type, fields).flatMap(({ path, value }) => {
    const extra = value[openField];
    return isObject(extra) ? Object.keys(extra).map((name) => byIndex([...path, openField, name])) : [];
  });
}

/** What is wrong with them: a name that is known, or can't be one. */
export function extraProblems(type: ResourceType, fields: Fields): string[] {
  const { openField } = type;
  if (openField === undefined) return [];
  return holdersIn(type, fields).flatMap(({ path, node, value }) => {
    const extra = value[openField];
    if (!isObject(extra)) return [];
    return Object.keys(extra).flatMap((name) => {
      const at = byIndex([...path, openField, name]);
      const known = [name, type.fromWireName(name)].find((one) => Object.hasOwn(node.properties ?? {}, one));
      if (known === undefined)
        return NAME.test(name) ? [] : [`${at} can't be a field's name: letters, digits and underscores`];
      const property = type.resolve(node.properties?.[known] ?? {});
      if (property.readOnly) return [`${at} is set by the service and can't be given`];
      return [`${at} is known to this version of the package: set ${byIndex([...path, known])} instead`];
    });
  });
}

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
    .map((name) => `${byIndex([field, ...below, name])} is not a property here; allowed: ${names.join(", ")}`);
}
