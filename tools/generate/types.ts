import { readFile } from "node:fs/promises";
import path from "node:path";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import type { SchemaNode } from "../../provider/model/resource-type";
import { argument, asArguments } from "./arguments";

// Writes the files in sdk/types, each from the schemas of all resources.

const root = path.join(__dirname, "../..");

/** The resources. Their definitions share the files in sdk/types, so names must be unique. */
const SCHEMAS = ["provider/resources/app/app.schema.json", "provider/resources/webhook/webhook.schema.json"];

/** Which part of a schema a file contains. */
interface FileContent {
  /** Properties with one of these annotations are left out. */
  readonly leftOut: readonly string[];
  /** Properties with one of these annotations or names are optional. */
  readonly optional: readonly string[];
  readonly note: string;
  readonly imports?: string;
  /** Transforms the schema for the file. */
  shaped?(schema: SchemaNode): SchemaNode;
  /** The TypeScript type of a property; by default, the schema's. */
  typeOf?(property: Property): string | undefined;
}

/** A property of an object. */
export interface Property {
  readonly name: string;
  /** The node that it refers to, or itself. */
  readonly target: SchemaNode;
  readonly isRequired: boolean;
  /** The node that contains it. */
  readonly parent: SchemaNode;
  /** The node itself, or the definition that it refers to. */
  resolve(node: SchemaNode): SchemaNode;
}

/** Pulumi's, for inputs and secrets. */
const PULUMI_IMPORT = 'import type * as pulumi from "@pulumi/pulumi";';

const withId = (schema: SchemaNode): SchemaNode => ({ ...schema, required: [...(schema.required ?? []), "id"] });

const FILES: Readonly<Record<string, FileContent>> = {
  "sdk/types/input.ts": {
    leftOut: ["readOnly"],
    // The configuration can set them.
    optional: ["projectId", "region"],
    note: "What a program sets: the arguments of the resources.",
    imports: `${PULUMI_IMPORT}\nimport type { InputList } from "../inputs";`,
    shaped: asArguments,
    typeOf: argument,
  },
  "sdk/types/output.ts": {
    leftOut: ["readOnly", "writeOnly", "x-create-only", "x-run-option", "x-open"],
    optional: [],
    note: "What a program reads of its resources: no secrets, they stay in the state.",
  },
  "sdk/types/result.ts": {
    leftOut: ["x-create-only", "x-run-option", "x-open"],
    optional: ["writeOnly"],
    note: "What a look-up returns: each secret is an output marked as secret, or absent if the service hides it.",
    imports: PULUMI_IMPORT,
    shaped: withId,
    typeOf: ({ target }) => (target.writeOnly ? "pulumi.Output<string>" : undefined),
  },
  "sdk/types/found.ts": {
    leftOut: ["x-create-only", "x-run-option", "x-open", "writeOnly"],
    optional: [],
    note: "What a look-up of the native plugin returns: no secrets.",
    shaped: withId,
  },
};

/** The content of each generated file, by path in the checkout. */
export async function generateTypes(): Promise<Readonly<Record<string, string>>> {
  const texts = SCHEMAS.map((file) => readFile(path.join(root, file), "utf8"));
  const schemas = (await Promise.all(texts)).map((text) => JSON.parse(text) as SchemaNode);
  const files = Object.entries(FILES).map(async ([file, content]) => {
    const types = schemas.map((schema) => typesOf(content.shaped?.(schema) ?? schema, content));
    const head = `// Generated from the schemas of provider/resources by \`npm run generate\`. ${content.note}\n`;
    return [
      file,
      [head, content.imports ? `${content.imports}\n` : [], ...(await Promise.all(types))].flat().join("\n"),
    ];
  });
  return Object.fromEntries(await Promise.all(files));
}

async function typesOf(schema: SchemaNode, content: FileContent): Promise<string> {
  const text = await compile(prune(schema, content) as JSONSchema, schema.title as string, {
    additionalProperties: false,
    unreachableDefinitions: true,
    bannerComment: "",
    style: { printWidth: 120 },
    format: true,
  });
  return text.replace(/\n \*\n \* This interface was referenced by .*\n \* via the .*/g, "");
}

/** The part of the schema that a file contains. */
function prune(schema: SchemaNode, { leftOut, optional, typeOf }: FileContent): SchemaNode {
  const definitions = schema.definitions ?? {};
  const resolve = (node: SchemaNode): SchemaNode => definitions[node.$ref?.replace("#/definitions/", "") ?? ""] ?? node;
  const has = (node: SchemaNode, annotations: readonly string[]): boolean =>
    annotations.some((annotation) => (resolve(node) as Readonly<Record<string, unknown>>)[annotation] === true);
  const pruned = (parent: SchemaNode): SchemaNode => {
    if (!parent.properties) return parent;
    const kept = Object.entries(parent.properties).filter(([, node]) => !has(node, leftOut));
    const required = kept
      .filter(([name, node]) => parent.required?.includes(name) && !optional.includes(name) && !has(node, optional))
      .map(([name]) => name);
    const property = ([name, node]: [string, SchemaNode]): [string, SchemaNode] => {
      const target = resolve(node);
      const type = typeOf?.({ name, target, isRequired: required.includes(name), parent, resolve });
      return [name, documented(node, target, type)];
    };
    return { ...parent, properties: Object.fromEntries(kept.map(property)), required };
  };
  return {
    ...pruned(schema),
    definitions: Object.fromEntries(
      Object.entries(definitions)
        .filter(([, node]) => (node.properties ?? node.oneOf) && !has(node, leftOut))
        .map(([name, node]) => [name, pruned(node)]),
    ),
  };
}

/** A property with its description and `@default`. A reference to an object names that object's type. */
function documented(node: SchemaNode, target: SchemaNode, type: string | undefined): SchemaNode & { tsType?: string } {
  const text = [target.description, target.default === undefined ? [] : `@default ${JSON.stringify(target.default)}`];
  const description = text.flat().join("\n\n");
  if (type) return { description, tsType: type };
  if (target["x-open"]) return { description, tsType: "{ readonly [name: string]: unknown }" };
  if (node.$ref && target.properties) return { description, tsType: target.title as string };
  const { default: _, minItems: __, maxItems: ___, ...shown } = target;
  return { ...shown, description };
}
