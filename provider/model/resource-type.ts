import { own } from "../base/values";
import type { Definition } from "./definition";
import { branchOf, holdsSecret, namesWithin, type SchemaNode } from "./schema-node";

export type { SchemaNode } from "./schema-node";

/** A path from the resource to a leaf; an item of a keyed list is named by its key, such as `LINE#1`. */
export type Path = readonly string[];

/** Where a resource lives. */
export interface Location {
  readonly projectId: string;
  /** `us`, `eu` or `br`. */
  readonly region: string;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * A resource type, described by a schema: everything that the core knows about it. Created once and passed to whatever
 * needs it.
 */
export class ResourceType {
  readonly schema: SchemaNode;
  /** The top-level properties, with references resolved. */
  readonly properties: Readonly<Record<string, SchemaNode>>;
  /** The field with the ID of the parent. */
  readonly parentField: string | undefined;
  /** Fields that form a resource's address and aren't part of what is sent. */
  readonly locationFields: readonly string[];
  /** The fields that a request, and so an `update_mask`, may contain. */
  readonly writableFields: readonly string[];
  /** The writable fields that can hold a secret; each has a container under `secrets`. */
  readonly secretFields: readonly string[];
  /** The field, also of an item, for what the schema doesn't know: `extraFields`. */
  readonly openField: string | undefined;
  /** The fields that are keyed lists. */
  readonly listFields: readonly string[];
  /** Whether any field is a URL. */
  readonly hasUrls: boolean;
  /** Names of identity properties at any depth: they tell what an item of a list represents. */
  readonly identityNames: ReadonlySet<string>;
  /** The fields that are lists without an order. */
  readonly setFields: readonly string[];
  /** All property names in the schema, at any depth. */
  readonly propertyNames: ReadonlySet<string>;
  private readonly wireNames: ReadonlyMap<string, string>;
  private readonly programNames: ReadonlyMap<string, string>;
  private readonly branches = new Map<string, SchemaNode>();

  constructor(readonly definition: Definition) {
    this.schema = definition.schema;
    this.properties = Object.fromEntries(
      Object.entries(this.schema.properties ?? {}).map(([name, node]) => [name, this.resolve(node)]),
    );
    const where = (test: (node: SchemaNode) => boolean): readonly string[] =>
      Object.keys(this.properties).filter((name) => test(this.properties[name] as SchemaNode));
    this.parentField = definition.parent?.field;
    this.locationFields = where((node) => node["x-replaces"] === true);
    this.writableFields = where(
      (node) => !node.readOnly && !node["x-replaces"] && !node["x-create-only"] && !node["x-run-option"],
    );
    this.openField = where((node) => node["x-open"] === true)[0];
    this.secretFields = this.writableFields.filter((name) =>
      holdsSecret(this.properties[name] as SchemaNode, this.resolve),
    );
    this.listFields = this.writableFields.filter((name) => this.listKeys(name) !== undefined);
    this.setFields = this.writableFields.filter((name) => this.properties[name]?.["x-set"] !== undefined);
    const nodes = [this.schema, ...Object.values(this.schema.definitions ?? {})];
    this.identityNames = new Set(nodes.flatMap((node) => namesWithin(node, (below) => below["x-identity"] === true)));
    this.hasUrls = nodes.some((node) => namesWithin(node, (below) => below["x-url"] !== undefined).length > 0);
    this.propertyNames = new Set(nodes.flatMap((node) => namesWithin(node)));
    this.wireNames = new Map([...this.propertyNames].map((name) => [name, snake(name)]));
    this.programNames = new Map([...this.wireNames].map(([name, wire]) => [wire, name]));
  }

  /** The node itself, or the definition that it refers to. */
  readonly resolve = (node: SchemaNode): SchemaNode =>
    node.$ref ? (this.schema.definitions?.[node.$ref.replace("#/definitions/", "")] ?? node) : node;

  /** `display_name` → `displayName`. A name outside the schema stays unchanged, so that nothing is lost. */
  readonly fromWireName = (name: string): string => this.programNames.get(name) ?? name;

  /** `displayName` → `display_name`. A name outside the schema stays unchanged. */
  readonly toWireName = (name: string): string => this.wireNames.get(name) ?? name;

  /** Whether the schema has a wire name, at any depth. */
  readonly isWireName = (name: string): boolean => this.programNames.has(name);

  /** Whether a path leads to something outside the schema, under {@link openField}. */
  readonly isExtra = ([field = "", , name]: Path): boolean =>
    this.openField !== undefined &&
    (field === this.openField || (name === this.openField && this.listKeys(field) !== undefined));

  /** The parts of an address: project, region, and the parent's ID. */
  readonly addressOf = (at: object): Location =>
    Object.fromEntries(this.locationFields.map((part) => [part, own(at, part)])) as unknown as Location;

  /** An address as one string. */
  readonly placeName = (at: object): string => JSON.stringify(Object.values(this.addressOf(at)));

  /** The parent's ID for an address. */
  readonly parentOf = (at: object): string | undefined => {
    const id = this.parentField === undefined ? undefined : own(at, this.parentField);
    return typeof id === "string" ? id : undefined;
  };

  /** The properties that identify the items of a keyed list; `undefined` for anything else. */
  readonly listKeys = (field: string): readonly string[] | undefined => this.properties[field]?.["x-list-keys"];

  /**
   * The key of an item of a keyed list: `SMS`, or `LINE#1` if the second key isn't 0. `undefined` if it isn't known
   * yet.
   */
  readonly itemKey = (field: string, item: unknown): string | undefined => {
    const keys = this.listKeys(field);
    if (!keys || typeof item !== "object" || item === null) return undefined;
    const [main, ...rest] = keys.map((name) => (item as Record<string, unknown>)[name]);
    if (typeof main !== "string") return undefined;
    if (rest.some((value) => value !== undefined && value !== null && typeof value !== "number")) return undefined;
    return [main, ...rest.filter((value) => value)].join("#");
  };

  /** The schema of a node's property, or `undefined` if it isn't in the schema. */
  readonly nodeBelow = (node: SchemaNode | undefined, name: string): SchemaNode | undefined => {
    const next = node?.properties?.[name];
    return next && this.resolve(next);
  };

  /** The schema of a path, or `undefined` if it isn't in the schema. */
  readonly nodeAt = (path: Path): SchemaNode | undefined => {
    const [field = "", ...below] = path;
    let node: SchemaNode | undefined = this.properties[field];
    if (node && this.listKeys(field) && below.length > 0) node = this.branch(field, below.shift() as string);
    return below.reduce(this.nodeBelow, node);
  };

  /** Whether a leaf is kept as a secret. Values outside the schema count as secret wherever secrets are possible. */
  readonly isSecret = (path: Path): boolean => this.isSecretNode(this.nodeAt(path), path);

  /** {@link isSecret} for a node already looked up. @param path Of the leaf, or of its container. */
  readonly isSecretNode = (node: SchemaNode | undefined, path: Path): boolean =>
    node ? node.writeOnly === true : this.secretFields.includes(path[0] as string);

  /** Whether the service stores another value than the one sent. */
  readonly isExchanged = (path: Path): boolean => this.nodeAt(path)?.["x-exchanged"] === true;

  /** Whether only the service sets the value at a path, or above it. */
  readonly isReadOnly = (path: Path): boolean =>
    path.some((_, depth) => this.nodeAt(path.slice(0, depth + 1))?.readOnly === true);

  /** Whether a leaf, given its joined path, is a key of a keyed list's item. */
  readonly isKey = (joined: string): boolean => {
    const [field = "", , name = ""] = joined.split("/");
    return this.listKeys(field)?.includes(name) === true;
  };

  /** The union branch of an item key such as `LINE#1`. */
  private branch(field: string, key: string): SchemaNode {
    const tag = key.replace(/[#~].*$/, "");
    const name = `${field}/${tag}`;
    const found =
      this.branches.get(name) ?? branchOf(this.resolve(this.properties[field]?.items ?? {}), tag, this.resolve);
    if (this.branches.size < 1000) this.branches.set(name, found);
    return found;
  }
}
