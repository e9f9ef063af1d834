import type { Command } from "commander";
import { addStackOptions } from "../stack/options";
import type { ImportFlags } from "./import";

const EXIT_CODES = `
Exit codes: 0 written, or nothing is new, also where secrets are left to set; 1
something is wrong: no access, no apps, a file that this command didn't write,
an expression that doesn't compile.

Nothing is changed at the service. Run again, it adds the apps that are new, and
sets or lists the secrets that the stack lacks; one that is set stays as it is.
Passphrases come from PULUMI_CONFIG_PASSPHRASE, _FILE or the options above.`;

/** Adds `sinch-apps import`: a program for the apps that are there. */
export function addImportCommand(program: Command): void {
  const command = program
    .command("import")
    .description(
      "Write a program that takes over the project's apps, and set their secrets in the stack's configuration",
    )
    .option("--match <regex>", "only apps whose display name this regular expression fits (RE2 syntax)");
  addStackOptions(command, "stack of the Pulumi project")
    .option("--out <file>", "the program's file; one that this command wrote is added to", "sinch-apps.ts")
    .option("--native", "a program for the native plugin; the default if the stack has native resources alone")
    .option("--no-secrets", "set no secrets, print the commands that do")
    .addHelpText("after", EXIT_CODES)
    .action(async (flags: ImportFlags) => {
      // Not before it is needed: the other commands do without a validator and a printer.
      const { importApps } = await import("./import.js");
      console.log(await importApps(flags));
    });
}
