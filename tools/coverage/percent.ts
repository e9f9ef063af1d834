import path from "node:path";

interface Counts {
  readonly total: number;
  readonly covered: number;
}

/** c8's counts, by file. */
export type Summary = Readonly<Record<string, { readonly lines: Counts; readonly branches: Counts }>>;

/**
 * The coverage of a folder, including sub-folders.
 *
 * @throws Error if no file of it was counted: 0 of 0 isn't a percentage.
 */
export function percentOf(summary: Summary, folder: string, of: "lines" | "branches"): number {
  const counts = Object.entries(summary)
    .filter(([file]) => file.startsWith(folder + path.sep))
    .map(([, found]) => found[of]);
  const sum = (name: keyof Counts): number => counts.reduce((total, one) => total + one[name], 0);
  if (sum("total") === 0) throw new Error(`no ${of} of ${folder} were counted`);
  return Math.floor((1000 * sum("covered")) / sum("total")) / 10;
}
