import assert from "node:assert/strict";
import { isSame, proposalIn } from "../../../../../cli/promote/engine/proposal";
import { outcomesOf } from "../../../../../cli/promote/plan/outcomes";
import { engineFlags } from "../../../../../cli/promote/plan/plan";
import { factsOf } from "../../../../../cli/resources/resource-facts";
import { planRecord } from "../fixtures";

const TYPE = "pulumi-nodejs:dynamic/sinch/conversation:App";
const URN = `urn:pulumi:prod::p::my:own:Group$${TYPE}::a::prod-app`;

describe("engineFlags", () => {
  it("refresh with the access key of the current configuration, not that of the last update", () => {
    const { options } = planRecord();
    assert.deepEqual(engineFlags(options), []);
    assert.deepEqual(engineFlags({ ...options, overwriteDrift: true }), ["--refresh", "--run-program"]);
  });
});

describe("proposalIn", () => {
  it("returns an app's channels in the program's order, even if one was inserted before others", () => {
    const bearer = (channel: string) => ({ channel, staticBearer: { claimedIdentity: `${channel} id` } });
    const state = {
      projectId: "p",
      region: "us",
      displayName: "A",
      channelCredentials: [bearer("SMS"), { ...bearer("RCS"), before: "SMS" }],
      secrets: { channelCredentials: { "RCS/staticBearer/token": "t" } },
    };
    const metadata = { op: "update", urn: URN, type: TYPE };
    const written = JSON.stringify({ resourcePlans: { [URN]: { state } } });
    const run = { ok: true, events: [{ resourcePreEvent: { metadata } }], errors: [], stderr: "", written };
    const [{ after } = {}] = proposalIn("prod", run as never).steps;
    assert.deepEqual(after?.leaves.get("channelCredentials"), ["RCS", "SMS"]);
    assert.equal(after?.leaves.get("channelCredentials/RCS/staticBearer/token"), "t");
    assert.ok(![...(after?.leaves.keys() ?? [])].some((path) => path.endsWith("/before")));
  });

  it("takes a native app's secrets from the state's inputs, as the plan changes them, and the rest from the planned outputs", () => {
    const type = "sinch:conversation:App";
    const urn = `urn:pulumi:prod::p::${type}::a`;
    const entry = (token?: string) => ({
      channel: "SMS",
      staticBearer: { claimedIdentity: "id", ...(token && { token }) },
    });
    const callbackSettings = { secretForOverriddenCallbackUrls: "kept" };
    const inputs = { displayName: "A", channelCredentials: [entry("old")], callbackSettings, adopt: "01" };
    const state = {
      projectId: "p",
      region: "us",
      displayName: "B",
      channelCredentials: [entry()],
      callbackSettings: {},
    };
    const inputDiff = { adds: {}, updates: { displayName: "not yet known", channelCredentials: [entry("new")] } };
    const leavesWith = (diff: object, before: object): ReadonlyMap<string, unknown> | undefined => {
      const metadata = { op: "update", urn, type, old: { urn, id: "01" } };
      const written = JSON.stringify({ resourcePlans: { [urn]: { state, goal: { inputDiff: diff } } } });
      const run = { ok: true, events: [{ resourcePreEvent: { metadata } }], errors: [], stderr: "", written };
      const deployment = { resources: [{ urn, type, inputs: before }] };
      return proposalIn("prod", run as never, deployment).steps[0]?.after?.leaves;
    };
    const leaves = leavesWith(inputDiff, inputs);
    assert.equal(leaves?.get("channelCredentials/SMS/staticBearer/token"), "new");
    assert.equal(leaves?.get("callbackSettings/secretForOverriddenCallbackUrls"), "kept");
    assert.equal(leaves?.get("displayName"), "B");
    const removed = leavesWith({ ...inputDiff, deletes: ["callbackSettings"] }, inputs);
    assert.equal(removed?.get("callbackSettings/secretForOverriddenCallbackUrls"), undefined);
  });

  it("keeps names with :: whole: of an app, of its key, and of what the provider refuses", () => {
    const events = [{ resourcePreEvent: { metadata: { op: "create", urn: URN, type: TYPE } } }];
    const errors = [
      { urn: URN, message: "taken" },
      { urn: URN.replace(TYPE, "other:App"), message: "not ours" },
    ];
    const proposal = proposalIn("prod", { ok: false, events, errors, stderr: "", written: "" } as never);
    assert.deepEqual(proposal.refusals, [{ urn: URN, message: "taken" }]);
    const contents = { name: "organization/p/prod", apps: [], webhooks: [], lookedUp: [] };
    const [outcome] = outcomesOf({ contents, resources: [] } as never, proposal, false);
    assert.deepEqual([outcome?.name, outcome?.key], ["a::prod-app", "my:own:Group::a::{stack}-app"]);
    const facts = factsOf("prod", { urn: URN, props: { projectId: "p", region: "us" } as never, secretPaths: [] });
    assert.deepEqual([facts.name, facts.key], [outcome?.name, outcome?.key]);
  });

  it("recognises a default provider by its full name", () => {
    const urn = (name: string): string => `urn:pulumi:prod::p::pulumi:providers:aws::${name}`;
    const same = (name: string): boolean =>
      isSame({ operations: ["update"], type: "pulumi:providers:aws", urn: urn(name) });
    assert.deepEqual(["default_7_0", "default", "mine", "a::default"].map(same), [true, true, false, false]);
  });
});
