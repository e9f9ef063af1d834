import { symlink } from "node:fs/promises";
import path from "node:path";
import spawn from "nano-spawn";

const root = path.join(__dirname, "../..");

/**
 * Compiles the output of {@link generateSdks} with each language's own tools. @throws SubprocessError with their
 * messages.
 */
export async function compileSdks(folder: string): Promise<void> {
  const nodejs = path.join(folder, "nodejs");
  await symlink(path.join(root, "node_modules"), path.join(nodejs, "node_modules")).catch(() => {});
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  await spawn(process.execPath, [tsc, "-p", nodejs, "--outDir", path.join(nodejs, "bin"), "--skipLibCheck"]);
  await spawn("python3", ["-m", "compileall", "-q", path.join(folder, "python")]);
  await spawn("go", ["vet", "./..."], { cwd: path.join(folder, "go"), env: { GOWORK: "off" } });
}
