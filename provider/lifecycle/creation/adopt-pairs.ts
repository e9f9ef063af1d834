import { codeOf, escaped, shellQuoted } from "../../base/printable";
import { isObject } from "../../base/values";

// SINCH_ADOPT: `<display name>=<id>`, several of them separated by commas, or JSON. In a pair a name may hold commas and equals signs, an id
// neither; JSON carries any name.

/** What `SINCH_ADOPT` must look like. */
export const ADOPT_FORM =
  '<display name>=<id>, several of them separated by commas, or JSON such as {"<display name>": "<id>"}';

const PAIR = /(?:^|,)\s*(.+?)=([^=,\s]+)\s*(?=,|$)/gs;

type Pair = readonly [name: string, id: string];

/** The names of the JSON form with what stands for ids; `undefined` if a text isn't in that form. */
function jsonEntries(text: string): (readonly [name: string, id: unknown])[] | undefined {
  // Without the cost of an error for each resource.
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

/** All that a text can mean: it can also be a single pair, whose name looks like others or begins with a blank. */
function readings(text: string): Pair[] {
  const entries = jsonEntries(text);
  if (entries) return entries.filter(isPair);
  const [, name, id] = /^(.+)=([^=,\s]+)[,\s]*$/s.exec(text) ?? [];
  return [...(name && id ? [[name, id] as const] : []), ...inPairs(text)];
}

/** The ids under a name. */
export function idsFor(name: string, text: string): string[] {
  return [...new Set(readings(text).flatMap(([named, id]) => (named === name ? [id] : [])))];
}

/** Whether there is something that can't be a pair, whatever names there are. Commas and blanks too many are none. */
export function isMalformed(text: string): boolean {
  const entries = jsonEntries(text);
  return entries ? !entries.every(isPair) : /[^,\s]/.test(text.replace(PAIR, ""));
}

/** Whether a name stands there with no id behind it. */
export function lacksId(name: string, text: string): boolean {
  if (jsonEntries(text)) return false;
  const pieces = `,${text},`.split(/\s*,\s*/);
  return idsFor(name, text).length === 0 && pieces.includes(`${name}=`);
}

/** Whether a name in a pair can be read in one way only, and is printed as it is. */
const isPlain = (name: string): boolean => /^[^\s=][^=]*$/.test(name) && escaped(name) === name;

/**
 * What `SINCH_ADOPT` must be to hold one resource more, as a word for a shell: pairs where these carry all names for certain, else JSON.
 *
 * @param text
 *  What it holds already.
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

/** What JSON escapes by a backslash and another mark, what ends a word of a shell or turns on a colour of Pulumi's, and what doesn't print. */
const UNSAFE = /["\\']|<(?=\{%)|[^\p{L}\p{M}\p{N}\p{P}\p{S} \u200d]/gu;

/** A text in JSON that stays the same within single quotes of any shell. */
const inJson = (text: string): string => `"${text.replace(UNSAFE, codeOf)}"`;
