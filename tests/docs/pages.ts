import { globSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "../..");

/** A page of documentation. */
export interface Page {
  /** Its path below the checkout. */
  readonly file: string;
  readonly text: string;
}

/** A block of code in a page. */
export interface Block {
  /** `docs/updates.md:12`, where it begins. */
  readonly at: string;
  readonly language: string;
  readonly text: string;
  /** What a comment above the block says of why it isn't run: `<!-- not run: … -->`. */
  readonly notRun: string | undefined;
}

/** README, docs and the READMEs of the examples. */
export const pages: readonly Page[] = globSync(["*.md", "docs/*.md", "examples/**/*.md"], {
  cwd: root,
  exclude: ["**/node_modules/**"],
}).map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }));

/** The blocks of a page, in its order. */
function blocksOf({ file, text }: Page): Block[] {
  const found = text.matchAll(/(?:<!-- not run: (.*?) -->\n+)?^```(\w+)\n(.*?)^```$/gms);
  return [...found].map(({ index, 0: whole, 1: notRun, 2: language = "", 3: code = "" }) => ({
    at: `${file}:${text.slice(0, index + whole.indexOf("```")).split("\n").length}`,
    language,
    text: code,
    notRun,
  }));
}

/** The TypeScript of all pages. */
export const codeBlocks = pages.flatMap(blocksOf).filter(({ language }) => language === "ts");

/** The files that a block names in its first line, as `// support.ts`, by name. */
export const unitTests: ReadonlyMap<string, string> = new Map(
  codeBlocks.flatMap((block) => (nameOf(block) ? [[nameOf(block) as string, block.text] as const] : [])),
);

/** The name of the file that a block is, if its first line says so. */
export function nameOf({ text }: Block): string | undefined {
  return /^\/\/ (\S+\.ts)\n/.exec(text)?.[1];
}

/** Whether a block is a program that makes or looks up apps, not a fragment of one. */
export const isProgram = ({ text, notRun }: Block): boolean =>
  notRun === undefined && /^import /m.test(text) && /\bnew App\(|\bgetApps?\(|\bgetApps?Output\(/.test(text);
