import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { chmod, copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import which from "which";
import { addEngine, type Entry, enginePrograms } from "./cache";
import type { Engine } from "./engine";
import { checkGo, goBuild } from "./go-build";
import { files } from "./inspect";
import type { Search } from "./search";

const modules = { cli: join(__dirname, "go", "cli"), languageHost: join(__dirname, "go", "language-host") };
const plugin = join(__dirname, "plugins", files.dynamicProvider);

/** The engine that the Go modules beside this file make. Its key changes with all that goes into it. */
export function builtEntry(): Entry {
  const goMod = readFileSync(join(modules.cli, "go.mod"), "utf8");
  const version = /pulumi\/pkg\/v3 v(\S+)/.exec(goMod)?.[1];
  if (!version) throw new Error(`${modules.cli}/go.mod names no version of the Pulumi CLI`);
  const recipe = createHash("sha256");
  for (const folder of Object.values(modules)) {
    for (const file of ["go.mod", "go.sum"]) recipe.update(readFileSync(join(folder, file)));
  }
  recipe.update(readFileSync(plugin));
  const key = `${version}-built-${process.platform}-${process.arch}-${recipe.digest("hex").slice(0, 12)}`;
  return { key, version, source: "built", programs: enginePrograms };
}

/** Builds the CLI and the Node language host with `go` on `PATH`. */
export async function build(search: Search): Promise<Engine | undefined> {
  const go = await which("go", { path: search.env.PATH ?? "", nothrow: true });
  if (!go) {
    search.tried.push("build: no go on PATH");
    return undefined;
  }
  try {
    await checkGo(go, modules.cli, search.env);
    return await buildWith(go, search);
  } catch (error) {
    search.tried.push(`build with ${go}: ${(error as Error).message}`);
    return undefined;
  }
}

async function buildWith(go: string, { env, cacheFolder, say }: Search): Promise<Engine> {
  const entry = builtEntry();
  say(`building Pulumi ${entry.version} from its Go modules, once, into ${cacheFolder}`);
  say("this takes 4 to 8 minutes on 2 cores, and some 300 MB of downloads");
  const started = Date.now();
  const engine = await addEngine(entry, cacheFolder, async (root) => {
    const bin = join(root, "bin");
    const temporary = join(root, "go-tmp");
    for (const folder of [bin, temporary]) await mkdir(folder);
    const common = { go, env, say, temporary };
    await goBuild({
      ...common,
      what: "the Node language host",
      folder: modules.languageHost,
      target: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
      linkerFlags: "-s -w",
      output: join(bin, files.languageHost),
    });
    await goBuild({
      ...common,
      what: "the Pulumi CLI",
      folder: modules.cli,
      target: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      linkerFlags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${entry.version}`,
      output: join(bin, files.cli),
    });
    await copyFile(plugin, join(bin, files.dynamicProvider));
    await rm(temporary, { recursive: true, force: true });
    await chmod(join(bin, files.dynamicProvider), 0o755);
  });
  say(`built in ${Math.round((Date.now() - started) / 1000)} s`);
  return engine;
}
