import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import envPaths from "env-paths";
import which from "which";
import { type Ended, start } from "./command";
import { skipLoudly } from "./skip";

/** A Python, and a folder with packages that was filled once and is kept in this project's cache. */
export interface PythonPackages {
  readonly python: string;
  readonly folder: string;
}

/**
 * Gives the tests of the surrounding `describe` packages of PyPI. Where there is no Python, or nothing to install from, they are skipped,
 * which the reporter says loudly at the end.
 *
 * @param packages
 *  With versions, `sinch==2.3.0`.
 */
export function usePythonPackages(...packages: string[]): () => PythonPackages {
  let found: PythonPackages | undefined;
  before(`from PyPI: ${packages.join(", ")}`, async function () {
    this.timeout(300_000);
    const python = await which("python3", { nothrow: true });
    if (python === null) skipLoudly(this, "PYTHON", "no python3 on the PATH");
    const folder = await installed(python, packages);
    if (folder === undefined) {
      const install = `python3 -m pip install ${packages.join(" ")}`;
      skipLoudly(this, "PYTHON PACKAGES", `${packages.join(", ")} can't be installed; \`${install}\` says why`);
    }
    found = { python, folder };
  });
  return () => found as PythonPackages;
}

/** The folder of the packages and what they depend on, complete or not there. @returns `undefined` where pip can't fill it. */
async function installed(python: string, packages: readonly string[]): Promise<string | undefined> {
  const cache = path.join(envPaths("pulumi-sinch-conversation", { suffix: "" }).cache, "python");
  await mkdir(cache, { recursive: true });
  const run = (...args: string[]): Promise<Ended> => start(python, args, { cwd: cache, env: process.env }).ended;
  // Some of it is compiled for one version of Python.
  const { stdout } = await run("-S", "-c", "import sys; print(sys.implementation.cache_tag)");
  const folder = path.join(cache, `${packages.join("-")}-${stdout.trim()}`);
  if (existsSync(folder)) return folder;
  const staging = await mkdtemp(path.join(cache, ".staging-"));
  const options = ["--quiet", "--no-input", "--retries", "1", "--timeout", "10", "--only-binary", ":all:"];
  const { code } = await run("-m", "pip", "install", ...options, "--target", staging, ...packages);
  // Another process may have been faster; either is as good.
  if (code === 0) await rename(staging, folder).catch(() => undefined);
  await rm(staging, { recursive: true, force: true });
  return code === 0 ? folder : undefined;
}
