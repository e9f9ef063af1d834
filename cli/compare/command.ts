import { type Command, InvalidArgumentError, Option } from "commander";
import { addStacksOptions } from "../stack/options";
import { addOutputOptions } from "../terminal/output";
import { KINDS, type Kind } from "./report";
import type { CompareFlags } from "./run";

const EXIT_CODES = `
Exit codes: 0 the same, 2 different (see --fail-on), 1 inconclusive: a stack or
project couldn't be read.

Columns are in the order of --stack. Resources are matched by name. Project,
region, names, identities, targets and secrets are environment-specific: they
are listed apart and never count. Of a secret, only same or different is said.
Changes nothing: no lock, no program, one LIST per project and region.`;

/** Adds `sinch-apps compare`. */
export function addCompareCommand(program: Command): void {
  const command = program.command("compare").description("Show the apps and webhooks of several stacks side by side");
  addOutputOptions(addStacksOptions(command))
    .addOption(
      new Option("--fail-on <kinds>", `findings that cause exit code 2, comma-separated: ${KINDS.join(", ")}`)
        .argParser(kinds)
        .default(["different", "missing", "drift"], "different,missing,drift"),
    )
    .option("--since <report.json>", "count only findings that this earlier JSON report lacks")
    .addHelpText("after", EXIT_CODES)
    .action(async (flags: CompareFlags) => {
      const { runCompare } = await import("./run.js");
      process.exitCode = await runCompare(flags);
    });
}

function kinds(text: string): Kind[] {
  const words = text.split(",").map((word) => word.trim());
  const unknown = words.find((word) => !KINDS.includes(word as Kind));
  if (unknown !== undefined) throw new InvalidArgumentError(`Allowed: ${KINDS.join(", ")}, comma-separated.`);
  return KINDS.filter((kind) => words.includes(kind));
}
