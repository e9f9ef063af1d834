import { createHash } from "node:crypto";
import { type Leaves, sameLeaf } from "./leaves";
import { isHidden } from "./secrets";

/** For each leaf that the service showed otherwise than asked right after the last write: a digest of what it showed. */
export type Echoes = Readonly<Record<string, string>>;

/** What the state knows of an app. */
export interface Known {
  /** What was asked for at the last write, or read since. */
  readonly leaves: Leaves;
  readonly echoes: Echoes;
  /** Makes digests of different apps differ. */
  readonly salt: string;
}

function digest(salt: string, shown: unknown): string {
  return createHash("sha256")
    .update(`${salt}\0${JSON.stringify(shown ?? "")}`)
    .digest("base64url")
    .slice(0, 16);
}

/** Whether the service shows a leaf as it was asked for, or as it did right after the last write. */
export function isUnchanged(known: Known, path: string, shown: unknown): boolean {
  if (sameLeaf(known.leaves.get(path), shown)) return true;
  const echo = known.echoes[path];
  // A service that begins to hide a secret hasn't changed it.
  return echo === undefined ? isHidden(path, shown) : echo === digest(known.salt, shown);
}

/** The echoes of a write: where its answer differs from what was asked. */
export function echoesOf(asked: Leaves, shown: Leaves, salt: string): Echoes {
  const echoes: Record<string, string> = {};
  for (const [path, value] of asked) {
    const actual = shown.get(path);
    if (!sameLeaf(value, actual)) echoes[path] = digest(salt, actual);
  }
  return echoes;
}
