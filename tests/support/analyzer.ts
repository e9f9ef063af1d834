import { chmod, copyFile, link, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Engine } from "../../tools/engine";

/**
 * The engine without its Node language host, which then runs a policy pack by its folder through this script: what the
 * official language host does, the loader of `@pulumi/pulumi` on the folder. The host that is built from Go can't.
 */
const SCRIPT = `#!/bin/sh
exec node "$(node -p "require.resolve('@pulumi/pulumi/cmd/run-policy-pack')")" "$@"
`;

/** @returns the engine, and what removes it. Inline programs run with it, programs in folders don't. */
export async function folderRunner(engine: Engine): Promise<{ engine: Engine; remove: () => Promise<void> }> {
  const root = await mkdtemp(path.join(tmpdir(), "sinch-engine-"));
  const bin = path.join(root, "bin");
  await mkdir(bin);
  const files = (await readdir(engine.bin)).filter((name) => !name.includes("language"));
  // Not a symbolic link: the engine looks for plugins beside the file that it really is.
  for (const name of files) await linkOrCopy(path.join(engine.bin, name), path.join(bin, name));
  const script = path.join(bin, "pulumi-analyzer-policy-nodejs");
  await writeFile(script, SCRIPT);
  await chmod(script, 0o755);
  return { engine: { ...engine, root, bin }, remove: () => rm(root, { recursive: true, force: true }) };
}

/** The folder for temporary files can be on another disk. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}
