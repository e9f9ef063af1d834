import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { lock } from "proper-lockfile";
import { onExit } from "signal-exit";
import type { Engine, EngineSource } from "./engine";
import { files, isExecutable } from "./inspect";
import type { Search } from "./search";

const stagingPrefix = ".staging-";

/** A folder in this project's cache that may not exist yet: its name, and the programs in its `bin` that make it complete. */
export interface Folder {
  readonly key: string;
  readonly programs: readonly string[];
}

/** An engine in this project's cache. */
export interface Entry extends Folder {
  readonly version: string;
  readonly source: EngineSource;
}

/** What an engine's folder holds. */
export const enginePrograms: readonly string[] = [files.cli, files.languageHost, files.dynamicProvider];

/** The engine of that entry, if it is in the cache. What is there is complete: {@link addToCache} sees to that. */
export async function findInCache(entry: Entry, cacheFolder: string): Promise<Engine | undefined> {
  const { version, source } = entry;
  const root = join(cacheFolder, entry.key);
  const bin = join(root, "bin");
  if (!(await isExecutable(join(bin, files.cli)))) return undefined;
  return { root, bin, version, source, languageHost: await isExecutable(join(bin, files.languageHost)) };
}

/**
 * Fills a folder and makes it an entry of the cache in one step, so that an entry is complete or isn't there. If filling
 * it fails, or the process is ended meanwhile, the folder goes away; after a `kill -9` the next one removes it.
 *
 * @param fill
 *  Puts the programs into `<folder>/bin`.
 */
export async function addToCache(
  entry: Folder,
  cacheFolder: string,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  const staging = await mkdtemp(join(cacheFolder, stagingPrefix));
  const remove = () => rmSync(staging, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  // Last, when nothing that fills it is alive any more.
  const forget = onExit(remove, { alwaysLast: true });
  try {
    await fill(staging);
    // Without its plugins it would be found next time and fail late.
    for (const file of entry.programs) {
      if (!(await isExecutable(join(staging, "bin", file)))) throw new Error(`it has no ${file}`);
    }
    const root = join(cacheFolder, entry.key);
    await rm(root, { recursive: true, force: true });
    await rename(staging, root);
  } finally {
    forget();
    remove();
  }
}

/** {@link addToCache} for an engine. */
export async function addEngine(
  entry: Entry,
  cacheFolder: string,
  fill: (folder: string) => Promise<void>,
): Promise<Engine> {
  await addToCache(entry, cacheFolder, fill);
  const engine = await findInCache(entry, cacheFolder);
  if (!engine) throw new Error(`${join(cacheFolder, entry.key)} has vanished`);
  return engine;
}

/**
 * Runs a task while no other process runs one with the same cache; says so if it has to wait. What processes that were
 * killed have left behind is removed first.
 */
export async function alone<T>({ cacheFolder, say }: Search, task: () => Promise<T>): Promise<T> {
  await mkdir(cacheFolder, { recursive: true }).catch((error: Error) => {
    throw new Error(`engines are kept in ${cacheFolder}, and that can't be made: ${error.message}`, { cause: error });
  });
  const options = {
    lockfilePath: join(cacheFolder, ".lock"),
    // A process that was killed doesn't renew its lock; after this long it counts as gone.
    stale: 15_000,
    // Being overtaken (a machine that slept) harms nothing: entries come into being in one step.
    onCompromised: () => {},
  };
  const release = await lock(cacheFolder, options).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ELOCKED") throw error;
    say("another process is getting an engine; waiting for it");
    return lock(cacheFolder, { ...options, retries: { forever: true, minTimeout: 250, maxTimeout: 1000 } });
  });
  try {
    const leftovers = (await readdir(cacheFolder)).filter((name) => name.startsWith(stagingPrefix));
    await Promise.all(leftovers.map((name) => rm(join(cacheFolder, name), { recursive: true, force: true })));
    return await task();
  } finally {
    await release().catch(() => {});
  }
}
