import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { CliError } from "../cli-error";
import type { Pulumi } from "../stack";
import { readProgram, type Written } from "./program";

/** The file that a program is written to. */
export interface OutFile {
  readonly path: string;
  /** What was written before. */
  readonly before: (Written & { readonly text: string }) | undefined;
  /** What the project's main file has to import, or `undefined` where it does already, or is this file. */
  readonly toImport: string | undefined;
}

/** Finds the file. @throws CliError where it can't be written, or isn't an earlier output: it stays as it is. */
export function openOut(out: string, pulumi: Pulumi): OutFile {
  const path = resolve(pulumi.cwd, out);
  if (!existsSync(dirname(path))) throw new CliError(`--out: there is no folder ${dirname(path)}`);
  const before = readBefore(path);
  if (!/\.[mc]?ts$/.test(path))
    throw new CliError(`--out: ${path} isn't a TypeScript file`, "Name one that ends in .ts");
  const project = dirname(pulumi.projectFile() ?? path);
  const inProject = relative(realpathSync(project), join(realpathSync(dirname(path)), basename(path)));
  if (/^\.\.([\\/]|$)/.test(inProject) || isAbsolute(inProject)) {
    throw new CliError(`--out: ${path} is outside of the Pulumi project in ${project}`, "Name a file within it");
  }
  return { path, before, toImport: importedBy(project, inProject.replaceAll("\\", "/")) };
}

function readBefore(file: string): OutFile["before"] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw new CliError(`--out: ${file} can't be read (${code})`, undefined, { cause: error });
  }
  const written = readProgram(text);
  if (written) return { ...written, text };
  throw new CliError(
    `--out: ${file} exists and isn't a program that this command wrote, so nothing was added to it`,
    "Name another file with --out",
  );
}

/** Looks into index.ts only: where a program begins elsewhere, the import is named although it may be there. */
function importedBy(project: string, file: string): string | undefined {
  if (file === "index.ts") return undefined;
  const name = `./${file.replace(/\.([mc]?)ts$/, (_, kind: string) => kind && `.${kind}js`)}`;
  const index = read(join(project, "index.ts")) ?? "";
  const imports = index.matchAll(/^\s*(?:import|export)\b[^"';]*["']([^"']+)["']/gm);
  if ([...imports].some(([, from]) => from?.replace(/\.[jt]s$/, "") === name)) return undefined;
  const isModule = /"type"\s*:\s*"module"/.test(read(join(project, "package.json")) ?? "");
  return isModule && !/js$/.test(name) ? `${name}.js` : name;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Written whole or not at all. */
export function writeOut(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw new CliError(`--out: ${file} can't be written (${code})`, undefined, { cause: error });
  }
}
