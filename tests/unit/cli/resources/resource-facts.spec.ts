import assert from "node:assert/strict";
import { recorded } from "../../../../cli/promote/facts/recorded";
import { planDigestParameters, SecretDigests } from "../../../../cli/promote/records/secret-digests";
import { factsOf, secretTexts } from "../../../../cli/resources/resource-facts";

describe("recorded @promotion-no-secret", () => {
  const digests = new SecretDigests({ ...planDigestParameters("source", "target"), N: 2 ** 10 });
  const facts = factsOf("prod", {
    urn: "urn:pulumi:prod::shop::sinch:conversation:App::support",
    props: {
      projectId: "project",
      region: "us",
      secrets: {},
      displayName: "Support",
      channelCredentials: [
        {
          channel: "SMS",
          staticBearer: { claimedIdentity: "plan", token: "CANARY-token" },
          extraFields: { new_key: "CANARY-channel" },
        },
      ],
      extraFields: { new_mode: "CANARY-mode", nested: { on: true, keys: ["CANARY-list"] } },
    },
    secretPaths: [["displayName"]],
  });

  it("contains digests of what is secret: by the schema, in extraFields, or because the program says so", async () => {
    const { fields, secrets } = await recorded(facts, digests);
    assert.deepEqual(fields, {
      channelCredentials: ["SMS"],
      "channelCredentials/SMS/channel": "SMS",
      "channelCredentials/SMS/staticBearer/claimedIdentity": "plan",
    });
    assert.deepEqual(Object.keys(secrets).sort(), [
      "channelCredentials/SMS/extraFields/new_key",
      "channelCredentials/SMS/staticBearer/token",
      "displayName",
      "extraFields/nested/keys",
      "extraFields/nested/on",
      "extraFields/new_mode",
    ]);
    assert.doesNotMatch(JSON.stringify(secrets), /CANARY/);
  });

  it("lists each secret text, so that it can be removed from other texts", () => {
    assert.deepEqual(secretTexts(facts).sort(), [
      "CANARY-channel",
      "CANARY-list",
      "CANARY-mode",
      "CANARY-token",
      "Support",
    ]);
  });
});
