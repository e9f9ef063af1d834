import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { CHECKOUT } from "../../support/checkout";

describe("policy rules", () => {
  it("match a display name in linear time, whatever the pattern @policy-configuration", () => {
    const patterns = [{ stacks: ["*"], pattern: "^(x+x+)+y$" }];
    const names = [`${"x".repeat(40)}!`, `${"x".repeat(40)}y`];
    // In a process of its own, that can be stopped.
    const script = `
      const { displayName } = require("pulumi-sinch-conversation/policy");
      const { App } = require("pulumi-sinch-conversation");
      const said = ${JSON.stringify(names)}.map((name) => {
        let count = 0;
        displayName.validateResource({
          props: { displayName: name }, urn: "urn:pulumi:dev::p::t::app", name: "app", opts: {},
          type: App.__pulumiType, getConfig: () => (${JSON.stringify({ patterns })}),
        }, () => count++);
        return count;
      });
      console.log(said.join());`;
    const { stdout, stderr, error } = spawnSync(process.execPath, ["-e", script], { cwd: CHECKOUT, timeout: 20_000 });
    assert.equal(String(stdout).trim(), "1,0", String(error ?? stderr));
  }).timeout(30_000);
});
