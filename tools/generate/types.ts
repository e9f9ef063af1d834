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
    note: "What a program states about an app, without Pulumi's `Input`.",
  },
  "sdk/types/output.ts": {
    leftOut: ["readOnly", "writeOnly", "x-create-only"],
    note: "What a program reads of an app: no secrets, they stay in the state.",
  },
} as const;

/** The content of each generated file, by its path below the checkout. */
export async function generateTypes(): Promise<Readonly<Record<string, string>>> {
  const schema = JSON.parse(await readFile(path.join(root, "provider/app.schema.json"), "utf8")) as Node;
  const files = Object.entries(FILES).map(async ([file, { leftOut, note }]) => {
    const text = await compile(prune(schema, leftOut), "App", {
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

/** The schema without the properties that carry one of the annotations. */
function prune(schema: Node, leftOut: readonly string[]): Node {
  const definitions = schema.definitions ?? {};
  const resolved = (node: Node): Node => definitions[node.$ref?.replace("#/definitions/", "") ?? ""] ?? node;
  const isLeftOut = (node: Node): boolean => leftOut.some((annotation) => resolved(node)[annotation] === true);
  const pruned = (node: Node): Node => {
    if (!node.properties) return node;
    const kept = Object.entries(node.properties).filter(([, below]) => !isLeftOut(below));
    const names = kept.map(([name]) => name);
    const optional = kept.filter(([, below]) => resolved(below)["x-replaces"]).map(([name]) => name);
    const required = Array.isArray(node.required) ? node.required : [];
    return {
      ...node,
      properties: Object.fromEntries(kept.map(([name, below]) => [name, documented(below, resolved(below))])),
      required: required.filter((name) => names.includes(name) && !optional.includes(name)),
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
