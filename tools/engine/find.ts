import { createHash } from "node:crypto";
import { mkdir, readdir, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, sep } from "node:path";
import { rcompare, valid } from "semver";
import which from "which";
import type { Engine, EngineSource } from "./engine";
import { inspect } from "./inspect";
import type { Search } from "./search";

/** The first `pulumi` on `PATH` that will do. Where nothing but `PATH` may be tried, that includes what this project has made. */
export async function findOnPath(search: Search): Promise<Engine | undefined> {
  const all = (await which("pulumi", { path: search.env.PATH ?? "", all: true, nothrow: true })) ?? [];
  // What this project has made is found by its own name, whoever has put it on PATH: an older one there would go on being used.
  const found = search.sources.size === 1 ? all : all.filter((cli) => !cli.startsWith(search.cacheFolder + sep));
  if (found.length === 0) search.tried.push("PATH: no pulumi on it");
  for (const cli of found) {
    const engine = await take(dirname(cli), "path", search);
    if (engine) return engine;
  }
  return undefined;
}

/** The newest engine in the cache that the Automation API and the npm package `pulumi` share. It is only read. */
export async function findInPulumiCache(search: Search): Promise<Engine | undefined> {
  const versions = join(search.env.PULUMI_HOME || join(search.env.HOME || homedir(), ".pulumi"), "versions");
  const names = await readdir(versions).catch(() => []);
  const newestFirst = names.filter((name) => valid(name)).sort(rcompare);
  if (newestFirst.length === 0) search.tried.push(`${versions}: no version in it`);
  for (const name of newestFirst) {
    const engine = await take(join(versions, name, "bin"), "pulumi-cache", search);
    if (engine) return engine;
  }
  return undefined;
}

async function take(bin: string, source: EngineSource, search: Search): Promise<Engine | undefined> {
  const inspection = await inspect(bin, search.env);
  if ("unfit" in inspection) {
    search.tried.push(`${source === "path" ? "PATH" : dirname(dirname(bin))}: ${inspection.unfit}`);
    return undefined;
  }
  const root = basename(bin) === "bin" ? dirname(bin) : await rootFor(bin, search.cacheFolder);
  return { root, bin: join(root, "bin"), version: inspection.version, source, languageHost: true };
}

/** The Automation API wants `<root>/bin/pulumi`; an unpacked download may stand anywhere, so it gets a link of that name. */
async function rootFor(bin: string, cacheFolder: string): Promise<string> {
  const root = join(cacheFolder, `link-${createHash("sha256").update(bin).digest("hex").slice(0, 12)}`);
  await mkdir(root, { recursive: true });
  await symlink(bin, join(root, "bin"), "junction").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  return root;
}
