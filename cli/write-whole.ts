import { renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes a file whole or not at all. Own code: `write-file-atomic` and `atomically` ignore a short write, and so replace a file by
 * a part of the new one when the disk is full.
 *
 * @throws the error of the file system; what was there before stays.
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
