import { type Page, printable, tableOf } from "../terminal";
import type { AppReport, ChangeReport, DriftReport, PlaceReport, StackReport } from "./report";
import { changeInWords, countsOfAll, countsOfStack, MOST_UNREADABLE, sideNotes, verdictOf } from "./words";

/** The report for a terminal: the summary first, what to run last. */
export function textOf(report: DriftReport, page: Page): string {
  const parts = [
    summary(report, page),
    problems(report, page),
    ...report.stacks.flatMap((stack) => stackPart(stack, page)),
    ...report.places.flatMap((place) => unmanagedPart(place, page)),
    next(report, page),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function summary(report: DriftReport, { paint }: Page): string {
  const { exitCode } = report;
  const paintVerdict = exitCode === 0 ? paint.green : exitCode === 1 ? paint.red : paint.yellow;
  const line = `${paint.bold(paintVerdict(verdictOf(report)))}: ${countsOfAll(report)}`;
  return [line, ...sideNotes(report).map((note) => `  ${note}`)].join("\n");
}

/** Apps of one line that are named. */
const NAMED = 8;

function named(apps: readonly AppReport[]): string {
  const names = apps.slice(0, NAMED).map(({ name }) => printable(name));
  return names.join(", ") + (apps.length > NAMED ? ` and ${apps.length - NAMED} more` : "");
}

function stackPart(stack: StackReport, page: Page): string[] {
  const { paint } = page;
  const title = paint.bold(`stack ${printable(stack.name)}`);
  if (stack.error !== undefined) return [`${title}: ${paint.red("could not be read")}`];
  const unreadable = stack.apps.filter(({ status }) => status === "unreadable");
  const isMany = unreadable.length > MOST_UNREADABLE;
  const lines = stack.apps
    .filter((app) => !isMany || app.status !== "unreadable")
    .flatMap((app) => appLines(app, page));
  const inSync = stack.apps.filter(({ status }) => status === "in-sync");
  const interrupted = stack.pendingOperations.map(
    ({ type, urn }) => `  ${paint.yellow("interrupted")} ${type} ${printable(urn.split("::").at(-1) ?? urn)}`,
  );
  return [
    [
      `${title}: ${countsOfStack(stack)}`,
      ...lines,
      ...(isMany ? [`  ${paint.red("unreadable")} ${named(unreadable)}`] : []),
      ...(inSync.length > 0 ? [`  ${paint.green("in sync")} ${named(inSync)}`] : []),
      ...interrupted,
    ].join("\n"),
  ];
}

const PAINTED = { changed: "yellow", missing: "red", unreadable: "red", "in-sync": "green" } as const;

function appLines(app: AppReport, page: Page): string[] {
  if (app.status === "in-sync" && app.health.length === 0) return [];
  const { paint } = page;
  const title =
    app.status === "in-sync"
      ? `  ${paint.green("in sync")} ${nameOf(app, page)}`
      : `  ${paint[PAINTED[app.status]](app.status)} ${nameOf(app, page)}${knownMark(app, page)}`;
  const health = app.health.map(({ channel, status, reason, ...one }) => {
    const word = status === "FAILING" ? paint.red("failing") : paint.yellow("pending");
    return `      ${word} ${printable(channel)}${reason ? `: ${printable(reason)}` : ""}${knownMark(one, page)}`;
  });
  return [title, ...changeLines(app.changes, page), ...health];
}

function nameOf({ name, displayName, id }: AppReport, { paint }: Page): string {
  const shown = displayName === undefined || displayName === name ? "" : ` ${printable(JSON.stringify(displayName))}`;
  return `${printable(name)}${shown} ${paint.dim(printable(id))}`;
}

const knownMark = ({ known }: { readonly known?: true }, { paint }: Page): string =>
  known ? paint.dim(" (known)") : "";

/** Narrower than this, a value stands below its field. */
const NARROW = 90;
const LONGEST_VALUE = 300;

function changeLines(changes: readonly ChangeReport[], page: Page): string[] {
  if (changes.length === 0) return [];
  const rows = changes.map((change) => [printable(change.field), inOneLine(change, page)] as const);
  if (page.width !== undefined && page.width < NARROW) {
    return rows.flatMap(([field, text]) => [
      `      ${field}`,
      ...tableOf([[text]], { width: page.width, indent: 8 }).split("\n"),
    ]);
  }
  return tableOf(rows, { width: page.width, indent: 6 }).split("\n");
}

function inOneLine(change: ChangeReport, page: Page): string {
  const words = changeInWords(change, LONGEST_VALUE);
  const text =
    typeof words === "string"
      ? words
      : `${change.kind === "reordered" ? "reordered: " : ""}${words.deployed} → ${words.actual}`;
  return `${text}${knownMark(change, page)}`;
}

function unmanagedPart({ projectId, region, unmanaged = [] }: PlaceReport, page: Page): string[] {
  if (unmanaged.length === 0) return [];
  const { paint } = page;
  const title = `${paint.bold(`project ${printable(projectId)}, region ${region}`)}: ${unmanaged.length} unmanaged`;
  const rows = unmanaged.map((app) => [
    printable(app.id),
    printable(JSON.stringify(app.displayName)),
    `${printable(app.channels.join(", ")) || "no channels"}${knownMark(app, page)}`,
  ]);
  return [`${title}\n${tableOf(rows, { width: page.width, indent: 2 })}`];
}

function problems({ problems: all }: DriftReport, { paint }: Page): string {
  if (all.length === 0) return "";
  return [paint.bold(paint.red("could not tell")), ...all.map((problem) => `  ${printable(problem)}`)].join("\n");
}

function next({ next: steps }: DriftReport, { paint }: Page): string {
  return steps
    .map(({ why, commands }) =>
      [`${why}${commands.length > 0 ? ":" : ""}`, ...commands.map((line) => `  ${paint.bold(line)}`)].join("\n"),
    )
    .join("\n");
}
