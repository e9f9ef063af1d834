import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { FORMS } from "../support/forms";
import { fakeEnvironment, TestStack } from "../support/stack";

describe("pulumi up with channels that the service can't verify @channel-timeout", function () {
  this.timeout(90_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;

  before(async () => {
    fake = await startFake({
      pendingMs: 300,
      unverified: { "bad-plan": { becomes: "FAILING", afterMs: 300, reason: "unknown plan, token CANARY-token" } },
    });
    test = await TestStack.create(engine(), fakeEnvironment(fake), async () => {
      for (const { form, App } of FORMS) {
        for (const [row, claimedIdentity, channelTimeout] of [
          ["waits", "bad-plan", 60],
          ["goes-on", "plan", 0],
        ] as const) {
          const name = `${row}-${form}`;
          const token = pulumi.secret("CANARY-token");
          const channelCredentials = [{ channel: "SMS" as const, staticBearer: { claimedIdentity, token } }];
          new App(name, { displayName: name, channelTimeout, channelCredentials });
        }
      }
    });
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  it("fails, keeps the app, and the next one tries again without a change in the program", async () => {
    const first = await test.up();
    assert.equal(first.ok, false);
    const failing = /channelCredentials\[SMS\] is FAILING: unknown plan, token \[secret\]/g;
    assert.ok((first.output.match(failing)?.length ?? 0) >= FORMS.length, first.output);
    // Each form is a process of its own, and what the plugin's prints the engine hides.
    const notes = first.events.flatMap(({ diagnosticEvent: said }) =>
      said && String(said.severity) !== "debug" && /channels written by this run: 1 PENDING\. /.test(said.message)
        ? [said]
        : [],
    );
    assert.equal(notes.length, FORMS.length, first.output);
    const state = JSON.stringify((await test.stack.exportStack()).deployment);
    assert.equal(fake.apps().length, 4);
    for (const { id } of fake.apps()) assert.ok(state.includes(id), "the app is in the state");
    // The export shows what is secret, and that it is.
    assert.doesNotMatch(state.replace(/"plaintext":"(?:[^"\\]|\\.)*"/g, "") + first.output, /CANARY/);

    fake.configure({ unverified: {} });
    fake.journal.clear();
    const second = await test.up();
    assert.ok(second.ok, second.output);
    assert.equal(fake.journal.count({ operation: "create" }), 0);
    assert.equal(fake.journal.count({ operation: "update" }), FORMS.length);
    assert.equal(fake.apps().length, 4);
    fake.journal.clear();
    const third = await test.up();
    assert.ok(third.ok, third.output);
    assert.equal(fake.journal.writes.length, 0, "there is nothing left to do");
  });
});
