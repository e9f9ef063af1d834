import { type Command, InvalidArgumentError, Option } from "commander";
import { addStacksOptions } from "../stack/options";
import { addOutputOptions } from "../terminal/output";
import { KINDS, type Kind } from "./report";
import type { DriftFlags } from "./run";

const EXIT_CODES = `
Exit codes: 0 in sync, 2 drift (see --fail-on), 1 inconclusive: a stack or
project couldn't be read, even if others drifted, or all apps of a project are
missing at once.

Changes nothing: no lock, no program, one LIST per project and region. Keys
come from each stack's configuration, then from the environment; passphrases
from PULUMI_CONFIG_PASSPHRASE, _FILE or the options above.`;

/** Adds `sinch-apps drift`. */
export function addDriftCommand(program: Command): void {
  const command = program.command("drift").description("Compare stacks with the service, without changing anything");
  addOutputOptions(addStacksOptions(command))
    .option("--unmanaged", "also list apps of those projects that no stack manages")
    .addOption(
      new Option("--fail-on <kinds>", `findings that cause exit code 2, comma-separated: ${KINDS.join(", ")}`)
        .argParser(kinds)
        .default(["drift", "missing"], "drift,missing"),
    )
    .option("--since <report.json>", "count only findings that this earlier JSON report lacks")
    .addHelpText("after", EXIT_CODES)
    .action(async (flags: DriftFlags) => {
      const { runDrift } = await import("./run.js");
      process.exitCode = await runDrift(flags);
    });
}

function kinds(text: string): Kind[] {
  const words = text.split(",").map((word) => word.trim());
  const unknown = words.find((word) => !KINDS.includes(word as Kind));
  if (unknown !== undefined) throw new InvalidArgumentError(`Allowed: ${KINDS.join(", ")}, comma-separated.`);
  return KINDS.filter((kind) => words.includes(kind));
}
