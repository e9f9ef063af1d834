#!/usr/bin/env node
import { Command } from "commander";
import { packageVersion } from "../provider/version";
import { CliError, lineOf, traceOf } from "./cli-error";
import { addDoctorCommand } from "./doctor";
import { addDriftCommand } from "./drift";
import { addFakeCommand } from "./fake.js";
import { addImportCommand } from "./import";
import { addPromoteCommand } from "./promote";

let running = "sinch-apps";

const program = new Command("sinch-apps")
  .version(packageVersion)
  .description("Sinch Conversation API apps on the command line")
  .option("--debug", "show where an error came from")
  .configureHelp({ showGlobalOptions: true })
  // An unknown option with its value could be a misspelt --key-secret=…
  .configureOutput({ outputError: (text, write) => write(text.replace(/(--?[\w-]+)=[^\n]*'/g, "$1=…'")) })
  .hook("preAction", (_, command) => {
    running = `sinch-apps ${command.name()}`;
    // What the sub-commands load are ES modules: an older one fails over them without saying why.
    if (!process.features.require_module) {
      throw new CliError(`Node.js ${process.versions.node} is too old`, "Install Node.js 22.12 or newer");
    }
  });

addDriftCommand(program);
addDoctorCommand(program);
addPromoteCommand(program);
addFakeCommand(program);
addImportCommand(program);

program.parseAsync().catch((error: unknown) => {
  console.error(`${running}: ${lineOf(error)}`);
  if (program.opts().debug) console.error(traceOf(error));
  process.exitCode = 1;
});
