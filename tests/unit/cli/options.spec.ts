import assert from "node:assert/strict";
import { Command } from "commander";
import { addCompareCommand } from "../../../cli/compare/command";
import { addDoctorCommand } from "../../../cli/doctor/command";
import { addDriftCommand } from "../../../cli/drift/command";
import { addImportCommand } from "../../../cli/import/command";
import { explain } from "../../../cli/stack/pulumi-errors";

/** What the Pulumi CLI says where a stack can't be read. */
const SAID = [
  "error: no Pulumi.yaml project file found",
  "error: no stack selected; please use `pulumi stack select`",
  "error: no stack named 'prod' found",
  "error: could not get secrets: incorrect passphrase",
  "error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE",
  "error: PULUMI_ACCESS_TOKEN must be set",
  "error: unable to open bucket file:///nope",
  "error: [401] Unauthorized",
  "error: failed to load checkpoint: EOF",
  "error: failed to load checkpoint: place 1: unexpected end of JSON input",
];

describe("options of commands that read stacks", () => {
  const program = new Command("sinch-apps");
  for (const add of [addImportCommand, addDriftCommand, addCompareCommand, addDoctorCommand]) add(program);

  for (const command of program.commands) {
    it(`are those of ${command.name()} if an error names them`, () => {
      const named = SAID.flatMap((stderr) => {
        const { message, hint } = explain(Object.assign(new Error("failed"), { stderr }) as never, { cwd: "/" });
        assert.ok(hint, stderr);
        // A command in backquotes is one of Pulumi's.
        return `${message}. ${hint}`.replace(/`[^`]*`/g, "").match(/(?<![\w-])--[a-z-]+/g) ?? [];
      });
      assert.deepEqual([...new Set(named)].sort(), ["--cwd", "--passphrase-env", "--passphrase-file", "--stack"]);
      for (const name of named)
        assert.ok(
          command.options.some(({ long }) => long === name),
          name,
        );
    });

    it(`and exit codes are in the help of ${command.name()}`, () => {
      let help = "";
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      assert.match(help, /^Exit codes: 0 [\s\S]*\b1\s(a check failed|an\s+error|inconclusive)/m);
      for (const { long } of command.options) assert.ok(help.includes(`${long}`), long);
      assert.ok(help.split("\n").every((line) => line.length <= 80));
    });
  }
});
