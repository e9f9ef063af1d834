import { rmSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const folders = new Set<string>();

/** A new folder, removed with this process at the latest. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "sinch-stack-"));
  folders.add(folder);
  return folder;
}

/** Whoever was ended in the middle may still write a file. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  folders.delete(folder);
}

// Where the process ends before a folder was removed.
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The texts of all files in a folder, by path. */
export async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((file) => path.join(file.parentPath, file.name));
  return new Map(await Promise.all(paths.map(async (file) => [file, await readFile(file, "utf8")] as const)));
}
