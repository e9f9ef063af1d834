import assert from "node:assert/strict";
import path from "node:path";
import { lt } from "semver";
import { type Fake, startFake } from "../../../fake";
import { CHECKOUT } from "../../support/checkout";
import { useEngine } from "../../support/engine";
import { Program } from "../../support/program";
import { skipLoudly } from "../../support/skip";
import { fakeEnvironment } from "../../support/stack";

// `pulumi do` drives the plugin without a program and, with --stateless, without a state. Experimental in the CLI.

const PLUGIN = path.join(CHECKOUT, "dist/plugin");

describe("pulumi do", function () {
  this.timeout(90_000);
  const engine = useEngine();
  let fake: Fake;
  let program: Program;

  before(async function () {
    if (lt(engine().version, "3.274.0")) skipLoudly(this, "PULUMI DO", "the CLI has it from 3.274.0 on");
    fake = await startFake();
    program = await Program.create(engine(), fakeEnvironment(fake));
  });
  after(async () => {
    await fake?.close();
    await program?.remove();
  });

  const on = (type: string, operation: string, ...args: string[]): Promise<string> =>
    program.works("do", `sinch:conversation:${type}`, operation, ...args, "--package", PLUGIN);
  const writing = ["--stateless", "--yes"];

  it("creates, lists, reads, patches and deletes apps and webhooks, and shows no secret", async () => {
    const token = "CANARY-token";
    const channel = `{ channel = "SMS", staticBearer = { claimedIdentity = "plan", token = "${token}" } }`;
    await program.write("app.pp", `displayName = "By hand"\nchannelCredentials = [${channel}]\n`);
    const printed = [await on("App", "create", "--input", "pcl", "--input-file", "app.pp", ...writing)];
    const id = fake.apps()[0]?.id as string;
    assert.deepEqual(JSON.parse(await on("App", "list")), [{ id, name: "By hand" }]);
    printed.push(await on("App", "patch", id, "--display-name", "Renamed", ...writing));
    const read = await on("App", "read", id, "--output", "json");
    assert.equal(JSON.parse(read).displayName, "Renamed");
    await program.write(
      "hook.pp",
      `appId = "${id}"\ntarget = "https://a.example"\ntriggers = ["OPT_IN"]\nsecret = "${token}"\n`,
    );
    printed.push(read, await on("Webhook", "create", "--input", "pcl", "--input-file", "hook.pp", ...writing));
    const webhook = fake.webhooks()[0]?.id as string;
    assert.deepEqual(JSON.parse(await on("Webhook", "list", "--app-id", id)), [
      { id: webhook, name: "https://a.example" },
    ]);
    printed.push(await on("Webhook", "patch", webhook, "--target", "https://b.example", ...writing));
    assert.match(await on("Webhook", "read", webhook, "--output", "json"), /"target": "https:\/\/b\.example"/);
    await on("Webhook", "delete", webhook, ...writing);
    await on("App", "delete", id, ...writing);
    assert.deepEqual([fake.apps(), fake.webhooks()], [[], []]);
    assert.ok(!printed.join("").includes(token));
  });
});
