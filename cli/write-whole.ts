import { renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes a file whole or not at all. Own code: on a full disk, `write-file-atomic` and `atomically` ignore a short
 * write and replace the file with a partial one.
 *
 * @throws the file system's error; the previous file stays.
 */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
