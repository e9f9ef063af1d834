import type { ResourceType, SchemaNode } from "../../../provider/model/resource-type";
import { nodesBelow } from "../../../provider/model/schema-node";
import { description } from "./description";
import { type EnumSpec, type ObjectSpec, type Properties, type PropertySpec, refTo, token } from "./spec";

/**
 * The side of a resource that a type describes: what a program writes, or what it reads. The state keeps secrets in the
 * inputs only, and what only the service sets is never an input.
 */
export type View = "written" | "shown";

type Branch = readonly [tags: readonly string[], node: SchemaNode];

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const inWords = (value: string): string =>
  value
    .split(/[_-]/)
    .map((word) => pascal(word.toLowerCase()))
    .join("");

/** The types of a package, collected while its resources' properties are generated. */
export class Types {
  readonly all: Record<string, ObjectSpec | EnumSpec> = {};

  /** An enum by name. @throws Error if that name exists with other values. */
  enumOf(name: string, values: readonly string[], text?: string): PropertySpec {
    const list = values.map((value) => ({ name: inWords(value), value }));
    this.add(name, { type: "string", ...(text ? { description: text } : {}), enum: list });
    return refTo(name);
  }

  /** A type by name. @throws Error if that name exists with another definition. */
  add(name: string, spec: ObjectSpec | EnumSpec): void {
    const present = this.all[token(name)];
    const same = ({ description: _, ...rest }: ObjectSpec | EnumSpec): string => JSON.stringify(rest);
    if (present && same(present) !== same(spec)) throw new Error(`two types are called ${name}`);
    this.all[token(name)] ??= spec;
  }

  /** The properties of a node, as one side sees them. @param owner Prefix for the names of enums. */
  properties(resource: ResourceType, node: SchemaNode, owner: string, view: View): Properties {
    const all = Object.entries(node.properties ?? {}).flatMap(([name, below]) => {
      const own = resource.resolve(below);
      if (isLeftOut(own, view)) return [];
      const text = description({ ...own, ...(below.description && { description: below.description }) });
      return [[name, { ...(text ? { description: text } : {}), ...this.property(resource, name, own, owner, view) }]];
    });
    return Object.fromEntries(all);
  }

  private property(
    resource: ResourceType,
    name: string,
    node: SchemaNode,
    owner: string,
    view: View,
  ): Omit<PropertySpec, "description"> {
    const marks = {
      ...(node.writeOnly ? { secret: true as const } : {}),
      ...(node["x-replaces"] && view === "written" ? { willReplaceOnChanges: true as const } : {}),
    };
    if (node.type === "array") {
      return {
        ...marks,
        type: "array",
        items: this.item(resource, name.replace(/s$/, ""), resource.resolve(node.items ?? {}), owner, view),
      };
    }
    return { ...marks, ...this.item(resource, name, node, owner, view) };
  }

  private item(resource: ResourceType, name: string, node: SchemaNode, owner: string, view: View): PropertySpec {
    if (node.oneOf) return this.flat(resource, node, view);
    if (node.properties) return this.object(resource, node, view);
    if (node.enum) return this.enumOf(`${owner}${pascal(name)}`, node.enum as string[], node.description);
    if (node.type === "object") return { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } };
    return { type: node.type ?? "string" };
  }

  private object(resource: ResourceType, node: SchemaNode, view: View): PropertySpec {
    const name = nameIn(resource, node, view);
    const properties = this.properties(resource, node, node.title ?? "", view);
    const required = (node.required ?? []).filter((each) => properties[each]);
    const rest = required.length > 0 && name === node.title ? { required } : {};
    this.add(name, { type: "object", description: description(node), properties, ...rest });
    return refTo(name);
  }

  /**
   * The property that discriminates branches. If the items are open, it may have values that the schema doesn't know.
   */
  private tag(known: PropertySpec, isOpen: boolean, view: View): PropertySpec {
    if (!isOpen) return known;
    return view === "written" ? { type: "string", oneOf: [{ type: "string" }, known] } : { type: "string" };
  }

  /**
   * A union as one type: its discriminator as an enum, and all properties of its branches, optional. A union of objects
   * would be an untyped value in Go and one of ten classes in Python.
   */
  private flat(resource: ResourceType, node: SchemaNode, view: View): PropertySpec {
    const title = node.title ?? "";
    const tag = node.discriminator?.propertyName ?? "";
    const branches = (node.oneOf ?? []).map(resource.resolve).map((branch): Branch => {
      const own = branch.properties?.[tag];
      return [(own?.enum ?? [own?.const]) as string[], branch];
    });
    const tags = branches.flatMap(([own]) => own);
    const text = branches[0]?.[1].properties?.[tag]?.description;
    const isOpen = branches.every(([, { properties = {} }]) => Object.hasOwn(properties, resource.openField ?? ""));
    const kinds = {
      ...this.tag(this.enumOf(pascal(tag), tags, text), isOpen, view),
      ...(text ? { description: text } : {}),
    };
    const merged: Record<string, SchemaNode> = {};
    for (const [name, below] of branches.flatMap(([, branch]) => Object.entries(branch.properties ?? {}))) {
      // Of several descriptions, uses that of the property with more than one allowed value.
      if (name !== tag && (!merged[name] || resource.resolve(merged[name]).const !== undefined)) merged[name] = below;
    }
    const properties: Record<string, PropertySpec> = { [tag]: kinds };
    for (const [name, spec] of Object.entries(this.properties(resource, { properties: merged }, title, view))) {
      const of = branches.filter(([, branch]) => branch.properties?.[name]).flatMap(([own]) => own);
      const only = of.length < tags.length ? `For ${of.join(", ")}. ` : "";
      properties[name] = { ...spec, description: `${only}${spec.description ?? ""}` };
    }
    const whole: ObjectSpec = { type: "object", description: description(node), properties, required: [tag] };
    const name = nameIn(resource, node, view);
    this.add(name, whole);
    return refTo(name);
  }
}

const isLeftOut = (node: SchemaNode, view: View): boolean =>
  view === "written"
    ? node.readOnly === true
    : node.writeOnly === true || ["x-create-only", "x-run-option", "x-open"].some((name) => name in node);

/** A type that is the same on both sides has one name. */
const nameIn = (resource: ResourceType, node: SchemaNode, view: View): string =>
  view === "shown" && hasSides(resource, node) ? `${node.title}Info` : (node.title ?? "");

function hasSides(resource: ResourceType, node: SchemaNode): boolean {
  return nodesBelow(resource.resolve(node)).some((each) => {
    const target = resource.resolve(each);
    return target.writeOnly === true || target.readOnly === true || hasSides(resource, target);
  });
}
