import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import envPaths from "env-paths";
import which from "which";
import { type Ended, start } from "./command";
import { skipLoudly } from "./skip";

const SDK = "sinch==2.3.0";

/** Runs a Python script with the SDK. */
export type RunPython = (script: string, ...args: string[]) => Promise<Ended>;

/**
 * Gives the tests of the surrounding `describe` Sinch's Python SDK, which is installed once and kept in this project's cache. Where there is
 * no Python, or nothing to install from, they are skipped, which the reporter says loudly at the end.
 */
export function usePythonSdk(): RunPython {
  let python: string | null = null;
  let packages = "";
  before(`Sinch's Python SDK, ${SDK}`, async function () {
    this.timeout(120_000);
    python = await which("python3", { nothrow: true });
    if (python === null) skipLoudly(this, "PYTHON SDK", "no python3 on the PATH");
    const found = await installed(python);
    if (found === undefined) {
      skipLoudly(this, "PYTHON SDK", `${SDK} can't be installed; \`python3 -m pip install ${SDK}\` says why`);
    }
    packages = found;
  });
  // Without the packages of the machine's own Python, and without what it writes beside a script.
  return (script, ...args) =>
    start(python as string, ["-S", "-B", script, ...args], { cwd: packages, env: { PYTHONPATH: packages } }).ended;
}

/** The folder of the SDK and what it depends on, complete or not there. @returns `undefined` where pip can't fill it. */
async function installed(python: string): Promise<string | undefined> {
  const cache = path.join(envPaths("pulumi-sinch-conversation", { suffix: "" }).cache, "python");
  await mkdir(cache, { recursive: true });
  const run = (...args: string[]): Promise<Ended> => start(python, args, { cwd: cache, env: process.env }).ended;
  // Some of it is compiled for one version of Python.
  const { stdout } = await run("-S", "-c", "import sys; print(sys.implementation.cache_tag)");
  const folder = path.join(cache, `${SDK}-${stdout.trim()}`);
  if (existsSync(folder)) return folder;
  const staging = await mkdtemp(path.join(cache, ".staging-"));
  const options = ["--quiet", "--no-input", "--retries", "1", "--timeout", "10", "--only-binary", ":all:"];
  const { code } = await run("-m", "pip", "install", ...options, "--target", staging, SDK);
  // Another process may have been faster; either is as good.
  if (code === 0) await rename(staging, folder).catch(() => undefined);
  await rm(staging, { recursive: true, force: true });
  return code === 0 ? folder : undefined;
}
