import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { peerDependencies } from "../../../package.json";
import { CHECKOUT } from "../../support/checkout";

const checkout = CHECKOUT;
const { "@pulumi/policy": policy, "@pulumi/pulumi": pulumi } = peerDependencies;

describe("the policy pack in a separate folder", () => {
  let folder: string;
  let pack: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "sinch-policy-"));
    const own = path.join(folder, "node_modules/pulumi-sinch-conversation");
    pack = path.join(own, "policy");
    for (const part of ["package.json", "policy", "dist/policy"])
      cpSync(path.join(checkout, part), path.join(own, part), { recursive: true });
    mkdirSync(path.join(folder, "node_modules/@pulumi"));
    link("semver");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const link = (name: string): void =>
    symlinkSync(path.join(checkout, "node_modules", name), path.join(folder, "node_modules", name));
  const put = (name: string, version: string): void => {
    const at = path.join(folder, "node_modules", name);
    mkdirSync(at, { recursive: true });
    writeFileSync(path.join(at, "package.json"), JSON.stringify({ name, version }));
  };
  const run = (...args: string[]): { said: string; status: number | null } => {
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: pack, timeout: 20_000 });
    return { said: `${stdout}${stderr}`.trim(), status };
  };
  const executable = (): string => path.join(pack, "sinch-apps-policy");

  const policyMissing = `sinch-apps-policy: @pulumi/policy isn't installed: run npm install "@pulumi/policy@${policy}"`;

  it("says in one line what to install without @pulumi/policy, as an executable", () => {
    link("@pulumi/pulumi");
    assert.deepEqual(run(executable(), "127.0.0.1:1"), { said: policyMissing, status: 1 });
  });

  it("says in one line what to install without @pulumi/policy, by its folder", () => {
    link("@pulumi/pulumi");
    const loader = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    assert.deepEqual(run(loader, "127.0.0.1:1", pack), { said: policyMissing, status: 1 });
  });

  it("tells a program that loads its rules what to install without @pulumi/policy, without a stack trace", () => {
    link("@pulumi/pulumi");
    const { said, status } = run("-e", "require('pulumi-sinch-conversation/policy')");
    assert.match(
      said,
      /^pulumi-sinch-conversation\/policy: @pulumi\/policy isn't installed: run npm install "@pulumi\/policy@/m,
    );
    assert.doesNotMatch(said, /^ +at |Cannot find module/m);
    assert.equal(status, 1);
  });

  it("says in one line what is too old, and what else is missing", () => {
    put("@pulumi/policy", "v1.5.0");
    assert.deepEqual(run(executable(), "127.0.0.1:1"), {
      said:
        "sinch-apps-policy: @pulumi/policy 1.5.0 is too old, @pulumi/pulumi isn't installed: " +
        `run npm install "@pulumi/policy@${policy}" "@pulumi/pulumi@${pulumi}"`,
      status: 1,
    });
  });
});
