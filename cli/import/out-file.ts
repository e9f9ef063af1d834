import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { CliError, fileError } from "../cli-error";
import { writeWhole } from "../write-whole";
import { readProgram, type Written } from "./program";

/** The file that a program is written to. */
export interface OutFile {
  readonly path: string;
  /** What was written before. */
  readonly before: (Written & { readonly text: string }) | undefined;
  /** What a file in the project's folder imports it by: `./sinch-apps`. */
  readonly specifier: string;
}

/**
 * Finds the file.
 *
 * @param cwd
 *  What `out` is relative to.
 * @param projectFile
 *  The project's `Pulumi.yaml`.
 * @throws CliError where it can't be written, or isn't an earlier output: it stays as it is.
 */
export function openOut(out: string, cwd: string, projectFile: string | undefined): OutFile {
  const path = resolve(cwd, out);
  if (!/(?<!\.d)\.ts$/.test(path))
    throw new CliError(`--out: ${path} isn't a TypeScript file`, "Name one that ends in .ts");
  if (!existsSync(dirname(path))) throw new CliError(`--out: there is no folder ${dirname(path)}`);
  const project = realpathSync(dirname(projectFile ?? path));
  const file = join(realpathSync(dirname(path)), basename(path));
  const within = relative(project, file);
  if (/^\.\.([\\/]|$)/.test(within) || isAbsolute(within)) {
    throw new CliError(`--out: ${path} is outside of the Pulumi project in ${project}`, "Name a file within it");
  }
  return { path, before: readBefore(path), specifier: `./${within.replaceAll(sep, "/").replace(/\.ts$/, "")}` };
}

function readBefore(file: string): OutFile["before"] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw fileError(`--out: ${file}`, "read", error);
  }
  const written = readProgram(text);
  if (written) return { ...written, text };
  throw new CliError(
    `--out: ${file} exists and isn't a program that this command wrote, so nothing was added to it`,
    "Name another file with --out",
  );
}

/** Written whole or not at all. @throws CliError where it can't be written. */
export function writeOut(file: string, text: string): void {
  try {
    writeWhole(file, text);
  } catch (error) {
    throw fileError(`--out: ${file}`, "written", error);
  }
}
