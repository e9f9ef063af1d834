import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

export const checkout = path.join(__dirname, "../..");
const run = promisify(execFile);

/** Packs a package, the checkout as it is built: `prepack` would build it anew, under the feet of other tests. @returns the file's path. */
export async function pack(folder: string, cwd = checkout): Promise<string> {
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd });
  const [file] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  assert.ok(file);
  return path.join(folder, file);
}

/** Runs a tool of the checkout's dependencies. @returns what it printed; a failure holds it as well. */
export async function tool(name: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(path.join(checkout, "node_modules/.bin", name), args, { cwd: checkout });
  return stdout + stderr;
}
