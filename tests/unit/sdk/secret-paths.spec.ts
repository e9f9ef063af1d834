import assert from "node:assert/strict";
import { liftSecrets } from "../../../provider/model/secrets";
import { appType } from "../../../provider/resources/app";
import { singleSecrets, withSecretPaths } from "../../../sdk/secret-paths";

const lifted = liftSecrets(appType, {
  displayName: "A",
  channelCredentials: [
    { channel: "MESSENGER", staticToken: { token: "t" } },
    { channel: "SMS", staticBearer: { claimedIdentity: "i", token: "t" }, callbackSecret: "c" },
  ],
  callbackSettings: { secretForOverriddenCallbackUrls: "s" },
});

describe("withSecretPaths @ignore-changes", () => {
  const rows: [string, string[]][] = [
    ["displayName", ["displayName"]],
    ["channelCredentials", ["channelCredentials", "secrets.channelCredentials"]],
    ["callbackSettings", ["callbackSettings", "secrets.callbackSettings"]],
    [
      "callbackSettings.secretForOverriddenCallbackUrls",
      ['secrets.callbackSettings["secretForOverriddenCallbackUrls"]'],
    ],
    ["channelCredentials[1].staticBearer.claimedIdentity", ["channelCredentials[1].staticBearer.claimedIdentity"]],
    ["channelCredentials[1].staticBearer.token", ['secrets.channelCredentials["SMS/staticBearer/token"]']],
    ['channelCredentials[1]["staticBearer"]["token"]', ['secrets.channelCredentials["SMS/staticBearer/token"]']],
    ["channelCredentials[*].staticBearer.token", ['secrets.channelCredentials["SMS/staticBearer/token"]']],
    [
      "channelCredentials[1].staticBearer",
      ["channelCredentials[1].staticBearer", 'secrets.channelCredentials["SMS/staticBearer/token"]'],
    ],
    [
      "channelCredentials[1]",
      [
        "channelCredentials[1]",
        'secrets.channelCredentials["SMS/staticBearer/token"]',
        'secrets.channelCredentials["SMS/callbackSecret"]',
      ],
    ],
    ["channelCredentials[7].staticBearer.token", ["channelCredentials[7].staticBearer.token"]],
  ];
  for (const [path, all] of rows) {
    it(`maps ${path} to ${all.join(" and ")}`, () => assert.deepEqual(withSecretPaths(appType, [path], lifted), all));
  }
});

describe("singleSecrets", () => {
  const rows: [string, string[]][] = [
    ["displayName", []],
    ["channelCredentials", []],
    ["channelCredentials[1].staticBearer.token", ["channelCredentials/SMS/staticBearer/token"]],
    ["channelCredentials[1]", ["channelCredentials/SMS/staticBearer/token", "channelCredentials/SMS/callbackSecret"]],
    ["callbackSettings.secretForOverriddenCallbackUrls", ["callbackSettings/secretForOverriddenCallbackUrls"]],
  ];
  for (const [path, leaves] of rows) {
    it(`finds ${leaves.join(" and ") || "none"} for ${path}`, () =>
      assert.deepEqual(singleSecrets(appType, [path], lifted), leaves));
  }
});
