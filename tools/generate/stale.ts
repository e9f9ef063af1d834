import { existsSync, globSync, rmSync } from "node:fs";
import path from "node:path";

/**
 * Removes what an earlier build wrote for sources that no longer exist: Node.js prefers an old `lifecycle.js` over
 * `lifecycle/index.js`. Everything else stays, for processes that use it meanwhile.
 *
 * @param written Files and folders that are written without a source.
 */
export function removeStale(root: string, written: readonly string[]): void {
  const dist = path.join(root, "dist");
  for (const file of globSync("**/*.{js,json,d.ts}", { cwd: dist })) {
    const source = path.join(root, file.replace(/(?:\.d\.ts|\.js)$/, ".ts"));
    const isWritten = written.some((each) => file === each || file.startsWith(each + path.sep));
    if (!existsSync(source) && !isWritten) rmSync(path.join(dist, file));
  }
}
