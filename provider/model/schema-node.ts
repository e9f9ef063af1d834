/** The part of JSON Schema that a resource's schema uses, with its annotations. */
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
  /** The service sets it: never in a request. */
  readonly readOnly?: boolean;
  /** A secret. */
  readonly writeOnly?: boolean;
  /** A change replaces the resource: part of its address, not of what is sent about it. */
  readonly "x-replaces"?: boolean;
  /** Says how a resource is created, nothing of the resource itself: neither sent nor compared. */
  readonly "x-create-only"?: boolean;
  /** Says how a run treats a resource, nothing of the resource itself: neither sent nor compared. */
  readonly "x-run-option"?: boolean;
  /** What a response means that leaves the property out, if there is no fixed default: what a new resource gets is the service's choice. */
  readonly "x-when-absent"?: unknown;
  /** The service may leave it out of responses: that it isn't shown says nothing of it. */
  readonly "x-may-stay-hidden"?: boolean;
  /** Falling back to the service's default can delete data: removing it is refused. */
  readonly "x-default-destroys-data"?: boolean;
  /** The service keeps another value than the one it was sent, and expects that one back. */
  readonly "x-exchanged"?: boolean;
  /** Tells what the item of a list stands for at the service, such as a sender, which one resource alone can have. */
  readonly "x-identity"?: boolean;
  /** Holds what the schema doesn't know, by the service's own names: on the wire it stands beside the object's other properties. */
  readonly "x-open"?: boolean;
  /** Exactly one of these properties is set. */
  readonly "x-exactly-one-of"?: readonly string[];
  /** A URL: http or https, without a user or a password in it, and not to one of these hosts. */
  readonly "x-url"?: { readonly forbiddenHosts?: string };
  /** A list of values that has no order, each of them once; other names of one value by that name. */
  readonly "x-set"?: { readonly aliases?: Readonly<Record<string, string>> };
  /** What is sent where the program sets nothing: the service's own default isn't certain, or not what is wanted. */
  readonly "x-sent-default"?: unknown;
  /** What clears the field at the service, beside its name in the update mask. */
  readonly "x-cleared-by"?: unknown;
  /** Belongs to an environment as a whole: it may be the same in several, or differ. */
  readonly "x-environment"?: boolean;
  /** A list whose items are told apart by these properties; the first names the branch of the union. */
  readonly "x-list-keys"?: readonly string[];
}

/** The nodes right below a node: properties, branches of a union, items of a list. */
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
  /** The property of an item, `{ status, description }`, that tells how far that is. */
  readonly state: string;
  readonly pending: string;
  readonly failing: string;
}

/** The names of properties in a node that pass a test, at any depth, definitions that it refers to left out. */
export const namesWithin = (node: SchemaNode, test: (property: SchemaNode) => boolean = () => true): string[] => [
  ...Object.entries(node.properties ?? {}).flatMap(([name, property]) => (test(property) ? [name] : [])),
  ...nodesBelow(node).flatMap((below) => namesWithin(below, test)),
];

/** Whether a secret can stand in a node, at any depth. */
export function holdsSecret(node: SchemaNode, resolve: (node: SchemaNode) => SchemaNode): boolean {
  const own = resolve(node);
  return own.writeOnly === true || own["x-open"] === true || nodesBelow(own).some((part) => holdsSecret(part, resolve));
}

/** The branch of a union that a tag belongs to; of a tag that no branch has, what all of them have. */
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
