import assert from "node:assert/strict";
import { Command } from "commander";
import { addPromoteCommand } from "../../../../../cli/promote/command";
import { reportOf } from "../../../../../cli/promote/plan/report";
import { textOf } from "../../../../../cli/report";
import { unpainted } from "../../../../../cli/terminal";
import { planRecord, updatedApp } from "../fixtures";

const TOKEN = "channelCredentials/SMS/staticBearer/token";

describe("textOf: a plan as text", () => {
  const textFor = (...args: Parameters<typeof planRecord>): string =>
    textOf(reportOf(planRecord(...args), "plan.json"), { paint: unpainted, width: undefined });

  it("wraps a long cell, so that no other line is padded to its length", () => {
    const message = `${"word ".repeat(140)}end`;
    const lines = textFor({ findings: [{ gate: "preview", resource: "support", message }] }).split("\n");
    assert.deepEqual(
      lines.filter((line) => / {80}/.test(line)),
      [],
    );
    assert.match(lines.find((line) => line.includes("fix")) ?? "", /^ {2}gate +resource +what +fix$/);
    assert.equal(lines.join(" ").match(/word/g)?.length, 140);
    assert.ok(lines.some((line) => line.endsWith(" end")));
  });

  it("calls what is the source's the source's, and not different by design", () => {
    const resources = [
      updatedApp("support", { changes: [{ path: TOKEN, now: "[secret]", after: "[secret]", kind: "source" }] }),
    ];
    const own = textFor({ resources });
    assert.match(own, /staticBearer\.token +\[secret\] +\[secret\] +\[secret\] +staging's$/m);
    assert.match(own, /Environment-specific[\s\S]*1 secret /);
    const shared = { gate: "same-secret", resource: "support", path: TOKEN, message: "x" };
    assert.doesNotMatch(textFor({ resources, findings: [shared] }), /1 secret /);
  });
});

describe("resources that are neither apps nor webhooks", () => {
  it("are named in whole, with the types of their parents", () => {
    const others = [{ urn: "urn:pulumi:prod::shop::my:own:Group$t:i:T::a::b", operations: ["create"] }];
    assert.ok(JSON.stringify(reportOf(planRecord({ others }))).includes('"create my:own:Group$t:i:T a::b"'));
  });
});

describe("sinch-apps promote --help", () => {
  it("shows the laptop form with its options", () => {
    const program = new Command("sinch-apps");
    addPromoteCommand(program);
    let help = "";
    const promote = program.commands[0] as Command;
    promote.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    assert.match(help, /^Usage: sinch-apps promote \[options\] <from> <to>$/m);
    assert.match(help, /^ +to +stack to promote to$/m);
    assert.match(help, /^ +--allow-delete /m);
    assert.doesNotMatch(help, /\brun \[options\]/);
  });
});
