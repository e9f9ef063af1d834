import { execFileSync } from "node:child_process";
import path from "node:path";
import { variants } from "./broken/variants";
import { readPromises } from "./generate/reliability";
import { byTag, tagsOf } from "./tags";

// Lists each promise of tests/promises.json with its tests. A promise without tests and figures is an error, and so is
// a tag without a promise.

const root = path.join(__dirname, "..");
const promises = readPromises();

const mocha = path.join(root, "node_modules/mocha/bin/mocha.js");
const args = [mocha, "--dry-run", "--no-parallel", "--reporter", "json", "tests/**/*.{spec,long}.ts"];
const report = execFileSync(process.execPath, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 });
const { tests } = JSON.parse(report.slice(report.indexOf("{"))) as { tests: { fullTitle: string; file: string }[] };

const problems: string[] = [];
for (const [id, { promise, figures = [] }] of Object.entries(promises)) {
  const found = tests.filter(({ fullTitle }) => byTag(id).test(fullTitle));
  const files = new Set(found.map(({ file }) => path.relative(root, file)));
  console.log(`@${id}: ${promise}`);
  if (found.length > 0) console.log(`  ${found.length} tests in ${[...files].join(", ")}`);
  if (figures.length > 0) console.log(`  figures: ${figures.join(", ")}`);
  if (found.length === 0 && figures.length === 0) problems.push(`@${id} has neither tests nor figures`);
}
const known = new Set([...Object.keys(promises), ...variants.map((variant) => variant.tests)]);
const tags = new Set(tests.flatMap(({ fullTitle }) => tagsOf(fullTitle)));
problems.push(
  ...[...tags].filter((tag) => !known.has(tag)).map((tag) => `@${tag} belongs to no promise and no broken variant`),
);
for (const problem of problems) console.log(`PROBLEM: ${problem}`);
console.log(`${Object.keys(promises).length} promises, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
