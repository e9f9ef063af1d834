import assert from "node:assert/strict";
import { fromEngine, inFormOf, toEngine } from "../../../../provider/hosts/dynamic/stored-state";
import {
  assertReadable,
  FORMAT_VERSION,
  fieldsIn,
  inputsFrom,
  isManaged,
  knownFrom,
  pickWritable,
  type State,
  stateFrom,
} from "../../../../provider/model/state";
import { appType } from "../../../../provider/resources/app";

const AT = { projectId: "p1", region: "us" };
const TOKEN = "channelCredentials/SMS/staticBearer/token";
const FIELDS = {
  displayName: "A",
  channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "i", token: "t" } }],
};
const INPUTS = inputsFrom(appType, AT, FIELDS);

describe("stateFrom", () => {
  it("separates the secrets, and restores them in place", () => {
    assert.deepEqual(INPUTS, {
      ...AT,
      displayName: "A",
      channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "i" } }],
      secrets: { channelCredentials: { "SMS/staticBearer/token": "t" } },
    });
    assert.deepEqual(fieldsIn(appType, INPUTS), FIELDS);
  });

  it("keeps the location, the managed fields, a version and an incarnation, and nothing else", () => {
    const more = { ...INPUTS, queueStats: { outboundSize: 1 }, adopt: "x", processingMode: undefined };
    assert.deepEqual(stateFrom(appType, more, { incarnation: "i1" }), {
      ...INPUTS,
      formatVersion: 1,
      incarnation: "i1",
    });
  });

  it("keeps fingerprints if there are any, and that the app is on this machine", () => {
    const echoes = { [TOKEN]: "digest" };
    const state = stateFrom(appType, INPUTS, { incarnation: "i1", echoes, loopback: true });
    assert.deepEqual(state.echoes, echoes);
    assert.equal(state.loopback, true);
    assert.deepEqual(knownFrom(appType, state).fingerprints, echoes);
    for (const kept of [{ incarnation: "i1", echoes: {} }, { incarnation: "i1" }]) {
      assert.ok(!("echoes" in stateFrom(appType, INPUTS, kept)) && !("loopback" in stateFrom(appType, INPUTS, kept)));
    }
  });

  it("is known by leaf, with the incarnation as salt", () => {
    const known = knownFrom(appType, stateFrom(appType, INPUTS, { incarnation: "i1" }));
    assert.equal(known.leaves.get(TOKEN), "t");
    assert.deepEqual(known.fingerprints, {});
    assert.equal(known.salt, "i1");
  });

  it("distinguishes a managed app from one that is looked up", () => {
    assert.equal(isManaged(stateFrom(appType, INPUTS, { incarnation: "i1" })), true);
    for (const props of [INPUTS, { ...INPUTS, incarnation: undefined }, {}]) assert.equal(isManaged(props), false);
  });

  it("has only writable fields that are present", () => {
    assert.deepEqual(
      pickWritable(appType, { ...AT, ...FIELDS, id: "x", processingMode: undefined, smartConversation: null }),
      {
        ...FIELDS,
        smartConversation: null,
      },
    );
  });

  it("converts to the engine's form without visible extras, and back unchanged", () => {
    for (const kept of [
      { incarnation: "i1" },
      { incarnation: "i1", loopback: true as const, echoes: { [TOKEN]: "d" } },
    ]) {
      const state = stateFrom(appType, INPUTS, kept);
      const props = toEngine(state);
      assert.deepEqual(fromEngine(props), state);
      assert.deepEqual(
        Object.keys(props).filter((key) => !key.startsWith("__")),
        Object.keys(INPUTS),
      );
      assert.deepEqual(Object.keys(props.secrets as object), ["channelCredentials", "__kept"]);
      assert.equal("__echoes" in props, "echoes" in kept, "a secret output of its own");
      assert.deepEqual(inFormOf(props, state), props);
    }
  });

  it("reads a state of an early version, and keeps its form", () => {
    const state = stateFrom(appType, INPUTS, { incarnation: "i1", loopback: true, echoes: { [TOKEN]: "digest" } });
    assert.equal(fromEngine(state), state);
    assert.equal(inFormOf(state, state), state);
    for (const lookedUp of [{ ...AT, displayName: "A" }, {}, { secrets: "unknown" }]) {
      assert.equal(fromEngine(lookedUp), lookedUp);
    }
  });

  it("refuses a state of a newer version", () => {
    const state = stateFrom(appType, INPUTS, { incarnation: "i1" });
    const newer: State = { ...state, formatVersion: FORMAT_VERSION + 1 };
    const refusal = {
      code: "ERR_SINCH_STATE",
      message:
        "a newer version of this package wrote the state of this app (format 2, known here: 1): install that version or a later one",
    };
    assert.throws(() => assertReadable(newer, "app"), refusal);
    assert.throws(() => knownFrom(appType, newer), refusal);
    assertReadable(state, "app");
    assertReadable({ ...state, formatVersion: 0 }, "app");
  });
});
