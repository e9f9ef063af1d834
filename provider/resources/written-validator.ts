import { existsSync } from "node:fs";
import type { WrittenValidator } from "../model/keywords";

/** What the build wrote of a schema: its validator as a function, or nothing if the sources run by themselves. */
export const writtenValidator = (file: string): WrittenValidator | undefined =>
  existsSync(file) ? (require(file) as WrittenValidator) : undefined;
