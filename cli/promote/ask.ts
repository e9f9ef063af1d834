import { createInterface } from "node:readline/promises";
import { CliError } from "../cli-error";

/** @throws CliError where nobody can be asked, and nobody said yes beforehand. */
export function assertAnswerable(yes: boolean): void {
  if (yes || (process.stdin.isTTY && process.stdout.isTTY)) return;
  throw new CliError(
    "nobody can be asked: this isn't a terminal",
    "Nothing was written. --yes applies the plan without a question",
  );
}

/** Asks; only `yes` counts as one. */
export async function confirmed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${question} Only "yes" goes on: `)).trim() === "yes";
  } catch {
    return false;
  } finally {
    terminal.close();
  }
}
