import assert from "node:assert/strict";
import { statedAsThere } from "../../provider/as-there";

const live = {
  display_name: "A",
  processing_mode: "PARALLEL",
  channel_credentials: [
    { channel: "PIGEON", pigeon_credentials: { loft: "1", key: "masked" } },
    { channel: "SMS", static_bearer: { claimed_identity: "plan", token: "masked" } },
  ],
};

describe("what a program states as an app is already", () => {
  it("is each field that is equal, and each entry of a list, whatever its secrets are", () => {
    const pigeon = { channel: "PIGEON", pigeonCredentials: { loft: "1", key: "own" } };
    const sms = { channel: "SMS", staticBearer: { claimedIdentity: "another", token: "own" } };
    assert.deepEqual(
      statedAsThere(live, { displayName: "B", processingMode: "PARALLEL", channelCredentials: [sms, pigeon] }),
      { processingMode: "PARALLEL", channelCredentials: [pigeon] },
    );
  });

  it("isn't a field that the app doesn't have, nor a list that isn't one", () => {
    assert.deepEqual(statedAsThere(live, { smartConversation: { enabled: true }, channelCredentials: "SMS" }), {});
    assert.deepEqual(statedAsThere({}, { displayName: "A" }), {});
  });
});
