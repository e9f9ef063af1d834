import { counted } from "../terminal";
import { code, LONGEST_VALUE } from "./escape";
import type { Block } from "./fitted";
import type { AppEntry, AppsPart, Change, UnmanagedPart } from "./model";
import { changeInWords, MOST_UNREADABLE } from "./values";

/** The apps of a stack that there is something to tell of. */
export function appsBlock({ apps: all, interrupted }: AppsPart): Block | undefined {
  const apps = all.filter(({ status, channels }) => status !== "in sync" || channels.length > 0);
  if (apps.length === 0 && interrupted.length === 0) return undefined;
  const unreadable = apps.filter(({ status }) => status === "unreadable").length;
  const isMany = unreadable > MOST_UNREADABLE;
  return {
    head: ["| app | what | deployed | now |", "| --- | --- | --- | --- |"],
    items: [
      ...(isMany ? [[row(counted(unreadable, "app"), "could not be read")]] : []),
      ...apps.filter(({ status }) => !isMany || status !== "unreadable").map(entryRows),
      ...interrupted.map(({ operation, name }) => [row(code(name), `interrupted ${operation}`)]),
    ],
  };
}

function entryRows(app: AppEntry): string[] {
  const shown = app.displayName === undefined || app.displayName === app.name ? "" : ` ${code(app.displayName)}`;
  const name = `${code(app.name)}${shown}`;
  const whole =
    app.status === "missing"
      ? [row(name, `missing${knownMark(app.known)}`, code(app.id))]
      : app.status === "unreadable"
        ? [row(name, "could not be read")]
        : [];
  const channels = app.channels.map(({ channel, status, reason, known }) =>
    row(name, `${code(channel)} ${status}${knownMark(known)}`, "", reason ? code(reason) : ""),
  );
  return [...whole, ...app.changes.map((change) => changeRow(name, change)), ...channels];
}

function changeRow(name: string, change: Change): string {
  const words = changeInWords(change, LONGEST_VALUE);
  const what = `${code(change.field)}${knownMark(change.known)}`;
  if (typeof words === "string") return row(name, `${what} ${words}`);
  return row(
    name,
    `${what}${change.kind === "reordered" ? " reordered" : ""}`,
    change.before.kind === "unset" ? words.before : code(words.before),
    change.after.kind === "unset" ? words.after : code(words.after),
  );
}

const knownMark = (known: true | undefined): string => (known ? " (known)" : "");

const row = (name: string, what: string, before = "", after = ""): string =>
  `| ${name} | ${what} | ${before} | ${after} |`;

export const unmanagedBlock = ({ apps }: UnmanagedPart): Block => ({
  head: ["| id | name | channels |", "| --- | --- | --- |"],
  items: apps.map(({ id, displayName, channels, known }) => [
    `| ${code(id)} | ${code(displayName)}${knownMark(known)} | ${channels.map((key) => code(key)).join(" ")} |`,
  ]),
});
