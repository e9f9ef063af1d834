import { accessSync, constants, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { isObject } from "../../../provider/base/values";
import { CliError, fileError } from "../../cli-error";
import { writeWhole } from "../../write-whole";
import type { Sealed } from "./records";

/** What can be told before the work that a record is made from. @throws CliError where it couldn't be written. */
export function assertWritable(file: string): void {
  try {
    accessSync(dirname(resolve(file)), constants.W_OK);
  } catch (error) {
    throw fileError(file, "written", error);
  }
}

/** Writes a record whole or not at all. @throws CliError where it can't be written. */
export function writeRecord(file: string, record: object): void {
  try {
    writeWhole(file, `${JSON.stringify(record, null, 2)}\n`);
  } catch (error) {
    throw fileError(file, "written", error);
  }
}

/** Reads a record. @throws CliError where there is none of that form. */
export function readRecord<R extends Sealed<string>>(file: string, schema: R["schema"], what: string): R {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw fileError(file, "read", error);
  }
  const record = parsed(text);
  if (!isObject(record) || typeof record.schema !== "string") throw new CliError(`${file} isn't ${what}`);
  if (record.schema === schema) return record as unknown as R;
  const kind = schema.replace(/\/\d+$/, "");
  if (record.schema.startsWith(`${kind}/`)) {
    throw new CliError(
      `${file} has the form ${record.schema}, which this version doesn't know`,
      `Create it with the same version of this package; this one knows ${schema}`,
    );
  }
  throw new CliError(`${file} isn't ${what}, but ${record.schema}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
