import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { FIGURES } from "./generate/reliability";

// Lists each promise of tests/promises.json with the tests that keep it. One without a test is an error.

const root = path.join(__dirname, "..");
const promises = JSON.parse(readFileSync(path.join(root, "tests/promises.json"), "utf8")) as Record<string, string[]>;

const mocha = path.join(root, "node_modules/mocha/bin/mocha.js");
const args = [mocha, "--dry-run", "--no-parallel", "--reporter", "json", "tests/**/*.{spec,long}.ts"];
const report = execFileSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
const { tests } = JSON.parse(report.slice(report.indexOf("{"))) as { tests: { fullTitle: string; file: string }[] };

let missing = 0;
for (const [promise, titles] of Object.entries(promises)) {
  console.log(promise);
  for (const title of titles.filter((each) => !each.startsWith(FIGURES))) {
    const found = tests.filter(({ fullTitle }) => fullTitle.startsWith(title));
    const files = new Set(found.map(({ file }) => path.relative(root, file)));
    console.log(found.length > 0 ? `  ${title} (${found.length} in ${[...files].join(", ")})` : `  MISSING: ${title}`);
    if (found.length === 0) missing += 1;
  }
}
console.log(`${Object.keys(promises).length} promises, ${missing} without a test`);
process.exitCode = missing === 0 ? 0 : 1;
