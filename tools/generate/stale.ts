import { existsSync, globSync, rmSync } from "node:fs";
import path from "node:path";

/**
 * Removes what an earlier build wrote of sources that are gone: Node.js takes an old `lifecycle.js` before `lifecycle/index.js`. The rest
 * stays where it is, for whoever uses it at the same time.
 *
 * @param written
 *  What stands there without a source of its own: files, and folders.
 */
export function removeStale(root: string, written: readonly string[]): void {
  const dist = path.join(root, "dist");
  for (const file of globSync("**/*.{js,json,d.ts}", { cwd: dist })) {
    const source = path.join(root, file.replace(/(?:\.d\.ts|\.js)$/, ".ts"));
    const isWritten = written.some((each) => file === each || file.startsWith(each + path.sep));
    if (!existsSync(source) && !isWritten) rmSync(path.join(dist, file));
  }
}
