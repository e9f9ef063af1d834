import { existsSync } from "node:fs";
import type { WrittenValidator } from "../model/keywords";

/** The validator that the build wrote for a schema; `undefined` when running from source. */
export const writtenValidator = (file: string): WrittenValidator | undefined =>
  existsSync(file) ? (require(file) as WrittenValidator) : undefined;
