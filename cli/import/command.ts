import type { Command } from "commander";
import { addStackOptions } from "../stack/options";
import type { ImportFlags } from "./import";

const EXIT_CODES = `
Exit codes: 0 written, or nothing new, even with secrets left to set; 1 an
error: no access, no apps, a file that this command didn't write, an invalid
expression.

Never writes to the service. Run it again to add new apps, and to set or list
the secrets that the stack lacks; it never overwrites one that is set.
Passphrases come from PULUMI_CONFIG_PASSPHRASE, _FILE or the options above.`;

/** Adds `sinch-apps import`: a program for the existing apps. */
export function addImportCommand(program: Command): void {
  const command = program
    .command("import")
    .description("Write a program that adopts the project's apps, and set their secrets in the stack's configuration")
    .option("--match <regex>", "only apps whose display name matches this regular expression (RE2 syntax)");
  addStackOptions(command, "stack of the Pulumi project")
    .option("--out <file>", "the program's file; one that this command wrote is extended", "sinch-apps.ts")
    .option("--native", "write for the native plugin; default if the stack has only native resources")
    .option("--no-secrets", "set no secrets; print the commands instead")
    .addHelpText("after", EXIT_CODES)
    .action(async (flags: ImportFlags) => {
      // Not before it is needed: the other commands do without a validator and a printer.
      const { importApps } = await import("./import.js");
      console.log(await importApps(flags));
    });
}
