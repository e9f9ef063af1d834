// SINCH_ADOPT: `<display name>=<id>`, several of them separated by commas. A name may hold commas and equals signs, an id neither.

/** What `SINCH_ADOPT` must look like. */
export const ADOPT_FORM = "<display name>=<id>, several of them separated by commas";

const PAIR = /(?:^|,)\s*(.+?)=([^=,\s]+)\s*(?=,|$)/gs;

/** The ids under a name. */
export function idsFor(name: string, pairs: string): string[] {
  const last = pairs.lastIndexOf("=");
  if (pairs.slice(0, last) === name) return [pairs.slice(last + 1)];
  return [...pairs.matchAll(PAIR)].flatMap(([, named, id]) => (named === name && id ? [id] : []));
}

/** Whether there is something that can't be a pair, whatever names there are. Commas and blanks too many are none. */
export function isMalformed(pairs: string): boolean {
  return /[^,\s]/.test(pairs.replace(PAIR, ""));
}

/** Whether a name stands there with no id behind it. */
export function lacksId(name: string, pairs: string): boolean {
  const pieces = `,${pairs},`.split(/\s*,\s*/);
  return idsFor(name, pairs).length === 0 && pieces.includes(`${name}=`);
}
