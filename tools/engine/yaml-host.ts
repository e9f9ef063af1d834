import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import which from "which";
import { addToCache, alone, type Folder } from "./cache";
import { type Engine, EngineNotFoundError } from "./engine";
import { begin, type EnsureEngineOptions } from "./ensure-engine";
import { checkGo, goBuild } from "./go-build";
import { files, isExecutable } from "./inspect";
import type { Search } from "./search";

const WHAT = "language host for Pulumi YAML";
const module = join(__dirname, "go", "yaml-host");

/** The folder in the cache that the Go module beside this file fills. Its key changes with all that goes into it. */
export function yamlEntry(): Folder & { readonly version: string } {
  const goMod = readFileSync(join(module, "go.mod"), "utf8");
  const version = /pulumi\/pulumi-yaml v(\S+)/.exec(goMod)?.[1];
  if (!version) throw new Error(`${module}/go.mod names no version of pulumi-yaml`);
  const recipe = createHash("sha256")
    .update(goMod)
    .update(readFileSync(join(module, "go.sum")));
  const key = `yaml-${version}-built-${process.platform}-${process.arch}-${recipe.digest("hex").slice(0, 12)}`;
  return { key, version, programs: [files.yamlHost] };
}

/**
 * Finds the language host for programs in YAML, or builds it: beside the engine, where the official ones have it, on `PATH`, in this
 * project's cache, or from its Go modules, whichever engine it is for.
 *
 * @returns the folder that holds it, which belongs on the `PATH` of what runs the engine.
 * @throws {@link EngineNotFoundError} if there is none to be had.
 */
export async function ensureYamlHost(engine: Engine, options: EnsureEngineOptions = {}): Promise<string> {
  const search = begin(options);
  if (await isExecutable(join(engine.bin, files.yamlHost))) return engine.bin;
  const onPath = await which(files.yamlHost, { path: search.env.PATH ?? "", nothrow: true });
  if (onPath) return dirname(onPath);
  const bin = join(search.cacheFolder, yamlEntry().key, "bin");
  const present = (): Promise<boolean> => isExecutable(join(bin, files.yamlHost));
  if (!(await present())) {
    await alone(search, async () => {
      if (!(await present())) await build(search);
    });
  }
  return bin;
}

async function build(search: Search): Promise<void> {
  const { env, cacheFolder, say } = search;
  const go = await which("go", { path: env.PATH ?? "", nothrow: true });
  if (!go) throw new EngineNotFoundError(["build: no go on PATH"], WHAT);
  const entry = yamlEntry();
  say(`building the YAML language host ${entry.version} from its Go modules, once, into ${cacheFolder}`);
  say("this takes 1 to 3 minutes on 2 cores, and some 100 MB of downloads");
  const started = Date.now();
  await addToCache(entry, cacheFolder, async (root) => {
    const temporary = join(root, "go-tmp");
    for (const folder of [join(root, "bin"), temporary]) await mkdir(folder);
    await checkGo(go, module, env);
    await goBuild({
      go,
      env,
      say,
      temporary,
      what: "the YAML language host",
      folder: module,
      target: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
      linkerFlags: `-s -w -X github.com/pulumi/pulumi-yaml/pkg/version.Version=${entry.version}`,
      output: join(root, "bin", files.yamlHost),
    });
    await rm(temporary, { recursive: true, force: true });
  }).catch((error: Error) => {
    throw new EngineNotFoundError([`build with ${go}: ${error.message}`], WHAT);
  });
  say(`built in ${Math.round((Date.now() - started) / 1000)} s`);
}
