import type { Command } from "commander";
import { addStackOptions, type StackFlags } from "../stack/options";

/** Adds `sinch-apps doctor`. */
export function addDoctorCommand(program: Command): void {
  const command = program
    .command("doctor")
    .description("Check versions, the engine, project, region, key and clock, a line each, with one LIST");
  addStackOptions(command, "stack whose configuration is checked")
    .addHelpText(
      "after",
      "\nExit codes: 0 all is well, 1 something is wrong. No secret is printed, nothing\nis changed.",
    )
    .action(async (flags: StackFlags) => {
      const { runDoctor } = await import("./run.js");
      process.exitCode = await runDoctor(flags);
    });
}
