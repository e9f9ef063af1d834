import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readdir, symlink } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { extract } from "tar";

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

/** Installs a package into a folder, with the checkout's dependencies beside it. */
export async function unpack(file: string, folder: string): Promise<void> {
  const modules = path.join(folder, "node_modules");
  const cwd = path.join(modules, "pulumi-sinch-conversation");
  await mkdir(cwd, { recursive: true });
  await extract({ file, cwd, strip: 1 });
  for (const name of ["@pulumi", "@types"])
    await symlink(path.join(checkout, "node_modules", name), path.join(modules, name));
}

/** What TypeScript says of a program, strictly; nothing where all is well. */
export async function typeErrors(program: string, options: Readonly<Record<string, string>>): Promise<string> {
  const flags = Object.entries(options).flatMap(([key, value]) => [`--${key}`, value]);
  const fixed = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--types", "node"];
  const failed = (error: { stdout?: string }): string => {
    if (!error.stdout) throw error;
    return error.stdout;
  };
  const cwd = path.dirname(program);
  return run(path.join(checkout, "node_modules/.bin/tsc"), [program, ...fixed, ...flags], { cwd }).then(
    ({ stdout }) => stdout,
    failed,
  );
}
