import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isObject } from "../../provider/base/values";
import { CliError, fileError } from "../cli-error";

/** The part of a Pulumi project file that is read. */
export interface Project {
  readonly name?: string;
  /** The program's file or folder, relative to the project file. */
  readonly main?: string;
  /** `nodejs`, `yaml` and so on. */
  readonly runtime?: string;
  /** Where the native plugin is, from the folder of the project file. */
  readonly plugin?: string;
}

/** In Pulumi's order. */
const FILES = ["Pulumi.json", "Pulumi.yaml", "Pulumi.yml"];

/** The file name of a stack's configuration. */
export const STACK_FILE = /(^|\/)Pulumi\.[^/]+\.(json|ya?ml)$/;

/** The nearest project file, in a folder or above it. */
export function findProject(cwd: string): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const file = FILES.map((name) => join(folder, name)).find((path) => existsSync(path) && statSync(path).isFile());
    if (file || folder === dirname(folder)) return file;
  }
}

/** Reads a project file in all formats that Pulumi accepts; JSON is YAML too. @throws CliError if it isn't one. */
export function readProject(file: string): Project {
  // Loaded when needed: most commands only run Pulumi.
  const { parseAllDocuments } = require("yaml") as typeof import("yaml");
  const options = { merge: true, prettyErrors: false, strict: false, logLevel: "silent" } as const;
  // Pulumi only reads the first document.
  const [document] = parseAllDocuments(textOf(file), options);
  const [error] = document?.errors ?? [];
  // Without the cause and without a quotation: the file can contain configuration.
  if (error) throw new CliError(`${file} can't be read: ${error.message}`);
  const content: unknown = document?.toJS();
  const { name, main, runtime, plugins } = isObject(content) ? content : {};
  const providers: unknown = isObject(plugins) ? plugins.providers : undefined;
  const plugin: unknown =
    Array.isArray(providers) && providers.find((one) => isObject(one) && one.name === "sinch")?.path;
  const texts = { name, main, runtime: isObject(runtime) ? runtime.name : runtime, plugin };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => typeof text === "string"));
}

/** Pulumi accepts UTF-8, UTF-16 with a byte-order mark, and all kinds of line ends; the parser doesn't. */
function textOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    const mark = bytes.subarray(0, 2).toString("hex");
    const encoding = mark === "fffe" ? "utf-16le" : mark === "feff" ? "utf-16be" : "utf-8";
    return new TextDecoder(encoding).decode(bytes).replace(/\r\n?/g, "\n");
  } catch (error) {
    throw fileError(file, "read", error);
  }
}
