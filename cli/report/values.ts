import { isObject } from "../../provider/base/values";
import { printable } from "../terminal";
import type { Cell, Change, Value } from "./model";

export const SECRET: Value = { kind: "secret" };
const UNSET: Value = { kind: "unset" };
export const UNKNOWN_YET: Value = { kind: "unknown" };

/** A value that may be shown. */
export const plain = (value: unknown): Value =>
  value === undefined || value === null ? UNSET : { kind: "plain", value };

/** A text that isn't longer than it may be. */
export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "")}…` : text;

/** Apps of a stack that couldn't be told are only counted where they are more. */
export const MOST_UNREADABLE = 5;

/** Stands for a secret. */
export const HIDDEN = "[secret]";
const LATER = "known after the update";

/** How a value reads between others: as JSON. */
function quoted(value: Value, length: number): string {
  switch (value.kind) {
    case "unset":
      return "not set";
    case "secret":
      return HIDDEN;
    case "unknown":
      return LATER;
    case "plain":
      return printable(cut(JSON.stringify(value.value), length));
  }
}

const LONGEST_CELL = 100;

/** How a value reads in a column of its own: without quotes. */
export function bare(cell: Cell): string {
  if (typeof cell === "string") return cell;
  switch (cell.kind) {
    case "mark":
      return cell.text;
    case "unset":
      return "–";
    case "secret":
      return HIDDEN;
    case "unknown":
      return LATER;
    case "plain":
      return bareText(cell.value);
  }
}

function bareText(value: unknown): string {
  const isNested = isObject(value) || Array.isArray(value);
  const isList = Array.isArray(value) && value.every((item) => typeof item === "string");
  const text = isList ? value.join(", ") : isNested ? JSON.stringify(value) : String(value);
  return text === "" ? '""' : text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
}

/** What a change says beside its field: its two values, of at most `length` each, or words where they aren't shown. */
export function changeInWords(
  { kind, before, after }: Change,
  length: number,
): { readonly before: string; readonly after: string } | string {
  if (kind === "added" || kind === "removed") return `channel ${kind}`;
  if (kind === "reordered") return { before: order(before), after: order(after) };
  if (before.kind === "secret" && after.kind === "secret") return "changed (secret)";
  return { before: quoted(before, length), after: quoted(after, length) };
}

const order = (keys: Value): string =>
  keys.kind === "plain" && Array.isArray(keys.value) ? printable(keys.value.join(", ")) : "";
