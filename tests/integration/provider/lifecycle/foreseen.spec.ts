import assert from "node:assert/strict";
import type { FakeOptions } from "../../../../fake";
import { assertSendable } from "../../../../provider/lifecycle/foreseen";
import { UNKNOWN } from "../../../../provider/model/secrets";
import { Lifecycle } from "../../../support/lifecycle";

const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "CANARY-sms" } };
const page = { channel: "MESSENGER", staticToken: { token: "CANARY-page" } };
const instagram = (token = "CANARY-instagram") => ({ channel: "INSTAGRAM", instagramCredentials: { token } });
const byHand = { callback_secret: "CANARY-by-hand" };

interface Row {
  readonly before: readonly object[];
  readonly after: readonly object[];
  readonly options?: FakeOptions;
  /** What the preview says, and what `pulumi up` would. */
  readonly says?: RegExp;
  readonly handSet?: true;
  /** How many LISTs the preview makes. */
  readonly requests: number;
}

const MASKED: FakeOptions = { secrets: "masked", pendingMs: 0 };
const MAY_HAVE =
  /the service may have exchanged channelCredentials\[INSTAGRAM\]\.instagramCredentials\.token and hides the result; set a new one in the same update$/;
const HAND_SET =
  /channelCredentials\[SMS\]\.callbackSecret is set, but the service hides its value; set it in the program, or clear it$/;

const rows: Readonly<Record<string, Row>> = {
  "a channel beside a hidden Instagram token": {
    before: [sms, instagram()],
    after: [sms, instagram(), page],
    options: MASKED,
    says: MAY_HAVE,
    requests: 1,
  },
  "a channel beside a hidden Instagram token that isn't exchanged": {
    before: [sms, instagram()],
    after: [instagram()],
    options: { ...MASKED, instagram: "keep" },
    says: MAY_HAVE,
    requests: 1,
  },
  "another order of channels beside a hidden Instagram token": {
    before: [sms, instagram()],
    after: [instagram(), sms],
    options: MASKED,
    says: MAY_HAVE,
    requests: 1,
  },
  "a channel beside a hidden callback secret that was set by hand": {
    before: [sms],
    after: [sms, page],
    options: MASKED,
    handSet: true,
    says: HAND_SET,
    requests: 1,
  },
  "a channel beside a hidden Instagram token, with a new one": {
    before: [sms, instagram()],
    after: [sms, instagram("CANARY-new"), page],
    options: MASKED,
    requests: 1,
  },
  "a hidden Instagram token away": { before: [sms, instagram()], after: [sms], options: MASKED, requests: 1 },
  "a channel beside hidden tokens that aren't exchanged": {
    before: [sms],
    after: [sms, page],
    options: MASKED,
    requests: 1,
  },
  "a channel beside an Instagram token that was exchanged and is shown": {
    before: [sms, instagram()],
    after: [sms, instagram(), page],
    requests: 1,
  },
  "a channel with shown secrets": { before: [sms], after: [sms, page], handSet: true, requests: 0 },
  nothing: { before: [sms, instagram()], after: [sms, instagram()], options: MASKED, requests: 0 },
};

describe("the preview of an update", () => {
  for (const [what, { before, after, options = {}, says, handSet, requests }] of Object.entries(rows)) {
    it(`${says ? "refuses" : "allows"} what would bring ${what}, and so does the update`, async () => {
      const on = await Lifecycle.start(options);
      try {
        const app = await on.create({ displayName: "Support", channelCredentials: before });
        if (handSet) on.fake.edit(app.id, (wire) => Object.assign(wire.channel_credentials[0] as object, byHand));
        const next = on.anotherRun();
        const news = await next.check(app.inputs, { displayName: "Support", channelCredentials: after });
        on.fake.journal.clear();
        const previewed = assertSendable(next.context, app.id, app.outputs, news);
        const text = await previewed.then(
          () => "",
          (error: Error) => error.message,
        );
        assert.equal(on.fake.journal.count({ operation: "list" }), requests);
        assert.equal(on.fake.journal.writes.length, 0);
        const updated = await app.up({ displayName: "Support", channelCredentials: after }).then(
          () => "",
          (error: Error) => error.message,
        );
        assert.equal(text, updated, "what the preview says is what the update would");
        assert.match(text, says ?? /^$/);
        assert.doesNotMatch(text, /CANARY/);
      } finally {
        await on.fake.close();
      }
    });
  }

  it("continues if it can't tell: with unknown values, without a service, for an app that is gone", async () => {
    const on = await Lifecycle.start(MASKED);
    const app = await on.create({ displayName: "Support", channelCredentials: [sms, instagram()] });
    const previewOf = async (channelCredentials: readonly object[]): Promise<void> => {
      const news = await on.check(app.inputs, { displayName: "Support", channelCredentials });
      await assertSendable(on.anotherRun().context, app.id, app.outputs, news);
    };
    await previewOf([sms, instagram(UNKNOWN)]);
    await previewOf([sms, instagram(), { channel: "MESSENGER", staticToken: { token: UNKNOWN } }]);
    on.fake.fail({ operation: "list", effect: { kind: "status", status: 503 } });
    await previewOf([instagram()]);
    on.fake.clearFaults();
    on.fake.remove(app.id);
    await previewOf([instagram()]);
    await on.fake.close();
    await previewOf([instagram()]);
  });
});
