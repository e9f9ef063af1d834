import assert from "node:assert/strict";
import { fieldsOf, leavesOf } from "../../../../provider/model/leaves";
import { liftSecrets, restoreSecrets } from "../../../../provider/model/secrets";
import { fromWire, toWire } from "../../../../provider/model/wire";
import { appType } from "../../../../provider/resources/app";

// A service, or a program that passes JSON on, can use any name for a property, also one that all objects have.

const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty"];

describe("leavesOf, liftSecrets and toWire with the names of Object.prototype", () => {
  for (const name of NAMES) {
    const wire = `{"channel_credentials":[
      {"channel":"SMS","static_bearer":{"token":"t","${name}":{"deep":{"polluted":1},"list":[1]}},"${name}":{"polluted":2}},
      {"channel":"${name}","${name}":{"${name}":{"polluted":3}}}
    ],"callback_settings":{"${name}":{"polluted":4}}}`;

    it(`treat ${name} as an ordinary property, and change no other object`, () => {
      const fields = fromWire(appType, JSON.parse(wire)) as Record<string, unknown>;
      assert.deepEqual(
        JSON.parse(JSON.stringify(toWire(appType, fieldsOf(appType, leavesOf(appType, fields))))),
        JSON.parse(wire),
      );
      const lifted = liftSecrets(appType, fields);
      assert.doesNotMatch(JSON.stringify(lifted.fields), /polluted/, "what nobody knows is a secret");
      const restored = restoreSecrets(appType, lifted.fields, lifted.secrets);
      assert.deepEqual(restored.orphans, []);
      assert.deepEqual(JSON.parse(JSON.stringify(toWire(appType, restored.fields))), JSON.parse(wire));
      assert.equal(({} as Record<string, unknown>).polluted, undefined);
    });
  }

  it("don't mistake it for the owner of an orphaned secret", () => {
    const fields = { channelCredentials: [{ channel: "SMS", staticBearer: {} }] };
    const secrets = { channelCredentials: { "SMS/__proto__/polluted": 1, "SMS/constructor/polluted": 1 } };
    const { orphans } = restoreSecrets(appType, fields, secrets);
    assert.deepEqual(orphans, [
      "channelCredentials/SMS/__proto__/polluted",
      "channelCredentials/SMS/constructor/polluted",
    ]);
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });
});
