import assert from "node:assert/strict";
import { proposalIn } from "../../../../../cli/promote/engine/proposal";
import { engineFlags } from "../../../../../cli/promote/plan/plan";
import { planRecord } from "../fixtures";

const URN = "urn:pulumi:prod::p::pulumi-nodejs:dynamic/sinch/conversation:App::app";

describe("the engine's flags", () => {
  it("refresh with the access key of the configuration as it is now, not that of the last update", () => {
    const { options } = planRecord();
    assert.deepEqual(engineFlags(options), []);
    assert.deepEqual(engineFlags({ ...options, overwriteDrift: true }), ["--refresh", "--run-program"]);
  });
});

describe("what the engine proposes", () => {
  it("has an app's channels in the program's order, also where one was inserted in front of others", () => {
    const bearer = (channel: string) => ({ channel, staticBearer: { claimedIdentity: `${channel} id` } });
    const state = {
      projectId: "p",
      region: "us",
      displayName: "A",
      channelCredentials: [bearer("SMS"), { ...bearer("RCS"), before: "SMS" }],
      secrets: { channelCredentials: { "RCS/staticBearer/token": "t" } },
    };
    const metadata = { op: "update", urn: URN, type: "pulumi-nodejs:dynamic/sinch/conversation:App" };
    const written = JSON.stringify({ resourcePlans: { [URN]: { state } } });
    const run = { ok: true, events: [{ resourcePreEvent: { metadata } }], errors: [], stderr: "", written };
    const [{ after } = {}] = proposalIn("prod", run as never).steps;
    assert.deepEqual(after?.leaves.get("channelCredentials"), ["RCS", "SMS"]);
    assert.equal(after?.leaves.get("channelCredentials/RCS/staticBearer/token"), "t");
    assert.ok(![...(after?.leaves.keys() ?? [])].some((path) => path.endsWith("/before")));
  });
});
