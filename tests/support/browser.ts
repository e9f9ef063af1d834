import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import which from "which";
import { skipLoudly } from "./skip";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/** The Chromium of this machine: that of CHROMIUM_PATH, else one of the path. */
async function findChromium(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_PATH;
  if (named && existsSync(named)) return named;
  for (const name of NAMES) {
    const found = await which(name, { nothrow: true });
    if (found) return found;
  }
  return undefined;
}

/** Starts a browser before the tests of a `describe`. Without one they are skipped, loudly. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined;
  before(async function () {
    this.timeout(60_000);
    const executablePath = await findChromium();
    if (!executablePath)
      skipLoudly(this, "CHROMIUM", "no chromium on the path; `apt-get install chromium`, or set CHROMIUM_PATH");
    browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    });
  });
  after(() => browser?.close());
  return () => browser as Browser;
}
