import { readFile } from "node:fs/promises";
import path from "node:path";
import { compile, type JSONSchema } from "json-schema-to-typescript";

// Writes the files of sdk/types from provider/resources/app/app.schema.json.

type Node = JSONSchema & { readonly properties?: Record<string, Node>; readonly definitions?: Record<string, Node> };

const root = path.join(__dirname, "../..");

/** What of the schema a file is about. */
interface FileContent {
  /** Properties that carry one of these annotations aren't in it. */
  readonly leftOut: readonly string[];
  /** Those that carry one of these needn't be there. */
  readonly optional: readonly string[];
  readonly note: string;
  /** The app as the service shows it: with its id, and with secrets that are Pulumi's. */
  readonly asShown?: boolean;
}

const FILES: Readonly<Record<string, FileContent>> = {
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
  "sdk/types/result.ts": {
    leftOut: ["x-create-only"],
    optional: ["writeOnly"],
    note: "What a look-up gives of an app: each secret an output that is marked as one, absent where the service hides it.",
    asShown: true,
  },
};

/** Pulumi's, for secrets. */
const OUTPUT_IMPORT = 'import type * as pulumi from "@pulumi/pulumi";';

/** The content of each generated file, by its path below the checkout. */
export async function generateTypes(): Promise<Readonly<Record<string, string>>> {
  const schema = JSON.parse(await readFile(path.join(root, "provider/resources/app/app.schema.json"), "utf8")) as Node;
  const files = Object.entries(FILES).map(async ([file, content]) => {
    const banner = `// Generated from provider/resources/app/app.schema.json by \`npm run generate\`. ${content.note}`;
    const text = await compile(prune(schema, content), "App", {
      additionalProperties: false,
      unreachableDefinitions: true,
      bannerComment: content.asShown ? `${banner}\n\n${OUTPUT_IMPORT}` : banner,
      style: { printWidth: 120 },
      format: true,
    });
    return [file, text.replace(/\n \*\n \* This interface was referenced by .*\n \* via the .*/g, "")] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}

/** The schema as a file is about it. */
function prune(schema: Node, { leftOut, optional, asShown = false }: FileContent): Node {
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
    const required = [...(Array.isArray(node.required) ? node.required : []), ...(asShown ? ["id"] : [])];
    return {
      ...node,
      properties: Object.fromEntries(kept.map(([name, below]) => [name, documented(below, resolved(below), asShown)])),
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
function documented(node: Node, target: Node, asShown: boolean): Node {
  const text = [target.description, target.default === undefined ? [] : `@default ${JSON.stringify(target.default)}`];
  const description = text.flat().join("\n\n");
  if (node.$ref && target.properties) return { description, tsType: target.title as string };
  if (asShown && target.writeOnly) return { description, tsType: "pulumi.Output<string>" };
  const { default: _, maxItems: __, ...shown } = target;
  return { ...shown, description };
}
