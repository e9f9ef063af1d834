import type { Command } from "commander";
import { addStackOptions, type StackFlags } from "../stack/options";

/** Adds `sinch-apps doctor`. */
export function addDoctorCommand(program: Command): void {
  const command = program
    .command("doctor")
    .description("Check versions, engine, project, region, key and clock with one LIST");
  addStackOptions(command, "stack to check")
    .addHelpText("after", "\nExit codes: 0 all checks passed, 1 a check failed. Prints no secret and changes\nnothing.")
    .action(async (flags: StackFlags) => {
      const { runDoctor } = await import("./run.js");
      process.exitCode = await runDoctor(flags);
    });
}
