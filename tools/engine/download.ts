import { SemVer } from "semver";
import { addEngine, type Entry, enginePrograms } from "./cache";
import type { Engine } from "./engine";
import type { Search } from "./search";

const host = "https://get.pulumi.com";
const patience = { probe: 4_000, download: 10 * 60_000 };

/** The official engine that belongs to the `@pulumi/pulumi` of this project. */
export function officialEntry(): Entry {
  const { version } = require("@pulumi/pulumi/package.json") as { version: string };
  const key = `${version}-official-${process.platform}-${process.arch}`;
  return { key, version, source: "download", programs: enginePrograms };
}

/**
 * Downloads the official engine into the cache. The Automation API does it; it is told to use a folder of this project's,
 * because the user's own Pulumi is none of its business. Gives up within seconds if the host can't be reached.
 */
export async function download(search: Search): Promise<Engine | undefined> {
  const unreachable = await probe(`${host}/install.sh`, patience.probe);
  if (unreachable) {
    search.tried.push(`download from ${host}: ${unreachable}`);
    return undefined;
  }
  const entry = officialEntry();
  search.say(`downloading Pulumi ${entry.version} (about 150 MB) from ${host}`);
  try {
    return await addEngine(entry, search.cacheFolder, async (root) => {
      const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
      await within(patience.download, PulumiCommand.install({ root, version: new SemVer(entry.version) }));
    });
  } catch (error) {
    search.tried.push(`download from ${host}: ${firstLine(error)}`);
    return undefined;
  }
}

/**
 * Asks for an address, briefly.
 *
 * @param patience
 *  Milliseconds until it counts as out of reach.
 * @returns why it can't be had, or nothing if it can.
 */
export async function probe(url: string, patience: number): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(patience) });
    return answer.ok ? undefined : `it answers ${answer.status}`;
  } catch (error) {
    return `it can't be reached (${firstLine((error as Error).cause ?? error)})`;
  }
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${milliseconds / 60_000} minutes`)), milliseconds);
  });
  return Promise.race([promise, expiry]).finally(() => clearTimeout(timer));
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1).join();
}
