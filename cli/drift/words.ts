import { counted, printable } from "../terminal";
import type { ChangeReport, DriftReport, StackReport, Summary } from "./report";
import { sharedApps } from "./shared";

/** A text that isn't longer than it may be. */
export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "")}…` : text;

/** How many of each, those that there are: `3 changed, 1 missing, 296 in sync`. */
function countsOf(summary: Pick<Summary, "apps" | "changed" | "missing" | "unreadable" | "inSync">): string {
  const { apps, changed, missing, unreadable, inSync } = summary;
  if (apps === 0) return "no apps";
  const parts = [
    [changed, "changed"],
    [missing, "missing"],
    [unreadable, "unreadable"],
    [inSync, "in sync"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(", ");
}

/** Apps of a stack that couldn't be told are only counted where they are more. */
export const MOST_UNREADABLE = 5;

/** The counts of the whole: `3 changed, 297 in sync, of 300 apps in 2 stacks`. */
export function countsOfAll({ summary }: DriftReport): string {
  const { apps, stacks, unreadableStacks } = summary;
  const counts = apps === 0 ? "no apps" : `${countsOf(summary)}, of ${counted(apps, "app")}`;
  const unread = unreadableStacks > 0 ? `, ${unreadableStacks} of them unreadable` : "";
  return `${counts} in ${counted(stacks, "stack")}${unread}`;
}

/** The counts of one stack. */
export function countsOfStack({ apps }: StackReport): string {
  const count = (status: string): number => apps.filter((app) => app.status === status).length;
  return countsOf({
    apps: apps.length,
    changed: count("changed"),
    missing: count("missing"),
    unreadable: count("unreadable"),
    inSync: count("in-sync"),
  });
}

/** `Drift`, `In sync`, `Could not tell`; what `--fail-on` and `--since` leave out doesn't make the exit code. */
export function verdictOf({ exitCode, summary }: DriftReport): string {
  if (exitCode === 1) return "Could not tell";
  if (summary.changed + summary.missing === 0) return exitCode === 2 ? "In sync, with findings" : "In sync";
  if (exitCode === 2) return "Drift";
  return summary.new === undefined ? "Drift, none that counts" : "No new drift";
}

/** What stands beside the counts: the share that is managed, health, what is new. */
export function sideNotes({ summary, stacks }: DriftReport): string[] {
  const shared = sharedApps(stacks).length;
  const { coverage, unmanaged, failing, pending } = summary;
  return [
    ...(summary.new === undefined ? [] : [`${summary.new} new since the earlier report`]),
    ...(coverage && coverage.apps > 0
      ? [`${coverage.managed} of ${counted(coverage.apps, "app")} of the projects managed (${percent(coverage)} %)`]
      : []),
    ...(unmanaged === undefined ? [] : [`${unmanaged} unmanaged`]),
    ...(shared > 0 ? [`${counted(shared, "app")} managed more than once`] : []),
    ...(failing > 0 ? [counted(failing, "channel failing", "channels failing")] : []),
    ...(pending > 0 ? [counted(pending, "channel pending", "channels pending")] : []),
  ];
}

/** Never 100 where one is lacking. */
const percent = ({ apps, managed }: { apps: number; managed: number }): number => Math.floor((managed / apps) * 100);

/** What a change says beside its field; in text of at most `length` for each value. */
export function changeInWords(change: ChangeReport, length: number): { deployed: string; actual: string } | string {
  switch (change.kind) {
    case "added":
      return "channel added";
    case "removed":
      return "channel removed";
    case "reordered":
      return { deployed: order(change.deployed), actual: order(change.actual) };
    case "changed":
      if (change.secret) return "changed (secret)";
      return { deployed: shownValue(change.deployed, length), actual: shownValue(change.actual, length) };
  }
}

const order = (keys: unknown): string => (Array.isArray(keys) ? printable(keys.join(", ")) : "");

const shownValue = (value: unknown, length: number): string =>
  value === undefined ? "not set" : printable(cut(JSON.stringify(value), length));
