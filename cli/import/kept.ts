import { escaped } from "../../provider/base/printable";

/** What a comment keeps of the code below it, so that the next run needn't parse TypeScript. */
export interface Kept {
  /** Names of resources by the ids of the apps that they adopt. */
  readonly adopted: Readonly<Record<string, string>>;
  /** How each secret is read from the stack's configuration, by its key. */
  readonly secrets: Readonly<Record<string, "text" | "json">>;
}

const MARK = "// sinch-apps import: ";

export const commentOf = (kept: Kept): string => MARK + escaped(JSON.stringify(kept));

/**
 * Reads the comments of a program.
 *
 * @returns the code without them; `kept` is `undefined` if there are none.
 * @throws SyntaxError if one was edited so that it isn't JSON any more.
 */
export function keptIn(text: string): { readonly kept: Kept | undefined; readonly code: string } {
  const lines = text.split("\n");
  const isComment = (line: string): boolean => line.trimStart().startsWith(MARK);
  const all = lines.filter(isComment).map((line) => JSON.parse(line.trim().slice(MARK.length)) as Partial<Kept>);
  const merged = <K extends keyof Kept>(name: K): Kept[K] =>
    Object.fromEntries(all.flatMap((one) => Object.entries(one[name] ?? {}))) as Kept[K];
  return {
    kept: all.length > 0 ? { adopted: merged("adopted"), secrets: merged("secrets") } : undefined,
    code: lines.filter((line) => !isComment(line)).join("\n"),
  };
}
