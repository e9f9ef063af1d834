import type { SchemaNode } from "../../provider/model/resource-type";
import type { Property } from "./types";

// Converts a schema to a resource's arguments: each property is a Pulumi `Input`, and "exactly one of" becomes a union
// that TypeScript discriminates.

/** A node that sets its TypeScript type. */
export type TypedNode = SchemaNode & { readonly tsType?: string };

type Definitions = Readonly<Record<string, TypedNode>>;

const nameIn = ({ $ref = "" }: SchemaNode): string => $ref.replace("#/definitions/", "");

const refsTo = (definitions: Definitions): SchemaNode[] =>
  Object.keys(definitions).map((name) => ({ $ref: `#/definitions/${name}` }));

/** A resource's schema, as that of its arguments. */
export function asArguments(schema: SchemaNode): SchemaNode {
  const { definitions = {}, title } = schema;
  const tags = new Map(
    Object.values(definitions).flatMap(({ oneOf = [], discriminator }) =>
      oneOf.map((branch) => [nameIn(branch), discriminator?.propertyName] as const),
    ),
  );
  const split = Object.entries(definitions).flatMap(([name, node]): [string, TypedNode][] => {
    if (node.oneOf) return [[name, { ...node, oneOf: node.oneOf.flatMap((branch) => refsTo(choices(branch))) }]];
    const chosen = choicesOf(name, withPlain(node, tags.get(name)));
    const union = { title: name, description: node.description, oneOf: refsTo(chosen) };
    return [...Object.entries(chosen), ...(name in chosen ? [] : [[name, union] as [string, TypedNode]])];
  });
  return {
    ...schema,
    title: `${title}Args`,
    description: `The arguments of the resource \`${title}\`.`,
    definitions: Object.fromEntries(split),
  };

  function choices(branch: SchemaNode): Definitions {
    const name = nameIn(branch);
    return choicesOf(name, definitions[name] ?? {});
  }
}

/** An object with a property that isn't an `Input`, since TypeScript discriminates by plain values. */
function withPlain(node: SchemaNode, name: string | undefined): TypedNode {
  const property = name === undefined ? undefined : node.properties?.[name];
  if (!name || !property) return node;
  const typed: TypedNode = { ...property, tsType: typeText(property, (same) => same) };
  return { ...node, properties: { ...node.properties, [name]: typed } };
}

/** Splits an object with an "exactly one of" into one definition per choice; returns any other unchanged. */
function choicesOf(name: string, node: SchemaNode): Definitions {
  const options = node["x-exactly-one-of"];
  if (!options) return { [name]: node };
  const choices = options.map((option): [string, TypedNode] => {
    const barred = options.filter((other) => other !== option);
    const unset: TypedNode = { description: `Not beside \`${option}\`.`, tsType: "undefined" };
    const properties = { ...node.properties, ...Object.fromEntries(barred.map((other) => [other, unset])) };
    const title = choiceName(name, option, options);
    return [title, { ...node, title, properties, required: [...(node.required ?? []), option] }];
  });
  // TypeScript's messages name the last type of a union, so the most common choice goes last.
  return Object.fromEntries(choices.reverse());
}

const words = (name: string): string[] => name.match(/[A-Z]?[a-z]+/g) ?? [];

const pascal = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `LineChannel` with `lineEnterpriseCredentials`, not `lineCredentials`: `LineEnterpriseChannel`. */
function choiceName(name: string, option: string, options: readonly string[]): string {
  const own = words(option).filter((word) => !options.every((each) => words(each).includes(word)));
  const [last, ...before] = words(name).reverse();
  return [...before.reverse(), ...own.map(pascal), last].join("");
}

/** The TypeScript type of an argument. */
export function argument({ target, isRequired, resolve }: Property): string {
  const { tsType, items } = target as TypedNode;
  if (tsType) return tsType;
  if (items && resolve(items).discriminator) return `InputList<${typeText(resolve(items), resolve)}>`;
  return `pulumi.Input<${typeText(target, resolve)}${isRequired ? "" : " | undefined"}>`;
}

function typeText(node: SchemaNode, resolve: Property["resolve"]): string {
  const { title, type, items, properties, oneOf } = node;
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum) return node.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (items) return `readonly pulumi.Input<${typeText(resolve(items), resolve)}>[]`;
  if (title && (properties ?? oneOf)) return title;
  if (type === "integer") return "number";
  if (type === "object") return "Record<string, unknown>";
  if (type === "string" || type === "number" || type === "boolean") return type;
  throw new Error(`no type in TypeScript for ${JSON.stringify(node)}`);
}
