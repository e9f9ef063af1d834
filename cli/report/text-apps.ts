import { type Page, type Paint, printable, tableOf } from "../terminal";
import type { AppEntry, AppsPart, Change, UnmanagedPart } from "./model";
import { painted } from "./painted";
import { changeInWords, MOST_UNREADABLE } from "./values";

/** The apps of a stack: what was found of each, then those that are only named. */
export function appLines({ apps, interrupted }: AppsPart, page: Page): string[] {
  const { paint } = page;
  const unreadable = apps.filter(({ status }) => status === "unreadable");
  const isMany = unreadable.length > MOST_UNREADABLE;
  const inSync = apps.filter(isQuiet);
  return [
    ...apps.filter((app) => !isMany || app.status !== "unreadable").flatMap((app) => entryLines(app, page)),
    ...(isMany ? [`  ${paint.red("unreadable")} ${named(unreadable)}`] : []),
    ...(inSync.length > 0 ? [`  ${paint.green("in sync")} ${named(inSync)}`] : []),
    ...interrupted.map(({ operation, name }) => `  ${paint.yellow("interrupted")} ${operation} ${printable(name)}`),
  ];
}

/** Whether there is nothing to tell of an app. */
const isQuiet = ({ status, channels }: AppEntry): boolean => status === "in sync" && channels.length === 0;

/** Apps of one line that are named. */
const NAMED = 8;

function named(apps: readonly AppEntry[]): string {
  const names = apps.slice(0, NAMED).map(({ name }) => printable(name));
  return names.join(", ") + (apps.length > NAMED ? ` and ${apps.length - NAMED} more` : "");
}

function entryLines(app: AppEntry, page: Page): string[] {
  if (isQuiet(app)) return [];
  const { paint } = page;
  const health = app.channels.map(({ channel, status, severity, reason, known }) => {
    const why = reason ? `: ${printable(reason)}` : "";
    return `      ${painted(status, severity, paint)} ${printable(channel)}${why}${knownMark(known, paint)}`;
  });
  const title = `  ${painted(app.status, app.severity, paint)} ${nameOf(app, paint)}${knownMark(app.known, paint)}`;
  return [title, ...changeLines(app.changes, page), ...health];
}

function nameOf({ name, displayName, id }: AppEntry, { dim }: Paint): string {
  const shown = displayName === undefined || displayName === name ? "" : ` ${printable(JSON.stringify(displayName))}`;
  return `${printable(name)}${shown} ${dim(printable(id))}`;
}

const knownMark = (known: true | undefined, { dim }: Paint): string => (known ? dim(" (known)") : "");

/** Narrower than this, a value stands below its field. */
const NARROW = 90;
const LONGEST_VALUE = 300;

function changeLines(changes: readonly Change[], { paint, width }: Page): string[] {
  if (changes.length === 0) return [];
  const rows = changes.map((change) => [printable(change.field), inOneLine(change, paint)] as const);
  if (width !== undefined && width < NARROW) {
    return rows.flatMap(([field, text]) => [`      ${field}`, ...tableOf([[text]], { width, indent: 8 }).split("\n")]);
  }
  return tableOf(rows, { width, indent: 6 }).split("\n");
}

function inOneLine(change: Change, paint: Paint): string {
  const words = changeInWords(change, LONGEST_VALUE);
  const text =
    typeof words === "string"
      ? words
      : `${change.kind === "reordered" ? "reordered: " : ""}${words.before} → ${words.after}`;
  return `${text}${knownMark(change.known, paint)}`;
}

export function unmanagedTable({ apps }: UnmanagedPart, { paint, width }: Page): string {
  const rows = apps.map(({ id, displayName, channels, known }) => [
    printable(id),
    printable(JSON.stringify(displayName)),
    `${printable(channels.join(", ")) || "no channels"}${knownMark(known, paint)}`,
  ]);
  return tableOf(rows, { width, indent: 2 });
}
