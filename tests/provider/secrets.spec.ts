import assert from "node:assert/strict";
import fc from "fast-check";
import type { Fields } from "../../provider/leaves";
import { liftSecrets, restoreSecrets, UNKNOWN } from "../../provider/secrets";
import { plainApp } from "../support/apps";

describe("secrets", () => {
  it("lie under channel, ordinal and path, not under an index", () => {
    const { fields, secrets } = liftSecrets({
      displayName: "A",
      channelCredentials: [
        { channel: "SMS", staticBearer: { claimedIdentity: "i", token: "t" }, callbackSecret: "c" },
        { channel: "LINE", credentialOrdinalNumber: 1, lineCredentials: { token: "l", secret: "s", isDefault: true } },
      ],
      callbackSettings: { secretForOverriddenCallbackUrls: "o" },
    });
    assert.deepEqual(secrets, {
      channelCredentials: {
        "SMS/staticBearer/token": "t",
        "SMS/callbackSecret": "c",
        "LINE#1/lineCredentials/token": "l",
        "LINE#1/lineCredentials/secret": "s",
      },
      callbackSettings: { secretForOverriddenCallbackUrls: "o" },
    });
    assert.deepEqual(fields, {
      displayName: "A",
      channelCredentials: [
        { channel: "SMS", staticBearer: { claimedIdentity: "i" } },
        { channel: "LINE", credentialOrdinalNumber: 1, lineCredentials: { isDefault: true } },
      ],
      callbackSettings: {},
    });
  });

  it("have a container for each field that can hold one, also where there is none", () => {
    assert.deepEqual(liftSecrets({ displayName: "A" }).secrets, { channelCredentials: {}, callbackSettings: {} });
  });

  const odd: [string, unknown][] = [
    ["a misspelt property", { channel: "SMS", staticBearer: { claimedIdentity: "i", tokn: "CANARY" } }],
    ["the credential object of another channel", { channel: "SMS", staticToken: { token: "CANARY" } }],
    ["a channel that nobody knows", { channel: "PIGEON", pigeonCredentials: { loft: { key: "CANARY" } } }],
    ["a list of a channel that nobody knows", { channel: "PIGEON", keys: ["CANARY"] }],
  ];
  for (const [title, item] of odd) {
    it(`take in ${title}`, () => {
      const { fields, secrets } = liftSecrets({ channelCredentials: [item] });
      assert.doesNotMatch(JSON.stringify(fields), /CANARY/);
      assert.match(JSON.stringify(fields), /"channel":/);
      assert.deepEqual(restoreSecrets(fields, secrets).fields, { channelCredentials: [item] });
    });
  }

  it("come back to where they were, for random apps", () => {
    fc.assert(
      fc.property(plainApp, (app) => {
        const { fields, secrets } = liftSecrets(app as Fields);
        const visible = JSON.stringify(fields);
        for (const container of Object.values(secrets)) {
          for (const secret of Object.values(container))
            if (secret) assert.ok(!visible.includes(`"${String(secret)}"`));
        }
        assert.deepEqual(restoreSecrets(fields, secrets), { fields: app, orphans: [], unknown: [] });
      }),
    );
  });

  it("stay apart where they aren't known yet", () => {
    const fields = { channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "i" } }] };
    assert.deepEqual(restoreSecrets(fields, { channelCredentials: UNKNOWN }), {
      fields,
      orphans: [],
      unknown: ["channelCredentials"],
    });
  });

  it("without their entry are named", () => {
    const { orphans } = restoreSecrets(
      { channelCredentials: [] },
      {
        channelCredentials: { "SMS/staticBearer/token": "t" },
        callbackSettings: { secretForOverriddenCallbackUrls: "x" },
      },
    );
    assert.deepEqual(orphans, [
      "channelCredentials/SMS/staticBearer/token",
      "callbackSettings/secretForOverriddenCallbackUrls",
    ]);
  });
});
