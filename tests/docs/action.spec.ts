import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { parse } from "yaml";
import { addDriftCommand } from "../../cli/drift/command";
import { addPromoteCommand } from "../../cli/promote/command";
import { CHECKOUT } from "../support/checkout";

// action.yml: its steps run as GitHub runs them, with a sinch-apps that says what a case wants, and a gh that keeps what it is told.

interface Step {
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
  readonly uses?: string;
}

const action = parse(readFileSync(path.join(CHECKOUT, "action.yml"), "utf8")) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

const NPX = `#!/usr/bin/env bash
printf '%s\\n' "$@" > "$FOLDER/args"
while [ $# -gt 0 ]; do [ "$1" != --output ] || out=$2; shift; done
case "$COMMAND" in
  drift) [ -z "$SAYS" ] || printf '%s\\n' "$SAYS" > "$out" ;;
  *) [ -z "$DIGEST" ] || printf '{"digest":"%s"}' "$DIGEST" > "$out"; [ -z "$SAYS" ] || printf '%s\\n' "$SAYS" ;;
esac
exit "$EXIT"
`;

const GH = `#!/usr/bin/env bash
echo "$1 $2" >> "$FOLDER/calls"
case "$*" in
  *--paginate*.id*) [ ! -f "$FOLDER/comment" ] || echo 7 ;;
  *--paginate*.body*) cat "$FOLDER/comment" ;;
  *--method*) echo "\${*: -1}" | sed 's/^body=@//' | xargs -I{} cp {} "$FOLDER/comment" ;;
  "issue list"*) [ ! -f "$FOLDER/issue" ] || echo 7 ;;
  "issue create"* | "issue edit"*) cp drift.md "$FOLDER/issue" ;;
  "issue close"*) rm "$FOLDER/issue" ;;
esac
`;

describe("action.yml", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "sinch-action-"));
    for (const [name, text] of Object.entries({ npx: NPX, gh: GH })) {
      writeFileSync(path.join(folder, name), text);
      chmodSync(path.join(folder, name), 0o755);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  const kept = (name: string): string | undefined => {
    const file = path.join(folder, name);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  };

  /** Runs the action. @returns the exit code of the step that ended it, and what the steps handed on. */
  function run(
    inputs: Readonly<Record<string, string>>,
    says: string,
    exit: number,
    digest = "",
  ): { code: number; outputs: string } {
    const given = Object.fromEntries(
      Object.entries(action.inputs).map(([name, { default: text = "" }]) => [name, text]),
    );
    const values: Record<string, string> = { ...given, ...inputs };
    const outputs = path.join(folder, "outputs");
    writeFileSync(outputs, "");
    const event: Record<string, string> = {
      "github.event.pull_request.number": "5",
      "github.repository": "o/r",
      "github.run_id": "9",
    };
    const lookedUp = (expression: string): string => {
      const [root = "", key = "", , leaf = ""] = expression.split(".");
      if (root === "inputs") return values[key] ?? assert.fail(expression);
      if (root === "steps") return new RegExp(`^${leaf}=(.*)$`, "m").exec(readFileSync(outputs, "utf8"))?.[1] ?? "";
      return event[expression] ?? expression;
    };
    for (const { env, run: script, uses } of action.runs.steps) {
      assert.equal(uses, undefined, "an action of others is pinned by SHA, and none is needed");
      const filled = Object.entries(env).map(([name, text]) => [
        name,
        text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, one: string) => lookedUp(one)),
      ]);
      const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
        cwd: folder,
        encoding: "utf8",
        env: {
          ...Object.fromEntries(filled),
          PATH: `${folder}:${process.env.PATH}`,
          ...{ FOLDER: folder, RUNNER_TEMP: folder, GITHUB_OUTPUT: outputs, GITHUB_ACTION_PATH: CHECKOUT },
          ...{ SAYS: says, EXIT: String(exit), DIGEST: digest },
        },
      });
      if (status !== 0) return { code: status ?? -1, outputs: stdout + stderr };
    }
    return { code: 0, outputs: readFileSync(outputs, "utf8") };
  }

  function parsed(add: (program: Command) => void, ...names: string[]): Record<string, unknown> {
    const [, , ...args] = (kept("args") ?? "").trim().split("\n");
    assert.deepEqual(args.slice(0, names.length), names);
    const program = new Command();
    add(program);
    const command = names.reduce<Command>(
      (at, name) => at.commands.find((one) => one.name() === name) as Command,
      program,
    );
    command.exitOverride().configureOutput({ writeErr: () => {} });
    const { unknown, operands } = command.parseOptions(args.slice(names.length));
    assert.deepEqual([unknown, operands], [[], []]);
    return command.opts();
  }

  it("maintains one issue about drift, with options that sinch-apps has", () => {
    const drift = { command: "drift", stacks: "dev prod", "passphrase-env": "dev=DEV prod=PROD", args: "--unmanaged" };
    assert.equal(run(drift, "2 apps drifted", 2).code, 0);
    assert.match(kept("issue") ?? "", /2 apps drifted/);
    const { stack, unmanaged, format } = parsed(addDriftCommand, "drift");
    assert.deepEqual([stack, unmanaged, format], [["dev", "prod"], true, "markdown"]);
    assert.equal(run(drift, "", 1).code, 1, "the run is red where it couldn't be told");
    assert.match(kept("issue") ?? "", /failed before it had anything to report/);
    assert.equal(run(drift, "in sync", 0).code, 0);
    assert.equal(kept("issue"), undefined);
    assert.match(run({ ...drift, stacks: "--all-stacks" }, "in sync", 0).outputs, /^code=0$/m);
    assert.equal(parsed(addDriftCommand, "drift").allStacks, true);
  });

  it("maintains one comment about a promotion, and says if nothing has changed since", () => {
    const plan = { command: "promote-plan", stacks: "prod", from: "staging.record.json" };
    const first = run(plan, "2 to update", 2, "sha256:a1");
    assert.equal(first.code, 0);
    assert.match(first.outputs, /^digest=sha256:a1$/m);
    assert.match(first.outputs, /^plan=\/.*\/sinch-apps\.plan\.json$/m);
    assert.match(kept("comment") ?? "", /^<!-- sinch-apps promote plan: prod -->\n<!-- sha256:a1 -->\n2 to update\n/);
    assert.doesNotMatch(kept("comment") ?? "", /Same as before/);
    const { stack, from, format, output } = parsed(addPromoteCommand, "promote", "plan");
    assert.deepEqual(
      [stack, from, format, output],
      ["prod", "staging.record.json", "markdown", "sinch-apps.plan.json"],
    );
    run(plan, "2 to update, created later", 2, "sha256:a1");
    assert.match(kept("comment") ?? "", /created later\n\nSame as before\. \[Run\]/);
    run(plan, "3 to update", 2, "sha256:c3");
    assert.match(kept("comment") ?? "", /3 to update/);
    assert.doesNotMatch(kept("comment") ?? "", /Same as before/);
    assert.equal(run(plan, "Refused", 3, "sha256:d4").code, 3);
    assert.match(kept("comment") ?? "", /Refused/);
    assert.equal(run(plan, "", 1).code, 1);
    assert.equal(run(plan, "", 1).code, 1);
    assert.match(kept("comment") ?? "", /failed before it had anything to report/);
    assert.doesNotMatch(kept("comment") ?? "", /Same as before/);
    const calls = (kept("calls") ?? "").match(/api --method/g) ?? [];
    assert.equal(calls.length, 6);
  });

  it("reports what is wrong with its inputs", () => {
    assert.match(
      run({ command: "plan", stacks: "prod" }, "", 0).outputs,
      /::error::command is plan: allowed are drift, promote-plan/,
    );
    assert.match(
      run({ command: "promote-plan", stacks: "prod" }, "", 0).outputs,
      /::error::promote-plan needs the input from/,
    );
  });
});
