import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { pages } from "./pages";

const root = path.join(__dirname, "../..");

/** Headings of a page as their anchors. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replace(/ /g, "-"),
  );

describe("documentation pages @documented-code", () => {
  it("link to existing targets", () => {
    const missing = pages.flatMap(({ file, text }) =>
      [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)]
        .filter(([, target, anchor]) => {
          const to = target ? path.join(path.dirname(file), target) : file;
          if (!existsSync(path.join(root, to))) return true;
          return anchor !== undefined && !anchorsOf(readFileSync(path.join(root, to), "utf8")).includes(anchor);
        })
        .map(([link]) => `${file}: ${link}`),
    );
    assert.deepEqual(missing, []);
  });

  it("quote messages that the code has", () => {
    const code = globSync(["provider/**/*.ts", "sdk/**/*.ts", "cli/**/*.ts"], { cwd: root })
      .map((file) => readFileSync(path.join(root, file), "utf8").replace(/" \+\s*["`]|` \+\s*["`]/g, ""))
      .join("\n")
      .replaceAll(/\$\{withArticle\((?:type\.definition\.)?noun\)\}/g, "an app")
      .replaceAll(/\$\{(?:type\.)?(?:definition\.)?noun\}/g, "app");
    const page = pages.find(({ file }) => file === "docs/troubleshooting.md");
    const quoted = [...(page?.text.matchAll(/^\| `(.*?)` \|/gm) ?? [])].flatMap(([, message = ""]) =>
      message.split("…"),
    );
    const unknown = quoted.map((part) => part.trim()).filter((part) => part !== "" && !code.includes(part));
    assert.deepEqual(unknown, []);
    assert.ok(quoted.length > 20);
  });
});
