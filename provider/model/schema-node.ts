/** The subset of JSON Schema that resource schemas use, with their annotations. */
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
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly discriminator?: { readonly propertyName: string };
  readonly oneOf?: readonly SchemaNode[];
  /** Set by the service; never in a request. */
  readonly readOnly?: boolean;
  /** A secret. */
  readonly writeOnly?: boolean;
  /** A change replaces the resource: part of its address, not of what is sent. */
  readonly "x-replaces"?: boolean;
  /** Affects how a resource is created, not the resource itself; neither sent nor compared. */
  readonly "x-create-only"?: boolean;
  /** Affects how a run treats a resource, not the resource itself; neither sent nor compared. */
  readonly "x-run-option"?: boolean;
  /**
   * What a response without the property means, if there is no fixed default: the service chooses the value for a new
   * resource.
   */
  readonly "x-when-absent"?: unknown;
  /** The service may omit it from responses, so its absence proves nothing. */
  readonly "x-may-stay-hidden"?: boolean;
  /** The service's default can delete data, so removing the property is refused. */
  readonly "x-default-destroys-data"?: boolean;
  /** The service stores another value than the one sent, and expects that value back. */
  readonly "x-exchanged"?: boolean;
  /** Identifies what an item of a list represents at the service, such as a sender. Only one resource can have it. */
  readonly "x-identity"?: boolean;
  /**
   * Holds fields outside the schema, by the service's names. On the wire they are beside the object's other properties.
   */
  readonly "x-open"?: boolean;
  /** Exactly one of these properties is set. */
  readonly "x-exactly-one-of"?: readonly string[];
  /** A URL: http or https, without user or password, and not to one of these hosts. */
  readonly "x-url"?: { readonly forbiddenHosts?: string };
  /** A list without an order or duplicates; aliases map other names of a value to one name. */
  readonly "x-set"?: { readonly aliases?: Readonly<Record<string, string>> };
  /** Sent if the program leaves the property unset: the service's own default is uncertain or unwanted. */
  readonly "x-sent-default"?: unknown;
  /** The value that clears the field at the service, in addition to its name in the update mask. */
  readonly "x-cleared-by"?: unknown;
  /** Belongs to an environment as a whole: it may be the same in several, or differ. */
  readonly "x-environment"?: boolean;
  /** A list whose items are identified by these properties; the first one names the union branch. */
  readonly "x-list-keys"?: readonly string[];
}

/** The nodes directly below a node: properties, union branches, list items. */
export const nodesBelow = ({ properties = {}, oneOf = [], items }: SchemaNode): readonly SchemaNode[] => [
  ...Object.values(properties),
  ...oneOf,
  ...(items ? [items] : []),
];

/** A keyed list whose items the service verifies after its response. */
export interface Verified {
  readonly field: string;
  /** What messages call an item. */
  readonly noun: string;
  /** The item's property `{ status, description }` with its verification state. */
  readonly state: string;
  readonly pending: string;
  readonly failing: string;
}

/** The names of a node's properties that pass a test, at any depth, without following references. */
export const namesWithin = (node: SchemaNode, test: (property: SchemaNode) => boolean = () => true): string[] => [
  ...Object.entries(node.properties ?? {}).flatMap(([name, property]) => (test(property) ? [name] : [])),
  ...nodesBelow(node).flatMap((below) => namesWithin(below, test)),
];

/** Whether a secret can stand in a node, at any depth. */
export function holdsSecret(node: SchemaNode, resolve: (node: SchemaNode) => SchemaNode): boolean {
  const own = resolve(node);
  return own.writeOnly === true || own["x-open"] === true || nodesBelow(own).some((part) => holdsSecret(part, resolve));
}

/** The branch of a union for a tag; for an unknown tag, what all branches have. */
export function branchOf(union: SchemaNode, tag: string, resolve: (node: SchemaNode) => SchemaNode): SchemaNode {
  const all = (union.oneOf ?? [union]).map(resolve);
  const tagName = union.discriminator?.propertyName ?? "";
  const accepts = (node: SchemaNode): boolean => {
    const tagNode = node.properties?.[tagName];
    return tagNode?.const === tag || tagNode?.enum?.includes(tag) === true;
  };
  return all.find(accepts) ?? { properties: shared(all) };
}

function shared(all: readonly SchemaNode[]): Readonly<Record<string, SchemaNode>> {
  const [first, ...rest] = all;
  return Object.fromEntries(
    Object.entries(first?.properties ?? {}).filter(([name]) => rest.every((node) => node.properties?.[name])),
  );
}
