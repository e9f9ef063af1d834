import { type Command, InvalidArgumentError, Option } from "commander";
import { addStacksOptions } from "../stack/options";
import { addOutputOptions } from "../terminal/output";
import { KINDS, type Kind } from "./report";
import type { DriftFlags } from "./run";

const EXIT_CODES = `
Exit codes: 0 in sync, 2 drift (what --fail-on names), 1 inconclusive: a stack
or project that can't be read, also where others drifted, or all apps of a
project gone at once.

Nothing is changed: no lock, no program, one LIST a project and region. Keys
come from each stack's configuration, then from the environment; passphrases
from PULUMI_CONFIG_PASSPHRASE, _FILE or the options above.`;

/** Adds `sinch-apps drift`. */
export function addDriftCommand(program: Command): void {
  const command = program
    .command("drift")
    .description("Compare the apps of stacks with what the service has, without changing anything");
  addOutputOptions(addStacksOptions(command))
    .option("--unmanaged", "also list the apps of those projects that none of the stacks manages")
    .addOption(
      new Option("--fail-on <kinds>", `what counts, separated by commas: ${KINDS.join(", ")}`)
        .argParser(kinds)
        .default(["drift", "missing"], "drift,missing"),
    )
    .option("--since <report.json>", "count only what this earlier JSON report doesn't have")
    .addHelpText("after", EXIT_CODES)
    .action(async (flags: DriftFlags) => {
      const { runDrift } = await import("./run.js");
      process.exitCode = await runDrift(flags);
    });
}

function kinds(text: string): Kind[] {
  const words = text.split(",").map((word) => word.trim());
  const unknown = words.find((word) => !KINDS.includes(word as Kind));
  if (unknown !== undefined) throw new InvalidArgumentError(`Allowed are ${KINDS.join(", ")}, separated by commas.`);
  return KINDS.filter((kind) => words.includes(kind));
}
