import assert from "node:assert/strict";
import type { FakeOptions } from "../../../../fake";
import { Lifecycle, type ManagedApp } from "../../../support/lifecycle";

// The service answers 200 and shows the app as it was: a change that it ignored.

const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "token-1" } };
const page = { channel: "MESSENGER", staticToken: { token: "page" } };
const APP = {
  displayName: "A",
  channelCredentials: [{ ...sms, callbackSecret: "callback" }, page],
  processingMode: "CONVERSATION",
  callbackSettings: { secretForOverriddenCallbackUrls: "override" },
  deliveryReportBasedFallback: { enabled: true, deliveryReportWaitingTime: 60 },
};

describe("an update that the service confirms but doesn't apply @ignored-update", () => {
  const rows: [string, Record<string, unknown>, string, FakeOptions?][] = [
    ["a changed field", { processingMode: "DISPATCH" }, "processingMode"],
    [
      "a changed field whose old value is left out",
      { processingMode: "DISPATCH" },
      "processingMode",
      { empty: "omit" },
    ],
    ["a changed field whose old value is null", { processingMode: "DISPATCH" }, "processingMode", { empty: "null" }],
    [
      "a changed leaf",
      {
        channelCredentials: [
          { ...sms, staticBearer: { claimedIdentity: "other", token: "token-1" }, callbackSecret: "callback" },
          page,
        ],
      },
      "channelCredentials[SMS].staticBearer.claimedIdentity",
    ],
    [
      "a removed field",
      { deliveryReportBasedFallback: undefined },
      "deliveryReportBasedFallback.enabled, deliveryReportBasedFallback.deliveryReportWaitingTime",
    ],
    [
      "a removed leaf",
      { deliveryReportBasedFallback: { enabled: true } },
      "deliveryReportBasedFallback.deliveryReportWaitingTime",
    ],
    [
      "a removed channel",
      { channelCredentials: [{ ...sms, callbackSecret: "callback" }] },
      "channelCredentials[MESSENGER]",
    ],
    ["a removed secret", { channelCredentials: [sms, page] }, "channelCredentials[SMS].callbackSecret"],
    [
      "a removed secret behind a mask",
      { channelCredentials: [sms, page] },
      "channelCredentials[SMS].callbackSecret",
      { secrets: "masked" },
    ],
    [
      "a removed field behind a mask",
      { callbackSettings: undefined },
      "callbackSettings.secretForOverriddenCallbackUrls",
      { secrets: "masked" },
    ],
  ];
  for (const [title, change, names, options] of rows) {
    it(`is an error for ${title}`, async () => {
      const on = await Lifecycle.start({ pendingMs: 0, ...options });
      try {
        const app: ManagedApp = await on.create(APP);
        const state = app.outputs;
        const shown = await on.context.collection.get(state, app.id);
        on.fake.fail({ operation: "update", effect: { kind: "status", status: 200, body: shown } });
        const news = Object.fromEntries(
          Object.entries({ ...APP, ...change }).filter(([, value]) => value !== undefined),
        );
        await assert.rejects(app.up(news), (error: Error) => {
          assert.match(error.message, /the service accepted the request but still shows the old value of /);
          for (const name of names.split(", ")) assert.ok(error.message.includes(name), error.message);
          assert.doesNotMatch(error.message, /token-1|callback"|override"/);
          return true;
        });
        assert.equal(app.outputs, state, "the state stays");
      } finally {
        await on.fake.close();
      }
    });
  }

  it("is no error if a removed value was the default, or a mask hides a changed one", async () => {
    const on = await Lifecycle.start({ pendingMs: 0, secrets: "masked" });
    try {
      const app = await on.create({
        ...APP,
        smartConversation: { enabled: false },
        messageRetrySettings: { retryDuration: 3600 },
      });
      await app.up({
        ...APP,
        channelCredentials: [
          { ...sms, staticBearer: { claimedIdentity: "plan", token: "token-2" }, callbackSecret: "callback" },
          page,
        ],
      });
      assert.equal(await app.refresh(), "same");
    } finally {
      await on.fake.close();
    }
  });

  it("names the fix if the app is gone", async () => {
    const on = await Lifecycle.start();
    try {
      const app = await on.create(APP);
      on.fake.remove(app.id);
      await assert.rejects(
        app.up({ ...APP, displayName: "B" }),
        /404.* Run `pulumi refresh`: if the app is gone, the next `pulumi up` creates it again/,
      );
      await assert.rejects(app.up({ ...APP, channelCredentials: [] }), /GET .*404.* Run `pulumi refresh`/);
    } finally {
      await on.fake.close();
    }
  });
});
