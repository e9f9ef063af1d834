import { codeOf, escaped, shellQuoted } from "../../base/printable";
import { isObject } from "../../base/values";

// SINCH_ADOPT: `<display name>=<id>`, several separated by commas, or JSON. In a pair, a name may contain commas and
// equals signs, an ID neither. JSON allows any name.

/** The valid forms of `SINCH_ADOPT`. */
export const ADOPT_FORM =
  '<display name>=<id>, several of them separated by commas, or JSON such as {"<display name>": "<id>"}';

const PAIR = /(?:^|,)\s*(.+?)=([^=,\s]+)\s*(?=,|$)/gs;

type Pair = readonly [name: string, id: string];

/** The entries of the JSON form, IDs unchecked; `undefined` if the text isn't in that form. */
function jsonEntries(text: string): (readonly [name: string, id: unknown])[] | undefined {
  // Avoids the cost of a thrown error for each resource.
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    const names: unknown = JSON.parse(text);
    if (!isObject(names)) return undefined;
    return Object.entries(names).flatMap(([name, ids]) => [ids].flat().map((id) => [name, id] as const));
  } catch {
    return undefined;
  }
}

const isPair = (entry: readonly [string, unknown]): entry is Pair =>
  typeof entry[1] === "string" && /^\S+$/.test(entry[1]);

const inPairs = (text: string): Pair[] => [...text.matchAll(PAIR)].map(([, name = "", id = ""]) => [name, id]);

/** All readings of a text. It can also be a single pair, whose name looks like several or begins with a blank. */
function readings(text: string): Pair[] {
  const entries = jsonEntries(text);
  if (entries) return entries.filter(isPair);
  const [, name, id] = /^(.+)=([^=,\s]+)[,\s]*$/s.exec(text) ?? [];
  return [...(name && id ? [[name, id] as const] : []), ...inPairs(text)];
}

/** The IDs for a name. */
export function idsFor(name: string, text: string): string[] {
  return [...new Set(readings(text).flatMap(([named, id]) => (named === name ? [id] : [])))];
}

/** Whether a part of the text is a pair in no reading. Surplus commas and blanks are allowed. */
export function isMalformed(text: string): boolean {
  const entries = jsonEntries(text);
  return entries ? !entries.every(isPair) : /[^,\s]/.test(text.replace(PAIR, ""));
}

/** Whether the text has a name without an ID. */
export function lacksId(name: string, text: string): boolean {
  if (jsonEntries(text)) return false;
  const pieces = `,${text},`.split(/\s*,\s*/);
  return idsFor(name, text).length === 0 && pieces.includes(`${name}=`);
}

/** Whether a name in a pair has only one reading and prints as itself. */
const isPlain = (name: string): boolean => /^[^\s=][^=]*$/.test(name) && escaped(name) === name;

/**
 * `SINCH_ADOPT` extended by one resource, as a shell word: pairs if those are unambiguous for all names, otherwise
 * JSON.
 *
 * @param text The current value.
 */
export function withPair(text: string, name: string, id: string): string {
  const arePlain = !jsonEntries(text) && !/^\s/.test(text) && inPairs(text).every(([named]) => isPlain(named));
  if (arePlain && isPlain(name) && /^[^=,\s]+$/.test(id)) {
    return shellQuoted([text.replace(/[,\s]+$/, ""), `${name}=${id}`].filter(Boolean).join(","));
  }
  const ids = new Map<string, Set<string>>();
  for (const [named, one] of [...(arePlain ? inPairs(text) : readings(text)), [name, id] as const]) {
    ids.set(named, (ids.get(named) ?? new Set()).add(one));
  }
  const entries = [...ids].map(([named, all]) => {
    const texts = [...all].map(inJson);
    return `${inJson(named)}:${texts.length === 1 ? texts[0] : `[${texts.join(",")}]`}`;
  });
  return `'{${entries.join(",")}}'`;
}

/**
 * Characters that JSON escapes with a backslash and another character, that end a shell word or start Pulumi's colour
 * markup, or that don't print.
 */
const UNSAFE = /["\\']|<(?=\{%)|[^\p{L}\p{M}\p{N}\p{P}\p{S} \u200d]/gu;

/** A JSON string that is the same within single quotes of any shell. */
const inJson = (text: string): string => `"${text.replace(UNSAFE, codeOf)}"`;
