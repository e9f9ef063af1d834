import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { StoredApp } from "./store.js";
import type { StoredWebhook } from "./webhook-store.js";

const VERSION = 1;

/** What a fake keeps between runs. */
export interface Kept {
  apps: readonly StoredApp[];
  /** Absent in files of earlier versions. */
  webhooks?: readonly StoredWebhook[];
}

/** Reads what an earlier run saved; empty if the file doesn't exist. */
export function readStateFile(file: string): Kept {
  if (!existsSync(file)) return { apps: [] };
  const state = parse(readFileSync(file, "utf8"));
  if (state?.version !== VERSION || !Array.isArray(state.apps)) {
    throw new Error(`${file} is not a state file of the fake Apps API; use another file, or remove this one`);
  }
  return { apps: state.apps, webhooks: state.webhooks ?? [] };
}

/** Replaces the file atomically, readable by its owner only: it holds secrets. */
export function writeStateFile(file: string, kept: Kept): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, `${JSON.stringify({ version: VERSION, ...kept }, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    renameSync(draft, file);
  } catch (cause) {
    throw new Error(`cannot write state file ${file}: ${(cause as Error).message}`, { cause });
  }
}

// A JSON error quotes the text, which holds secrets, so it isn't passed on.
function parse(text: string): (Partial<Kept> & { version?: number }) | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
