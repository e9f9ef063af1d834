import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { CliError } from "../../cli-error";

/** @throws CliError where nobody can be asked, and nobody said yes beforehand. */
export function assertAnswerable(yes: boolean): void {
  if (yes || (process.stdin.isTTY && process.stdout.isTTY)) return;
  throw new CliError("cannot prompt: not a terminal", "Nothing was written. --yes applies the plan without a prompt");
}

/** Asks; only `yes` counts as one. */
export async function confirmed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await Promise.race([
    terminal.question(`${question} Type "yes" to continue: `).catch(() => undefined),
    // Before Node 24, a question that is broken off by Ctrl-C or Ctrl-D never ends.
    once(terminal, "close").then(() => undefined),
  ]);
  terminal.close();
  if (answer === undefined) process.stderr.write("\n");
  return answer?.trim() === "yes";
}
