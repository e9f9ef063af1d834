import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { parse } from "yaml";
import { addDriftCommand } from "../../../cli/drift/command";
import { CHECKOUT } from "../../support/checkout";

const FOLDER = path.join(CHECKOUT, "examples/drift-in-ci/.github/workflows");

interface Workflow {
  readonly on: { readonly schedule: readonly { readonly cron: string }[] };
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: { readonly drift: { readonly steps: readonly { readonly run?: string }[] } };
}

/** Stands in for GitHub's command: keeps the one issue in a file, and notes what it was asked for. */
const GH = `#!/usr/bin/env bash
echo "$*" >> calls
case "$1 $2" in
  "issue list") [ ! -f issue ] || echo 7 ;;
  "issue create" | "issue edit") cp drift.md issue ;;
  "issue close") rm issue ;;
esac
`;

describe("the example of drift in CI", () => {
  const workflow = parse(readFileSync(path.join(FOLDER, "drift.yml"), "utf8")) as Workflow;

  it("runs by a schedule, and may write issues only", () => {
    assert.equal(workflow.on.schedule.length, 1);
    assert.deepEqual(workflow.permissions, { contents: "read", issues: "write" });
  });

  it("starts the command with options that it has", () => {
    const run = workflow.jobs.drift.steps.find((step) => step.run?.includes("sinch-apps"))?.run ?? "";
    assert.match(run, /npx --no-install sinch-apps drift /);
    const args = /sinch-apps drift([\s\S]*?)\|\|/.exec(run)?.[1]?.replaceAll("\\\n", " ").trim().split(/\s+/) ?? [];
    const program = new Command().exitOverride();
    addDriftCommand(program);
    const drift = program.commands[0] as Command;
    drift.exitOverride().configureOutput({ writeErr: () => {} });
    const { unknown, operands } = drift.parseOptions(args);
    assert.deepEqual([unknown, operands], [[], []]);
    assert.deepEqual(drift.opts().stack, ["dev", "prod"]);
  });

  it("opens one issue, updates it, and closes it @drift-in-ci", function () {
    this.timeout(20_000);
    const folder = mkdtempSync(path.join(tmpdir(), "drift-in-ci-"));
    try {
      cpSync(path.join(FOLDER, "drift-issue.sh"), path.join(folder, "drift-issue.sh"));
      writeFileSync(path.join(folder, "gh"), GH);
      chmodSync(path.join(folder, "gh"), 0o755);
      const step = (code: string, report?: string): { calls: string[]; issue: string | undefined } => {
        for (const name of ["calls", "drift.md"]) rmSync(path.join(folder, name), { force: true });
        if (report !== undefined) writeFileSync(path.join(folder, "drift.md"), report);
        const env = { PATH: `${folder}:${process.env.PATH}`, CODE: code, RUN: "https://run" };
        const { status, stderr } = spawnSync("bash", ["drift-issue.sh"], { cwd: folder, env, encoding: "utf8" });
        assert.equal(status, 0, stderr);
        const calls = readFileSync(path.join(folder, "calls"), "utf8").trim().split("\n");
        const issue = path.join(folder, "issue");
        return {
          calls: calls.map((call) => call.split(" ").slice(0, 2).join(" ")),
          issue: existsSync(issue) ? readFileSync(issue, "utf8") : undefined,
        };
      };
      assert.deepEqual(step("0", "fine"), { calls: ["issue list"], issue: undefined });
      assert.deepEqual(step("2", "first"), { calls: ["issue list", "label create", "issue create"], issue: "first" });
      assert.deepEqual(step("2", "second"), { calls: ["issue list", "issue edit"], issue: "second" });
      const failed = step("1");
      assert.deepEqual(failed.calls, ["issue list", "issue edit"]);
      assert.match(failed.issue ?? "", /failed before it could compare: see https:\/\/run/);
      assert.deepEqual(step("0", "fine"), { calls: ["issue list", "issue close"], issue: undefined });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("has the report's schema in the package", () => {
    const schema = require("pulumi-sinch-conversation/drift-report.schema.json") as { title: string };
    assert.equal(schema.title, "DriftReport");
  });
});
