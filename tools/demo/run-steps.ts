import { ClaimError } from "./check";
import type { Printer } from "./print";

/** One step of the demo. */
export interface Step<Stage> {
  /** What it shows, in one line. */
  readonly title: string;
  /** Shows and checks it. @throws ClaimError if it fails. */
  run(stage: Stage): Promise<void>;
}

/**
 * Runs the steps until one fails, and prints that step's expected and actual values.
 *
 * @returns the exit code: 1 if a step fails.
 */
export async function runSteps<Stage>(
  steps: readonly Step<Stage>[],
  stage: Stage,
  print: Printer,
  signal?: AbortSignal,
): Promise<0 | 1> {
  for (const [index, step] of steps.entries()) {
    signal?.throwIfAborted();
    const number = `${index + 1}/${steps.length}`;
    print.title(`${number}  ${step.title}`);
    try {
      await step.run(stage);
    } catch (error) {
      // The error of an interrupted operation isn't a finding.
      signal?.throwIfAborted();
      printFailure(error, print);
      print.line(`\nThe demo ends here: step ${number} doesn't hold.`, "bold");
      return 1;
    }
  }
  return 0;
}

function printFailure(error: unknown, print: Printer): void {
  if (!(error instanceof ClaimError)) {
    print.fails(error instanceof Error ? error.message : String(error));
    return;
  }
  print.fails(error.claim);
  print.line("    expected");
  print.quote(error.expected.replace(/^/gm, "  "));
  print.line("    seen");
  print.quote(error.seen.replace(/^/gm, "  "));
}
