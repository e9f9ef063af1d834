import { readFile } from "node:fs/promises";
import path from "node:path";
import { compile, type JSONSchema } from "json-schema-to-typescript";

// Writes sdk/types/input.ts and sdk/types/output.ts from provider/app.schema.json.

type Node = JSONSchema & { readonly properties?: Record<string, Node>; readonly definitions?: Record<string, Node> };

const root = path.join(__dirname, "../..");

/** What of the schema each file is about. */
const FILES = {
  "sdk/types/input.ts": {
    leftOut: ["readOnly"],
    // Configuration can state them.
    optional: ["x-replaces"],
    note: "What a program states about an app, without Pulumi's `Input`.",
  },
  "sdk/types/output.ts": {
    leftOut: ["readOnly", "writeOnly", "x-create-only"],
    optional: [],
    note: "What a program reads of an app: no secrets, they stay in the state.",
  },
} as const;

/** The content of each generated file, by its path below the checkout. */
export async function generateTypes(): Promise<Readonly<Record<string, string>>> {
  const schema = JSON.parse(await readFile(path.join(root, "provider/app.schema.json"), "utf8")) as Node;
  const files = Object.entries(FILES).map(async ([file, { leftOut, optional, note }]) => {
    const text = await compile(prune(schema, leftOut, optional), "App", {
      additionalProperties: false,
      unreachableDefinitions: true,
      bannerComment: `// Generated from provider/app.schema.json by \`npm run generate\`. ${note}`,
      style: { printWidth: 120 },
      format: true,
    });
    return [file, text.replace(/\n \*\n \* This interface was referenced by .*\n \* via the .*/g, "")] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}

/** The schema without the properties that carry an annotation of `leftOut`; those with one of `optional` needn't be there. */
function prune(schema: Node, leftOut: readonly string[], optional: readonly string[]): Node {
  const definitions = schema.definitions ?? {};
  const resolved = (node: Node): Node => definitions[node.$ref?.replace("#/definitions/", "") ?? ""] ?? node;
  const has = (node: Node, annotations: readonly string[]): boolean =>
    annotations.some((annotation) => resolved(node)[annotation] === true);
  const isLeftOut = (node: Node): boolean => has(node, leftOut);
  const pruned = (node: Node): Node => {
    if (!node.properties) return node;
    const kept = Object.entries(node.properties).filter(([, below]) => !isLeftOut(below));
    const names = kept.map(([name]) => name);
    const free = kept.filter(([, below]) => has(below, optional)).map(([name]) => name);
    const required = Array.isArray(node.required) ? node.required : [];
    return {
      ...node,
      properties: Object.fromEntries(kept.map(([name, below]) => [name, documented(below, resolved(below))])),
      required: required.filter((name) => names.includes(name) && !free.includes(name)),
    };
  };
  return {
    ...pruned(schema),
    definitions: Object.fromEntries(
      Object.entries(definitions)
        .filter(([, node]) => (node.properties ?? node.oneOf) && !isLeftOut(node))
        .map(([name, node]) => [name, pruned(node)]),
    ),
  };
}

/** A property with its description and `@default`; one that refers to an object names that object's type. */
function documented(node: Node, target: Node): Node {
  const text = [target.description, target.default === undefined ? [] : `@default ${JSON.stringify(target.default)}`];
  const description = text.flat().join("\n\n");
  if (node.$ref && target.properties) return { description, tsType: target.title as string };
  const { default: _, maxItems: __, ...shown } = target;
  return { ...shown, description };
}
