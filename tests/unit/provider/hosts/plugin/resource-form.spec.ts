import assert from "node:assert/strict";
import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
  inputsFrom,
  inputsToEngine,
  outputsToEngine,
  stateFrom,
} from "../../../../../provider/hosts/plugin/resource-form";
import { leavesOf, splitPath } from "../../../../../provider/model/leaves";
import { liftSecrets, textsIn, UNKNOWN } from "../../../../../provider/model/secrets";
import { fieldsIn, inputsOf, type State, stateFrom as wholeState } from "../../../../../provider/model/state";
import { appType } from "../../../../../provider/resources/app";
import { plainApp } from "../../../../support/apps";
import { marksIn, secret, unmarked } from "../../../../support/plugin-provider";

const struct = (props: object): Struct => Struct.fromJavaScript(props as never);
const none = new Set<string>();
const at = { projectId: "p", region: "us" };

describe("resource-form", () => {
  it("loses nothing between engine and core, and marks exactly the schema's secrets", () => {
    fc.assert(
      fc.property(plainApp, (app) => {
        const stated = { ...at, ...app };
        const { core, marks } = inputsFrom(appType, struct(stated));
        assert.deepEqual([...marks], []);
        const back = inputsToEngine(appType, core, marks).toJavaScript();
        assert.deepEqual(unmarked(back), stated);
        const secrets = [...leavesOf(appType, app).keys()].filter((path) => appType.isSecret(splitPath(path)));
        assert.equal(marksIn(back).length, secrets.length);
        // Once more, now with the marks.
        const again = inputsFrom(appType, struct(back));
        assert.deepEqual(again.core, core);
        assert.deepEqual(inputsToEngine(appType, again.core, again.marks).toJavaScript(), back);
      }),
    );
  });

  it("keeps secrets out of outputs, and restores the whole state from outputs and inputs", () => {
    fc.assert(
      fc.property(plainApp, (app) => {
        const { fields, secrets } = liftSecrets(appType, app);
        const inputs = { ...at, ...fields, secrets };
        const kept = { incarnation: "i", echoes: { a: "digest" }, loopback: true as const };
        const state = wholeState(appType, inputs, kept);
        const outs = outputsToEngine(appType, state, none).toJavaScript();
        const shown = JSON.stringify(outs);
        for (const text of textsIn(appType, app)) assert.ok(!shown.includes(JSON.stringify(text)), shown);
        assert.deepEqual(marksIn(outs), ["__echoes"]);
        const found = stateFrom(appType, struct(outs), inputsToEngine(appType, inputs, none));
        assert.deepEqual(found.core, state);
      }),
    );
  });

  const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "t" } };

  it("keeps the program's own marks by item key, wherever the item is later", () => {
    const marked = { ...sms, staticBearer: { ...sms.staticBearer, claimedIdentity: secret("plan") } };
    const { core, marks } = inputsFrom(
      appType,
      struct({ displayName: secret("A"), channelCredentials: [marked, { channel: "RCS", staticBearer: secret({}) }] }),
    );
    assert.deepEqual([...marks].sort(), [
      "channelCredentials/RCS/staticBearer",
      "channelCredentials/SMS/staticBearer/claimedIdentity",
      "displayName",
    ]);
    const turned = { ...core, channelCredentials: [...(core.channelCredentials as unknown[])].reverse() };
    assert.deepEqual(marksIn(inputsToEngine(appType, turned, marks).toJavaScript()).sort(), [
      "channelCredentials.0.staticBearer",
      "channelCredentials.1.staticBearer.claimedIdentity",
      "channelCredentials.1.staticBearer.token",
      "displayName",
    ]);
    assert.deepEqual(marksIn(outputsToEngine(appType, inputsOf(appType, turned), marks).toJavaScript()).sort(), [
      "channelCredentials.0.staticBearer",
      "channelCredentials.1.staticBearer.claimedIdentity",
      "displayName",
    ]);
  });

  it("keeps a list that is secret as a whole", () => {
    const { core, marks } = inputsFrom(appType, struct({ channelCredentials: secret([sms]) }));
    const back = inputsToEngine(appType, core, marks).toJavaScript();
    assert.deepEqual(marksIn(back), ["channelCredentials"]);
    assert.deepEqual(unmarked(back), { channelCredentials: [sms] });
  });

  it("marks texts and lists outside the schema, and shows its numbers", () => {
    const stated = {
      channelCredentials: [
        { channel: "PIGEON", extraFields: { pigeon: { token: "CANARY-1", rings: ["CANARY-2"], age: 3 } } },
      ],
      extraFields: { new_setting: { on: true, key: "CANARY-3" } },
    };
    const { core, marks } = inputsFrom(appType, struct(stated));
    const back = inputsToEngine(appType, core, marks).toJavaScript();
    assert.deepEqual(unmarked(back), stated);
    assert.deepEqual(marksIn(back).sort(), [
      "channelCredentials.0.extraFields.pigeon.rings",
      "channelCredentials.0.extraFields.pigeon.token",
      "extraFields.new_setting.key",
    ]);
    const outs = outputsToEngine(appType, inputsOf(appType, core), marks).toJavaScript();
    assert.deepEqual([/CANARY/.test(JSON.stringify(outs)), marksIn(outs)], [false, []]);
  });

  it("accepts unknown values at any depth", () => {
    const rows = [
      { channelCredentials: UNKNOWN },
      { channelCredentials: [UNKNOWN, sms] },
      { channelCredentials: [{ channel: UNKNOWN, staticBearer: { claimedIdentity: "x", token: UNKNOWN } }] },
      { channelCredentials: [{ ...sms, staticBearer: UNKNOWN }] },
      { retentionPolicy: UNKNOWN, callbackSettings: UNKNOWN },
      { callbackSettings: { secretForOverriddenCallbackUrls: UNKNOWN } },
    ];
    for (const stated of rows) {
      const { core, marks } = inputsFrom(appType, struct(stated));
      assert.deepEqual(unmarked(inputsToEngine(appType, core, marks).toJavaScript()), stated);
    }
  });

  it("reads a state of the dynamic host, with lists in the program's order", () => {
    const asDynamic = {
      __provider: "exports.handler=…",
      displayName: "A",
      ...at,
      channelCredentials: [
        { channel: "SMS", staticBearer: { claimedIdentity: "plan" } },
        { channel: "MESSENGER", staticToken: {}, before: "SMS" },
      ],
      secrets: {
        channelCredentials: secret({ "SMS/staticBearer/token": "t", "MESSENGER/staticToken/token": "m" }),
        __kept: { formatVersion: 1, incarnation: "i" },
      },
      __echoes: secret({ a: "digest" }),
    };
    const { core, isDynamic } = stateFrom(appType, struct(asDynamic), undefined);
    assert.equal(isDynamic, true);
    const state = core as State;
    assert.deepEqual(fieldsIn(appType, state), {
      displayName: "A",
      channelCredentials: [{ channel: "MESSENGER", staticToken: { token: "m" } }, sms],
    });
    assert.deepEqual([state.incarnation, state.echoes], ["i", { a: "digest" }]);
  });
});
