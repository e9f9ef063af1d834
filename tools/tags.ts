import { globSync, readFileSync } from "node:fs";
import path from "node:path";

// A tag is a word `@id` at the end of a title, which `mocha --grep @outage` finds.

const TAGS = /(?: @[a-z][a-z0-9-]*)+$/;
const TAGGED_TEXT = /(["`])((?:\\.|(?!\1)[^\\\n])* @[a-z][a-z0-9-]*)\1/g;

/** A tagged title in the sources: of a suite, a test, or a table row that becomes a test. */
export interface TaggedTitle {
  /** Path in the checkout, with slashes. */
  readonly file: string;
  /** Without its tags. Computed parts are an ellipsis. */
  readonly title: string;
  readonly tags: readonly string[];
}

export function tagsOf(title: string): string[] {
  const [tags] = TAGS.exec(title) ?? [];
  return tags?.match(/[^ @]+/g) ?? [];
}

/** Matches the tests with a tag, and those in a suite with it. */
export function byTag(tag: string): RegExp {
  return new RegExp(`@${tag}(?![\\w-])`);
}

/** The tagged titles of all tests, by file. */
export function taggedTitles(root: string): TaggedTitle[] {
  const files = globSync("tests/**/*.{spec,long}.ts", { cwd: root }).map((file) => file.replaceAll(path.sep, "/"));
  return files.sort().flatMap((file) => {
    const source = readFileSync(path.join(root, file), "utf8");
    return Array.from(source.matchAll(TAGGED_TEXT), ([, , text = ""]) => ({
      file,
      title: text
        .replace(TAGS, "")
        .replace(/\$\{[^}]*\}/g, "…")
        .replace(/\\(.)/g, "$1"),
      tags: tagsOf(text),
    }));
  });
}
