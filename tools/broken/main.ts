import { recordFigures } from "../../tests/support/figures";
import { byTag } from "../tags";
import { Checkout } from "./checkout";
import type { Variant } from "./variant";
import { variants as all } from "./variants";

// `npm run broken`: breaks promises on purpose, in a copy of this checkout, and requires that their tests fail. With
// words of a description as arguments, it runs only matching variants and keeps no figures. Breaks that `npm run
// mutation` makes as well are left out.

const words = process.argv.slice(2).join(" ");
const variants = all.filter(({ broken }) => broken.includes(words));

function brokenText(checkout: Checkout, { file, find, replace }: Variant): string {
  const parts = checkout.read(file).split(find);
  if (parts.length === 2) return parts.join(replace);
  throw new Error(`${file} holds ${parts.length - 1} times: ${find}`);
}

/** @returns the problem, if any. */
function tryOut(checkout: Checkout, variant: Variant): string | undefined {
  const whole = checkout.read(variant.file);
  checkout.write(variant.file, brokenText(checkout, variant));
  try {
    const { passed, failed } = checkout.test([variant.spec], byTag(variant.tests));
    if (failed.length > 0) return undefined;
    return passed.length === 0 ? "no test with that tag" : `${passed.length} tests pass all the same`;
  } finally {
    checkout.write(variant.file, whole);
  }
}

const checkout = new Checkout();
const problems: string[] = [];
try {
  for (const variant of variants) brokenText(checkout, variant);
  const specs = new Set(variants.map(({ spec }) => spec));
  const tags = variants.map(({ tests }) => tests).join("|");
  // On a busy machine, a test of timing may fail.
  const { passed, failed } = checkout.test([...specs], byTag(`(?:${tags})`), ["--retries", "2"]);
  console.log(`as it is: ${passed.length} tests pass, ${failed.length} fail`);
  problems.push(...failed.map((title) => `fails in the code as it is: ${title}`));
  for (const problem of problems) console.log(problem);
  for (const variant of variants) {
    const wrong = tryOut(checkout, variant);
    console.log(`${wrong ? `NOT NOTICED (${wrong})` : "noticed"}: ${variant.broken}`);
    if (wrong) problems.push(`${variant.broken}: ${wrong}`);
  }
} finally {
  checkout.remove();
}
console.log(`${variants.length} variants, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
if (!words && problems.length === 0)
  recordFigures("broken-variants", { variants: variants.length, noticed: variants.length });
