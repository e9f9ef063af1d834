import assert from "node:assert/strict";
import { changesOf } from "../../../../cli/drift/changes";
import type { StackApp } from "../../../../cli/stack";
import { appType } from "../../../../provider/resources/app";
import { AT } from "../../../support/access";
import { Lifecycle } from "../../../support/lifecycle";

describe("sinch-apps drift, of extraFields", () => {
  let on: Lifecycle;
  before(async () => {
    on = await Lifecycle.start({ unknownFields: "keep" });
  });
  after(() => on.fake.close());

  it("shows numbers and booleans, and no text: not one that came in the place of a number either", async () => {
    const settings = { enabled: true, days: 3, limit: 1, key: "CANARY-1" };
    const { id, inputs, outputs } = await on.create({
      displayName: "A",
      channelCredentials: [],
      extraFields: { new_settings: settings },
    });
    on.fake.edit(id, (app) => {
      Object.assign(app, { new_settings: { enabled: false, days: null, limit: "CANARY-2", key: "CANARY-3" } });
    });
    const about = { type: appType, urn: "", name: "app", ignoreChanges: [], secretPaths: [], protect: false };
    const found = changesOf({ ...about, id, inputs, outputs } as StackApp, await on.context.collection.get(AT, id));
    const shown = found.map(({ field, secret, deployed, actual }) => [field, secret ?? [deployed, actual]]);
    assert.deepEqual(shown.sort(), [
      ["extraFields.new_settings.days", [3, undefined]],
      ["extraFields.new_settings.enabled", [true, false]],
      ["extraFields.new_settings.key", true],
      ["extraFields.new_settings.limit", true],
    ]);
    assert.doesNotMatch(JSON.stringify(found), /CANARY/);
  });
});
