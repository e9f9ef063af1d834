import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { StoredApp } from "./store.js";

const VERSION = 1;

/** Reads the apps that an earlier run left; none if there is no file yet. */
export function readStateFile(file: string): StoredApp[] {
  if (!existsSync(file)) return [];
  const state = parse(readFileSync(file, "utf8"));
  if (state?.version !== VERSION || !Array.isArray(state.apps)) {
    throw new Error(`${file} is not a state file of the fake Apps API; name another, or remove it`);
  }
  return state.apps;
}

/** Replaces the file in one step, readable by its owner alone: it holds the apps' secrets. */
export function writeStateFile(file: string, apps: readonly StoredApp[]): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, `${JSON.stringify({ version: VERSION, apps }, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    renameSync(draft, file);
  } catch (cause) {
    throw new Error(`state file ${file} can't be written: ${(cause as Error).message}`, { cause });
  }
}

// A JSON error quotes the text, which holds secrets, so it goes no further.
function parse(text: string): { version?: number; apps?: StoredApp[] } | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
