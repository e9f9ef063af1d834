import { join } from "node:path";
import envPaths from "env-paths";
import { build, builtEntry } from "./build";
import { alone, type Entry, findInCache } from "./cache";
import { download, officialEntry } from "./download";
import { type Engine, EngineNotFoundError, type EngineSource, engineSources } from "./engine";
import { findInPulumiCache, findOnPath } from "./find";
import type { Search } from "./search";

/** How an engine is looked for. */
export interface EnsureEngineOptions {
  /**
   * The environment that says where to look.
   *
   * @default process.env
   */
  readonly env?: NodeJS.ProcessEnv;
  /**
   * Where engines that were downloaded or built are kept.
   *
   * @default `engine` in this project's folder under the user's cache folder
   */
  readonly cacheFolder?: string;
  /**
   * The ways that may be tried; the order stays.
   *
   * @default those that the variable `PULUMI_SINCH_ENGINE` lists, separated by commas, otherwise all
   */
  readonly sources?: readonly EngineSource[];
  /**
   * Tells the user a line.
   *
   * @default writes to the standard error
   */
  readonly say?: (line: string) => void;
}

/**
 * Finds a Pulumi engine, or downloads or builds one: `pulumi` on `PATH`, Pulumi's own cache, this project's cache, the
 * official download, a build from Go modules. Only the last two take long, and say so; they change nothing but this
 * project's cache, and two processes never do them at once.
 *
 * @throws {@link EngineNotFoundError} if there is none to be had.
 */
export async function ensureEngine(options: EnsureEngineOptions = {}): Promise<Engine> {
  const search = begin(options);
  const { sources, say } = search;

  const onPath = sources.has("path") ? await findOnPath(search) : undefined;
  if (onPath) return onPath;

  const found = (sources.has("pulumi-cache") && (await findInPulumiCache(search))) || (await findInOwnCache(search));
  const engine = found || (await alone(search, async () => (await findInOwnCache(search)) ?? (await make(search))));
  if (!engine) throw new EngineNotFoundError(search.tried);
  say(`using Pulumi ${engine.version} (${wording[engine.source]}) in ${engine.bin}`);
  return engine;
}

const wording: Record<EngineSource, string> = {
  path: "from PATH",
  "pulumi-cache": "from Pulumi's cache",
  download: "official download",
  built: "built from its Go modules",
};

/** One search with its defaults filled in. */
export function begin({ env = process.env, cacheFolder, sources, say }: EnsureEngineOptions): Search {
  return {
    env,
    cacheFolder: cacheFolder ?? join(envPaths("pulumi-sinch-conversation", { suffix: "" }).cache, "engine"),
    sources: new Set(sources ?? parseSources(env.PULUMI_SINCH_ENGINE)),
    say: say ?? ((line) => process.stderr.write(`engine: ${line}\n`)),
    tried: [],
  };
}

function parseSources(list: string | undefined): readonly EngineSource[] {
  if (!list) return engineSources;
  return list.split(",").map((word) => {
    const source = engineSources.find((known) => known === word.trim());
    if (!source) throw new Error(`PULUMI_SINCH_ENGINE: "${word}" is none of ${engineSources.join(", ")}`);
    return source;
  });
}

async function findInOwnCache({ sources, cacheFolder }: Search): Promise<Engine | undefined> {
  const entries: Entry[] = [officialEntry(), builtEntry()];
  for (const entry of entries) {
    const engine = sources.has(entry.source) ? await findInCache(entry, cacheFolder) : undefined;
    if (engine) return engine;
  }
  return undefined;
}

async function make(search: Search): Promise<Engine | undefined> {
  const { sources } = search;
  return (
    (sources.has("download") && (await download(search))) ||
    (sources.has("built") && (await build(search))) ||
    undefined
  );
}
