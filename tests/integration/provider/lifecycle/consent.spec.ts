import assert from "node:assert/strict";
import type { FakeOptions } from "../../../../fake";
import { driftOf } from "../../../../provider/model/drift";
import { leavesOf } from "../../../../provider/model/leaves";
import { knownFrom } from "../../../../provider/model/state";
import { appType } from "../../../../provider/resources/app";
import { Lifecycle, type ManagedApp } from "../../../support/lifecycle";

const program = (mode?: string) => ({
  displayName: "Support",
  channelCredentials: [],
  ...(mode !== undefined && { consentManagerSettings: { mode } }),
});

describe("consentManagerSettings", () => {
  let on: Lifecycle;
  afterEach(() => on.fake.close());
  const start = async (options: FakeOptions): Promise<void> => {
    on = await Lifecycle.start({ pendingMs: 0, ...options });
  };
  const modeOf = ({ id }: ManagedApp): unknown => on.fake.app(id)?.consent_manager_settings?.mode;
  const updates = (): unknown[] =>
    on.fake.received.filter(({ operation }) => operation === "update").map(({ query, body }) => [query, body]);
  const driftNow = async ({ outputs, id }: ManagedApp): Promise<string[]> => {
    const shown = leavesOf(appType, await on.context.collection.get(outputs, id));
    return driftOf(appType, knownFrom(appType, outputs), shown).changes.map(({ path }) => path);
  };

  for (const empty of ["show", "omit", "null"] as const) {
    it(`is neither drift nor sent again if responses hide it, and a change of the program is sent, with empty: ${empty} @unshown-field`, async () => {
      await start({ consentManager: "hide", empty });
      const app = await on.create(program("PRIMARY"));
      assert.equal(modeOf(app), "PRIMARY");
      assert.equal(await app.refresh(), "same");
      await app.up(program("PRIMARY"));
      assert.equal(await app.differsFrom(program("PRIMARY")), false);
      assert.deepEqual(updates(), []);
      await app.up({ ...program("PRIMARY"), displayName: "Help" });
      await app.up({ ...program("SECONDARY"), displayName: "Help" });
      await app.up({ ...program(), displayName: "Help" });
      assert.deepEqual(updates(), [
        ["update_mask=display_name", { display_name: "Help" }],
        ["update_mask=consent_manager_settings", { consent_manager_settings: { mode: "SECONDARY" } }],
        ["update_mask=consent_manager_settings", {}],
      ]);
      assert.equal(await app.refresh(), "same");
    });

    it(`is compared as soon as responses show it, with empty: ${empty} @unshown-field`, async () => {
      await start({ consentManager: "hide", empty });
      const app = await on.create(program("PRIMARY"));
      on.fake.configure({ consentManager: "show" });
      assert.equal(await app.refresh(), "same");
      on.fake.edit(app.id, (wire) => Object.assign(wire, { consent_manager_settings: { mode: "SECONDARY" } }));
      assert.deepEqual(await driftNow(app), ["consentManagerSettings/mode"]);
      assert.equal(await app.refresh(), "changed");
      await app.up(program("PRIMARY"));
      assert.equal(modeOf(app), "PRIMARY");
      on.fake.configure({ consentManager: "hide" });
      assert.equal(await app.refresh(), "same");
    });
  }

  it("is sent to an adopted app, unless shown so", async () => {
    await start({ consentManager: "show" });
    const draft = { display_name: "Support", consent_manager_settings: { mode: "PRIMARY" } };
    const [shown, other] = [on.fake.insert(draft), on.fake.insert({ display_name: "Other" })];
    await on.create({ ...program("PRIMARY"), adopt: shown });
    assert.deepEqual(updates(), []);
    on.fake.configure({ consentManager: "hide" });
    await on.create({ ...program("PRIMARY"), displayName: "Other", adopt: other });
    assert.deepEqual(updates(), [
      ["update_mask=consent_manager_settings", { consent_manager_settings: { mode: "PRIMARY" } }],
    ]);
  });

  it("doesn't prevent finding an app after a lost response", async () => {
    await start({ consentManager: "hide" });
    on.fake.fail({ operation: "create", effect: { kind: "drop", when: "after" }, times: 1 });
    const context = { ...on.context, looksMs: [1, 2_000] };
    const app = await Object.assign(on.anotherRun(), { context }).create(program("PRIMARY"));
    assert.deepEqual(
      on.fake.apps().map(({ id }) => id),
      [app.id],
    );
  });

  it("is left unchanged if nobody set it", async () => {
    await start({ consentManager: "show" });
    const app = await on.create(program());
    on.fake.edit(app.id, (wire) => Object.assign(wire, { consent_manager_settings: { mode: "PRIMARY" } }));
    assert.equal(await app.refresh(), "same");
    await app.up({ ...program(), displayName: "Help" });
    assert.equal(modeOf(app), "PRIMARY");
  });
});
