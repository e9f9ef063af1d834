import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { chmod, copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import spawn from "nano-spawn";
import which from "which";
import { addToCache, alone, type Folder } from "./cache";
import { EngineNotFoundError } from "./engine";
import { begin, type EnsureEngineOptions } from "./ensure-engine";
import { checkGo, goBuild } from "./go-build";
import { isExecutable } from "./inspect";
import type { Search } from "./search";

/** A program that a Go module in this checkout makes, which then stays in this project's cache. */
export interface GoTool {
  /** The cache's folder is named after it. */
  readonly name: string;
  /** For the terminal: `YAML language host`. */
  readonly what: string;
  /** Folder of the module: its `go.mod`, `go.sum` and `main.go` say what goes in. */
  readonly module: string;
  /** The module whose version is the tool's own. */
  readonly versionOf: string;
  /** The package to build. */
  readonly target: string;
  /** File name of the program. */
  readonly program: string;
  linkerFlags?(version: string): string;
  /** Scripts of the module {@link versionOf} that belong beside the program. */
  readonly scripts?: readonly string[];
  /** What a build costs, for the terminal. */
  readonly takes: string;
}

/** The folder in the cache that a tool fills. Its key changes with all that goes into it. */
export function toolEntry({ name, module, versionOf, program }: GoTool): Folder & { readonly version: string } {
  const goMod = readFileSync(join(module, "go.mod"), "utf8");
  const version = new RegExp(`${versionOf} v(\\S+)`).exec(goMod)?.[1];
  if (!version) throw new Error(`${module}/go.mod names no version of ${versionOf}`);
  const recipe = createHash("sha256");
  for (const file of ["go.mod", "go.sum", "main.go"].map((each) => join(module, each))) {
    if (existsSync(file)) recipe.update(readFileSync(file));
  }
  const key = `${name}-${version}-built-${process.platform}-${process.arch}-${recipe.digest("hex").slice(0, 12)}`;
  return { key, version, programs: [program] };
}

/**
 * Finds a tool in this project's cache, or builds it, which two processes never do at once.
 *
 * @returns the folder that holds it.
 * @throws {@link EngineNotFoundError} if it can't be built.
 */
export async function ensureGoTool(tool: GoTool, options: EnsureEngineOptions = {}): Promise<string> {
  const search = begin(options);
  const bin = join(search.cacheFolder, toolEntry(tool).key, "bin");
  const present = (): Promise<boolean> => isExecutable(join(bin, tool.program));
  if (!(await present())) {
    await alone(search, async () => {
      if (!(await present())) await build(tool, search);
    });
  }
  return bin;
}

async function build(tool: GoTool, { env, cacheFolder, say }: Search): Promise<void> {
  const { what, module: folder, target } = tool;
  const go = await which("go", { path: env.PATH ?? "", nothrow: true });
  if (!go) throw new EngineNotFoundError(["build: no go on PATH"], what);
  const entry = toolEntry(tool);
  say(`building the ${what} ${entry.version} from its Go modules, once, into ${cacheFolder}`);
  say(`this takes ${tool.takes}`);
  const started = Date.now();
  await addToCache(entry, cacheFolder, async (root) => {
    const [bin, temporary] = [join(root, "bin"), join(root, "go-tmp")];
    for (const each of [bin, temporary]) await mkdir(each);
    await checkGo(go, folder, env);
    const linkerFlags = ["-s -w", ...(tool.linkerFlags ? [tool.linkerFlags(entry.version)] : [])].join(" ");
    const output = join(bin, tool.program);
    await goBuild({ go, env, say, temporary, what: `the ${what}`, folder, target, linkerFlags, output });
    if (tool.scripts) await addScripts(go, tool, tool.scripts, bin, env);
    await rm(temporary, { recursive: true, force: true });
  }).catch((error: Error) => {
    throw new EngineNotFoundError([`build with ${go}: ${error.message}`], what);
  });
  say(`built in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** Copies what isn't Go out of a module's source, which the build has downloaded. */
async function addScripts(
  go: string,
  { module, versionOf }: GoTool,
  scripts: readonly string[],
  bin: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const list = ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", versionOf];
  const { stdout } = await spawn(go, list, { cwd: module, env: { ...env, GOWORK: "off" } });
  for (const script of scripts) {
    const copy = join(bin, script.split("/").at(-1) as string);
    await copyFile(join(stdout.trim(), script), copy);
    await chmod(copy, 0o755);
  }
}
