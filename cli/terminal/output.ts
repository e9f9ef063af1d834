import { writeFileSync } from "node:fs";
import type { Command, Option } from "commander";
import { fileError } from "../cli-error";
import { choice } from "../option-values";
import { type Paint, paintFor, unpainted } from "./paint";

/** The formats of a report. */
const FORMATS = ["text", "json", "markdown", "html"] as const;
export type Format = (typeof FORMATS)[number];

/** Where a report goes, and in which format. */
export interface OutputFlags {
  readonly format: Format;
  readonly output?: string;
}

/** The layout limits of a report. */
export interface Page {
  readonly paint: Paint;
  /** Columns per line; `undefined` if the output isn't a terminal. */
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

/** The layout limits for the output that the flags select. */
export function pageFor({ output }: OutputFlags): Page {
  if (output !== undefined) return { paint: unpainted, width: undefined };
  const { columns, isTTY } = process.stdout;
  return { paint: paintFor(process.stdout), width: isTTY ? columns || 80 : undefined };
}

/** Writes a report to the file that the flags name, or to standard output. @throws CliError if it can't be written. */
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
