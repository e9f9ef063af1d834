import appSchema from "../resources/app/app.schema.json";

/** The part of JSON Schema that `app.schema.json` uses, with its annotations. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly discriminator?: { readonly propertyName: string };
  readonly oneOf?: readonly SchemaNode[];
  /** The service sets it: never in a request. */
  readonly readOnly?: boolean;
  /** A secret. */
  readonly writeOnly?: boolean;
  /** A change replaces the app. */
  readonly "x-replaces"?: boolean;
  /** Says how an app is made, nothing of the app: neither sent nor compared. */
  readonly "x-create-only"?: boolean;
  /** The service changes it by itself: never compared. */
  readonly "x-volatile"?: boolean;
  /** Falling back to the service's default can delete data: removing it is refused. */
  readonly "x-default-destroys-data"?: boolean;
  /** The service keeps another value than the one it was sent, and expects that one back. */
  readonly "x-exchanged"?: boolean;
  /** A list whose items are told apart by these properties; the first names the branch of the union. */
  readonly "x-list-keys"?: readonly string[];
}

/** A path from the app down to a leaf; an item of a keyed list is named by its key, such as `LINE#1`. */
export type Path = readonly string[];

const root: SchemaNode = appSchema as SchemaNode;
const definitions = appSchema.definitions as Readonly<Record<string, SchemaNode>>;

/** The node itself, or the definition that it refers to. */
export function resolve(node: SchemaNode): SchemaNode {
  return node.$ref ? (definitions[node.$ref.replace("#/definitions/", "")] ?? node) : node;
}

/** The top-level properties of an app, references resolved. */
export const properties: Readonly<Record<string, SchemaNode>> = Object.fromEntries(
  Object.entries(root.properties ?? {}).map(([name, node]) => [name, resolve(node)]),
);

/** Every property name that the schema knows, at any depth. */
export const propertyNames: ReadonlySet<string> = new Set(
  [root, ...Object.values(definitions)].flatMap((node) => Object.keys(node.properties ?? {})),
);

const namesWhere = (test: (node: SchemaNode) => boolean): readonly string[] =>
  Object.keys(properties).filter((name) => test(properties[name] as SchemaNode));

/** Where an app lives: part of its address, not of what is sent about it. */
export const locationFields = namesWhere((node) => node["x-replaces"] === true);

/** The fields that a request may hold, and so an `update_mask`. */
export const writableFields = namesWhere((node) => !node.readOnly && !node["x-replaces"] && !node["x-create-only"]);

/** The writable fields that can hold a secret: each has a container under `secrets`. */
export const secretFields = writableFields.filter((name) => holdsSecret(properties[name] as SchemaNode));

function holdsSecret(node: SchemaNode): boolean {
  const own = resolve(node);
  const below = [...Object.values(own.properties ?? {}), ...(own.oneOf ?? []), ...(own.items ? [own.items] : [])];
  return own.writeOnly === true || below.some(holdsSecret);
}

/** What tells the items of a list apart, or `undefined` for what is no such list. */
export function listKeys(field: string): readonly string[] | undefined {
  return properties[field]?.["x-list-keys"];
}

/** The key of an item of a keyed list: `SMS`, or `LINE#1` where the second key isn't 0. `undefined` where it can't be told yet. */
export function itemKey(field: string, item: unknown): string | undefined {
  const keys = listKeys(field);
  if (!keys || typeof item !== "object" || item === null) return undefined;
  const [main, ...rest] = keys.map((name) => (item as Record<string, unknown>)[name]);
  if (typeof main !== "string") return undefined;
  if (rest.some((value) => value !== undefined && value !== null && typeof value !== "number")) return undefined;
  return [main, ...rest.filter((value) => value)].join("#");
}

const branches = new Map<string, SchemaNode>();

/** The branch of a keyed list's union that an item key such as `LINE#1` belongs to. */
function branch(field: string, key: string): SchemaNode {
  const tag = key.replace(/[#~].*$/, "");
  const name = `${field}/${tag}`;
  const present = branches.get(name);
  if (present) return present;
  const item = resolve(properties[field]?.items ?? {});
  const all = (item.oneOf ?? []).map(resolve);
  const tagName = item.discriminator?.propertyName ?? "";
  const accepts = (node: SchemaNode): boolean => {
    const tagNode = node.properties?.[tagName];
    return tagNode?.const === tag || tagNode?.enum?.includes(tag) === true;
  };
  const found = all.find(accepts) ?? { properties: shared(all) };
  if (branches.size < 1000) branches.set(name, found);
  return found;
}

/** What every branch has: that much is known of an item of a kind that the schema doesn't know. */
function shared(all: readonly SchemaNode[]): Readonly<Record<string, SchemaNode>> {
  const [first, ...rest] = all;
  return Object.fromEntries(
    Object.entries(first?.properties ?? {}).filter(([name]) => rest.every((node) => node.properties?.[name])),
  );
}

/** What the schema says of a property of a node, or `undefined` where it doesn't know it. */
export function nodeBelow(node: SchemaNode | undefined, name: string): SchemaNode | undefined {
  const next = node?.properties?.[name];
  return next && resolve(next);
}

/** What the schema says of a path, or `undefined` where it doesn't know it. */
export function nodeAt(path: Path): SchemaNode | undefined {
  const [field = "", ...below] = path;
  let node: SchemaNode | undefined = properties[field];
  if (node && listKeys(field) && below.length > 0) node = branch(field, below.shift() as string);
  return below.reduce(nodeBelow, node);
}

/** Whether a leaf is kept as a secret. What the schema doesn't know counts as one wherever secrets can be. */
export const isSecret = (path: Path): boolean => isSecretNode(nodeAt(path), path);

/** {@link isSecret} for what is looked up already. @param path of the leaf, or of what holds it. */
export function isSecretNode(node: SchemaNode | undefined, path: Path): boolean {
  return node ? node.writeOnly === true : secretFields.includes(path[0] as string);
}

/** Whether the service keeps another value than the one that it was sent. */
export const isExchanged = (path: Path): boolean => nodeAt(path)?.["x-exchanged"] === true;

/** Whether the service alone sets what is at a path, or above it. */
export function isReadOnly(path: Path): boolean {
  return path.some((_, depth) => nodeAt(path.slice(0, depth + 1))?.readOnly === true);
}

/** Whether a leaf, its path joined, tells an item of a keyed list from the others. */
export function isKey(joined: string): boolean {
  const [field = "", , name = ""] = joined.split("/");
  return listKeys(field)?.includes(name) === true;
}
