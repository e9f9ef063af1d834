import assert from "node:assert/strict";
import { Command } from "commander";
import { addPromoteCommand } from "../../../../../cli/promote/command";
import { reportOf } from "../../../../../cli/promote/plan/report";
import { textOf } from "../../../../../cli/report";
import { unpainted } from "../../../../../cli/terminal";
import { planRecord, updatedApp } from "../fixtures";

const TOKEN = "channelCredentials/SMS/staticBearer/token";

describe("textOf (plan)", () => {
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

  it("labels the source's values as the source's, not as environment-specific", () => {
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

describe("reportOf: what is at stake", () => {
  const resources = ["sales", "support"].map((name) => updatedApp(name));
  const shorter = { gate: "retention", resource: "support", message: "shorter" };
  const lost = { gate: "channel", resource: "support", message: "it would lose its channel SMS" };
  const allowed = { by: "--skip", reason: "agreed" };

  it("stands in the title, whether it is allowed or refused, and its resource comes first", () => {
    const plan = planRecord({ resources, findings: [{ ...shorter, allowed }] });
    const { title, sections } = reportOf(plan);
    assert.deepEqual(title, {
      text: "staging → prod: 2 to update, 1 of them deletes older messages",
      severity: "bad",
    });
    const names = sections.map((section) => section.title).filter((name) => resources.some((one) => one.name === name));
    assert.deepEqual(names, ["support", "sales"]);
    const refused = reportOf(planRecord({ resources, verdict: "refused", findings: [shorter, lost] }));
    assert.equal(
      refused.title.text,
      "staging → prod: refused (retention, channel); 2 to update, 1 of them deletes older messages, 1 of them loses a channel or webhook",
    );
  });

  it("is nothing if no message and no channel is lost", () => {
    const { title } = reportOf(planRecord({ resources }));
    assert.deepEqual(title, { text: "staging → prod: 2 to update" });
  });
});

describe("resources that are neither apps nor webhooks", () => {
  it("are named in full, with the types of their parents", () => {
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
