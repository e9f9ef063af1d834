import { globSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(__dirname, "../..");

/**
 * The pages that embed a file of the examples, updated with the current file: in the code block below a comment that
 * names it.
 */
export function embedded(): Readonly<Record<string, string>> {
  const shown = /(<!-- (examples\/\S+\.ts) -->\n+```ts\n).*?(?=^```$)/ms;
  const pages = globSync("docs/*.md", { cwd: root }).map((page) => {
    const text = readFileSync(path.join(root, page), "utf8");
    const now = text.replaceAll(
      new RegExp(shown, "gms"),
      (_, head: string, file: string) => head + readFileSync(path.join(root, file), "utf8"),
    );
    return [page, now] as const;
  });
  return Object.fromEntries(pages.filter(([, text]) => shown.test(text)));
}
