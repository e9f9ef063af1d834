import fc from "fast-check";
import type { Fake, WireApp } from "../../../fake";

/** One change behind Pulumi's back, drawn at random: what it is, and how it is done to an app. */
export type Mutation = (fake: Fake, id: string) => string;

type Json = Record<string, unknown>;

/** Every leaf of what the service holds, with what stands around it. */
function leavesIn(value: unknown, path: string[] = []): { holder: Json; name: string; path: string }[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, below]) => {
    const at = [...path, name];
    const isLeaf = typeof below !== "object" || below === null;
    return isLeaf ? [{ holder: value as Json, name, path: at.join(".") }] : leavesIn(below, at);
  });
}

function another(name: string, value: unknown, salt: number): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1 + (salt % 5);
  if (/^[A-Z_]{4,}$/.test(String(value))) return `${value}_${salt % 3}`;
  return `${/token|secret|password|key/.test(name) ? "canary" : "by-hand"}-${salt}`;
}

const KEYS = ["channel", "credential_ordinal_number", "id"];

/** Changes any leaf of an app, managed or not, or its channels as a whole, or deletes it. */
export const mutation: fc.Arbitrary<Mutation> = fc
  .tuple(
    fc.oneof(
      { weight: 8, arbitrary: fc.constant("leaf" as const) },
      {
        weight: 1,
        arbitrary: fc.constantFrom("remove" as const, "reverse" as const, "add" as const, "delete" as const),
      },
    ),
    fc.nat(),
  )
  .map(([kind, salt]) => (fake, id) => {
    if (kind === "delete") {
      fake.remove(id);
      return "delete";
    }
    let said: string = kind;
    fake.edit(
      id,
      (app) => {
        said = kind === "leaf" ? changeLeaf(app, salt) : changeChannels(app, kind, salt);
      },
      { fill: false },
    );
    return said;
  });

function changeLeaf(app: WireApp, salt: number): string {
  const leaves = leavesIn(app).filter(({ name }) => !KEYS.includes(name));
  const leaf = leaves[salt % leaves.length];
  if (!leaf) return "nothing";
  leaf.holder[leaf.name] = another(leaf.name, leaf.holder[leaf.name], salt);
  return leaf.path;
}

function changeChannels(app: WireApp, kind: "remove" | "reverse" | "add", salt: number): string {
  const entries = app.channel_credentials;
  if (kind === "remove") entries.splice(salt % Math.max(1, entries.length), 1);
  if (kind === "reverse") entries.reverse();
  if (kind === "add" && !entries.some(({ channel }) => channel === "TELEGRAM")) {
    entries.push({ channel: "TELEGRAM", telegram_credentials: { token: "canary-added" } });
  }
  return kind;
}
