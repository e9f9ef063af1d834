import { writeFileSync } from "node:fs";
import type { Command, Option } from "commander";
import { fileError } from "../cli-error";
import { choice } from "../option-values";
import { type Paint, paintFor, unpainted } from "./paint";

/** The forms that a report comes in. */
const FORMATS = ["text", "json", "markdown"] as const;
export type Format = (typeof FORMATS)[number];

/** Where a report goes, and in which form. */
export interface OutputFlags {
  readonly format: Format;
  readonly output?: string;
}

/** What a report is written for. */
export interface Page {
  readonly paint: Paint;
  /** Columns that a line may take; `undefined` where it isn't a terminal. */
  readonly width: number | undefined;
}

/** `--format`. */
export const formatOption = (): Option => choice("--format <format>", "form of the report", FORMATS).default("text");

/** Adds `--format` and `--output`. */
export function addOutputOptions(command: Command): Command {
  return command
    .addOption(formatOption())
    .option("--output <file>", "write the report to this file instead of the standard output");
}

/** What a report that goes where the flags say is written for. */
export function pageFor({ output }: OutputFlags): Page {
  if (output !== undefined) return { paint: unpainted, width: undefined };
  const { columns, isTTY } = process.stdout;
  return { paint: paintFor(process.stdout), width: isTTY ? columns || 80 : undefined };
}

/** Writes a report to the file that the flags name, else to the standard output. @throws CliError where it can't be written. */
export async function emit(report: string, { output }: OutputFlags): Promise<void> {
  const text = report.endsWith("\n") ? report : `${report}\n`;
  if (output === undefined) {
    await new Promise<void>((written) => process.stdout.write(text, () => written()));
    return;
  }
  try {
    writeFileSync(output, text);
  } catch (error) {
    throw fileError(`--output: ${output}`, "written", error);
  }
}
