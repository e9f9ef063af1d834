import type { Severity } from "../report";
import { counted } from "../terminal";
import type { DriftReport, StackReport, Summary } from "./report";
import { resourcesOf } from "./resources";
import { sharedApps } from "./shared";

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

/** The counts of the whole: `3 changed, 297 in sync, of 300 apps in 2 stacks`. */
export function countsOfAll({ summary }: DriftReport): string {
  const { apps, stacks, unreadableStacks } = summary;
  const counts = apps === 0 ? "no apps" : `${countsOf(summary)}, of ${counted(apps, "app")}`;
  const { webhooks } = summary;
  const beside = webhooks?.total
    ? `; ${countsOf({ ...webhooks, apps: webhooks.total })}, of ${counted(webhooks.total, "webhook")}`
    : "";
  const unread = unreadableStacks > 0 ? `, ${unreadableStacks} of them unreadable` : "";
  return `${counts}${beside} in ${counted(stacks, "stack")}${unread}`;
}

/** The counts of one stack. */
export function countsOfStack(stack: StackReport): string {
  const all = resourcesOf(stack);
  const count = (status: string): number => all.filter((one) => one.status === status).length;
  return countsOf({
    apps: all.length,
    changed: count("changed"),
    missing: count("missing"),
    unreadable: count("unreadable"),
    inSync: count("in-sync"),
  });
}

/** `Drift`, `In sync`, `Inconclusive`; what `--fail-on` and `--since` leave out doesn't make the exit code. */
export function verdictOf({ exitCode, summary }: DriftReport): string {
  if (exitCode === 1) return "Inconclusive";
  const { webhooks = { changed: 0, missing: 0 } } = summary;
  if (summary.changed + summary.missing + webhooks.changed + webhooks.missing === 0)
    return exitCode === 2 ? "In sync, with findings" : "In sync";
  if (exitCode === 2) return "Drift";
  return summary.new === undefined ? "Drift (not counted)" : "No new drift";
}

/** How bad the verdict is. */
export const severityOf = ({ exitCode }: DriftReport): Severity =>
  exitCode === 0 ? "good" : exitCode === 1 ? "bad" : "warning";

/** What stands beside the counts: the share that is managed, health, what is new. */
export function sideNotes({ summary, stacks, places }: DriftReport): string[] {
  const shared = sharedApps(stacks).length;
  const senders = places.flatMap((place) => place.shared ?? []).length;
  const changes = stacks.flatMap(({ apps }) => apps.flatMap((app) => app.changes));
  const gone = changes.filter(({ kind }) => kind === "removed").length;
  const { coverage, unmanaged, failing, pending } = summary;
  return [
    ...stakesIn(stacks),
    ...(summary.new === undefined ? [] : [`${summary.new} new since the earlier report`]),
    ...(coverage && coverage.apps > 0
      ? [`${coverage.managed} of ${counted(coverage.apps, "app")} in the projects are managed (${percent(coverage)} %)`]
      : []),
    ...(unmanaged === undefined ? [] : [`${unmanaged} unmanaged`]),
    ...(summary.webhooks?.unmanaged
      ? [`${counted(summary.webhooks.unmanaged, "webhook")} of managed apps unmanaged`]
      : []),
    ...(shared > 0 ? [`${counted(shared, "app")} managed more than once`] : []),
    ...(senders > 0 ? [sharedText(senders)] : []),
    ...(gone > 0
      ? [`${counted(gone, "channel is", "channels are")} gone: the service removes channels that it can't verify`]
      : []),
    ...(failing > 0 ? [counted(failing, "channel failing", "channels failing")] : []),
    ...(pending > 0 ? [counted(pending, "channel pending", "channels pending")] : []),
  ];
}

/** Resources at stake that are named beside the counts; a JSON report has all. */
const MOST_STAKES = 5;

/** `support of prod: messages older than 1 day are being deleted`, once each. */
function stakesIn(stacks: DriftReport["stacks"]): string[] {
  const named = stacks.flatMap((stack) =>
    [...stack.apps, ...(stack.webhooks ?? [])].flatMap(({ name, changes }) =>
      changes.flatMap(({ stake }) => (stake === undefined ? [] : `${name} of ${stack.name}: ${stake}`)),
    ),
  );
  const all = [...new Set(named)];
  const left = all.length - MOST_STAKES;
  return [...all.slice(0, MOST_STAKES), ...(left > 0 ? [`and ${left} more where something is lost`] : [])];
}

/** Identities that several apps have, such as a sender. */
export const sharedText = (count: number): string =>
  counted(count, "sender in several apps", "senders in several apps");

/** Never 100 where one is lacking. */
const percent = ({ apps, managed }: { apps: number; managed: number }): number => Math.floor((managed / apps) * 100);
