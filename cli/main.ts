#!/usr/bin/env node
import { Command } from "commander";
import { nodeProblem } from "../provider/base/node-support";
import { packageVersion } from "../provider/base/version";
import { CliError, lineOf, traceOf } from "./cli-error";
import { addCompareCommand } from "./compare/command";
import { addCompletionCommand } from "./completion/command";
import { addDoctorCommand } from "./doctor/command";
import { addDriftCommand } from "./drift/command";
import { addFakeCommand } from "./fake/command.js";
import { addImportCommand } from "./import/command";
import { addPromoteCommand } from "./promote/command";
import { noticeLostOutput } from "./terminal/lost-output";

let running = "sinch-apps";
/** For `promote apply`, the exit code says what was done. */
let applies = false;
noticeLostOutput(
  () => running,
  () => applies,
);

/** commander's message about wrong arguments, in the form of all other errors: one line that names the command. */
function wrongUse(text: string): string {
  // An unknown option with its value could be a misspelt --key-secret=…
  const [first = "", guess] = text
    .replace(/(--?[\w-]+)=[^\n]*'/g, "$1=…'")
    .trimEnd()
    .split("\n");
  if (!first.startsWith("error: ")) return text;
  const said = `sinch-apps: ${first.slice("error: ".length).replace(" for 'run'", "").replace(/\.$/, "")}`;
  if (guess) return `${said}. ${guess.replace(/^\(|\)$/g, "")}\n`;
  return /: (unknown|missing|required|too many) /.test(said) ? `${said}. --help lists what there is\n` : `${said}\n`;
}

function createProgram(): Command {
  const program = new Command("sinch-apps")
    .version(packageVersion)
    .description("Sinch Conversation API apps on the command line")
    .option("--debug", "show where an error came from")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: (text, write) => write(wrongUse(text)) })
    .hook("preAction", (_, command) => {
      running = `sinch-apps ${command.name()}`;
      applies = ["apply", "run"].includes(command.name());
      // The sub-commands load ES modules; without support for those, they would fail without a reason.
      const problem = nodeProblem();
      if (problem) throw new CliError(problem.message, problem.hint);
    });
  addDriftCommand(program);
  addCompareCommand(program);
  addDoctorCommand(program);
  addImportCommand(program);
  addPromoteCommand(program);
  addFakeCommand(program);
  return program;
}

const program = createProgram();
addCompletionCommand(program, createProgram);
program.parseAsync().catch((error: unknown) => {
  console.error(`${running}: ${lineOf(error)}`);
  if (program.opts().debug) console.error(traceOf(error));
  process.exitCode = 1;
});
