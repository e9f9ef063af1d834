#!/usr/bin/env node
import { Command } from "commander";
import { packageVersion } from "../provider/version";
import { addFakeCommand } from "./fake.js";

const program = new Command("sinch-apps")
  .version(packageVersion)
  .description("Sinch Conversation API apps on the command line")
  // An unknown option with its value could be a misspelt --key-secret=…
  .configureOutput({ outputError: (text, write) => write(text.replace(/(--?[\w-]+)=[^\n]*'/g, "$1=…'")) });

addFakeCommand(program);

program.parseAsync().catch((error: unknown) => {
  console.error(`sinch-apps: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
