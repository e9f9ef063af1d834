import { chmod, copyFile, link, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Engine } from "../../tools/engine";

const host = path.join(__dirname, "language-host.cjs");

/**
 * The engine with a Node language host that runs policy packs by their folder, as the official one does.
 *
 * @returns the engine, and what removes it. Inline programs run with it, programs in folders don't.
 */
export async function folderRunner(engine: Engine): Promise<{ engine: Engine; remove: () => Promise<void> }> {
  const root = await mkdtemp(path.join(tmpdir(), "sinch-engine-"));
  const bin = path.join(root, "bin");
  await mkdir(bin);
  const files = (await readdir(engine.bin)).filter((name) => !name.includes("language"));
  // Not a symbolic link: the engine looks for plugins beside the file that it really is.
  for (const name of files) await linkOrCopy(path.join(engine.bin, name), path.join(bin, name));
  const script = path.join(bin, "pulumi-language-nodejs");
  await writeFile(script, `#!/bin/sh\nexec node "${host}" "$@"\n`);
  await chmod(script, 0o755);
  return { engine: { ...engine, root, bin }, remove: () => rm(root, { recursive: true, force: true }) };
}

/** The folder for temporary files can be on another disk. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}
