import type { Command } from "commander";
import type { DoctorFlags } from "./run";

/** Adds `sinch-apps doctor`. */
export function addDoctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("Check versions, the engine, project, region, key and clock, a line each, with one LIST")
    .option("--stack <name>", "stack whose configuration is checked (default: the one that is selected)")
    .option("--cwd <dir>", "folder of the Pulumi project (default: the current folder)")
    .option("--passphrase-file <stack=file>", "file with the passphrase of the stack")
    .option("--passphrase-env <stack=variable>", "environment variable with the passphrase of the stack")
    .addHelpText(
      "after",
      "\nExit codes: 0 all is well, 1 something is wrong. No secret is printed, nothing is changed.",
    )
    .action(async (flags: DoctorFlags) => {
      const { runDoctor } = await import("./run.js");
      process.exitCode = await runDoctor(flags);
    });
}
