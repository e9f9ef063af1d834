import assert from "node:assert/strict";
import fc from "fast-check";
import { serviceFindings } from "../../../../cli/doctor/service";
import { changesOf } from "../../../../cli/drift/changes";
import { planImport } from "../../../../cli/import/plan";
import { type Value, withSecrets } from "../../../../cli/import/value";
import type { StackApp } from "../../../../cli/stack";
import type { FakeBehaviour } from "../../../../fake";
import { appType } from "../../../../provider/resources/app";
import type { GetAppResult } from "../../../../sdk";
import { resultOf } from "../../../../sdk/marked-result";
import { AT } from "../../../support/access";
import { missingFrom, plainApp, snakeCase } from "../../../support/apps";
import { Lifecycle, type ManagedApp } from "../../../support/lifecycle";

// Whatever the reference calls optional may be absent, null or empty in each response.

const RUNS = 40;

type Empty = FakeBehaviour["empty"];
const ways: fc.Arbitrary<Empty> = fc.constantFrom("omit", "null", "show");
const defaults = fc.constantFrom("sdk", "openapi", "sparse");

/** What `sinch-apps drift` reports of an app. */
async function driftOf(on: Lifecycle, app: ManagedApp): Promise<unknown[]> {
  const { id, inputs, outputs } = app;
  const about = { type: appType, urn: "", name: "app", ignoreChanges: [], secretPaths: [], protect: false };
  return changesOf({ ...about, id, inputs, outputs } as StackApp, await on.context.collection.get(AT, id));
}

const START = { pendingMs: 0, instagram: "keep" } as const;
const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "token" } };

describe("the lifecycle with responses that omit empty values @empty-responses", () => {
  let on: Lifecycle;
  afterEach(() => on?.fake.close());

  it(`shows no false difference, for ${RUNS} random apps, each response in a random form`, async function () {
    this.timeout(60_000);
    on = await Lifecycle.start(START);
    await fc.assert(
      fc.asyncProperty(plainApp, plainApp, defaults, fc.infiniteStream(ways), async (first, next, set, way) => {
        const anyhow = (): void => on.fake.configure({ empty: way.next().value, defaults: set });
        const stays = async (app: ManagedApp, program: Record<string, unknown>): Promise<void> => {
          assert.equal(await app.differsFrom(program), false);
          anyhow();
          assert.equal(await app.refresh(), "same");
          assert.equal(await app.differsFrom(program), false);
          anyhow();
          assert.deepEqual(await driftOf(on, app), []);
        };
        // A run that failed leaves its app.
        for (const { id } of on.fake.apps()) on.fake.remove(id);
        anyhow();
        const app = await on.anotherRun().create(first);
        await stays(app, first);
        anyhow();
        await app.up(next);
        assert.deepEqual(missingFrom(snakeCase(next), on.fake.app(app.id)), []);
        await stays(app, next);

        anyhow();
        const [live = { id: "" }] = await on.context.collection.list(AT);
        const looked = resultOf(appType, AT, live) as GetAppResult;
        assert.deepEqual(
          [looked.displayName, looked.channelCredentials.map(({ channel }) => channel)],
          [next.displayName, (next.channelCredentials as { channel: string }[]).map(({ channel }) => channel)],
        );
        const { declarations, left } = planImport([live], () => true, { ids: new Set(), names: new Set<string>() });
        assert.deepEqual(left, []);
        const program = withSecrets(declarations[0]?.fields as Value, ({ value }) => value) as Record<string, unknown>;
        // In the same way again: a default that can destroy data is sent if the response to the adoption leaves it out.
        on.fake.journal.clear();
        const adopted = await on.anotherRun().create({ ...program, adopt: app.id });
        await stays(adopted, program);
        assert.deepEqual(on.fake.journal.writes, []);
        await app.delete();
      }),
      { numRuns: RUNS },
    );
  });

  for (const empty of ["omit", "null"] as const) {
    describe(`(${empty})`, () => {
      beforeEach(async () => {
        on = await Lifecycle.start({ ...START, empty });
      });

      it("creates a project's first app, and refreshes and deletes its last after somebody deleted it", async () => {
        const app = await on.create({ displayName: "Last", channelCredentials: [] });
        on.fake.remove(app.id);
        assert.equal(await app.refresh(), "gone");
        await app.delete();
      });

      it("lets doctor accept a project without apps", async () => {
        const findings = await serviceFindings(on.context.settings, AT, []);
        assert.deepEqual(
          findings.map(({ state }) => state),
          ["ok", "ok", "ok", "ok", "skipped", "ok"],
        );
      });

      it("recognises an app after a lost response", async () => {
        on.fake.fail({ operation: "create", effect: { kind: "drop", when: "after" }, times: 1 });
        const context = { ...on.context, looksMs: [1, 2_000] };
        const program = {
          displayName: "Lost",
          channelCredentials: [],
          smartConversation: { enabled: false },
          dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 0 },
          processingMode: "CONVERSATION",
        };
        const app = await Object.assign(on.anotherRun(), { context }).create(program);
        assert.deepEqual(
          on.fake.apps().map(({ id }) => id),
          [app.id],
        );
      });

      it("reports a setting that somebody reset, and channels that somebody removed, as drift", async () => {
        const program = {
          displayName: "Support",
          channelCredentials: [sms],
          smartConversation: { enabled: true },
          dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 3 },
          processingMode: "DISPATCH",
        };
        const app = await on.create(program);
        on.fake.edit(app.id, (wire) => {
          wire.channel_credentials = [];
          wire.smart_conversation = { enabled: false };
          wire.dispatch_retention_policy = { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 0 };
          wire.processing_mode = "CONVERSATION";
        });
        const changed = ["channelCredentials/SMS", "dispatchRetentionPolicy/ttlDays"];
        assert.deepEqual((await driftOf(on, app)).map((change) => (change as { path: string }).path).sort(), [
          ...changed,
          "processingMode",
          "smartConversation/enabled",
        ]);
        assert.equal(await app.refresh(), "changed");
        await app.up(program);
        assert.deepEqual(missingFrom(snakeCase(program), on.fake.app(app.id)), []);
      });

      it("sends only what differs in an adoption, and a default that can destroy data", async () => {
        const id = on.fake.insert({ display_name: "Support" });
        const program = {
          displayName: "Support",
          channelCredentials: [],
          smartConversation: { enabled: false },
          conversationMetadataReportView: "NONE",
          processingMode: "CONVERSATION",
        };
        const app = await on.create({ ...program, adopt: id });
        assert.deepEqual(on.fake.journal.last({ operation: "update" })?.updateMask, ["processing_mode"]);
        assert.equal(await app.refresh(), "same");
      });

      it("gives a looked-up app's settings the fields that their types promise", async () => {
        on.fake.insert({
          display_name: "Support",
          retention_policy: { ttl_days: 30 },
          delivery_report_based_fallback: { delivery_report_waiting_time: 60 },
        });
        const [live = { id: "" }] = await on.context.collection.list(AT);
        const { channelCredentials, retentionPolicy, deliveryReportBasedFallback } = resultOf(
          appType,
          AT,
          live,
        ) as GetAppResult;
        assert.deepEqual(
          [channelCredentials, retentionPolicy, deliveryReportBasedFallback],
          [
            [],
            { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 },
            { enabled: false, deliveryReportWaitingTime: 60 },
          ],
        );
      });
    });
  }

  it("ignores empty credential objects of other channels: they are neither drift, nor imported, nor sent back", async () => {
    on = await Lifecycle.start(START);
    const line = (token: string) => ({ channel: "LINE", lineCredentials: { token, secret: "secret" } });
    const mms = { channel: "MMS", mmsCredentials: { accountId: "account", apiKey: "key" } };
    const app = await on.create({ displayName: "A", channelCredentials: [line("1"), mms] });
    on.fake.edit(
      app.id,
      ({ channel_credentials: [first, second] }) => {
        Object.assign(first as object, { line_enterprise_credentials: {}, static_bearer: null });
        Object.assign(second?.mms_credentials as object, { basic_auth: {}, default_sender: "" });
        Object.assign(second as object, { static_token: null, telegram_credentials: {} });
      },
      { fill: false },
    );
    assert.equal(await app.refresh(), "same");
    const [live = { id: "" }] = await on.context.collection.list(AT);
    const { declarations, secrets } = planImport([live], () => true, { ids: new Set(), names: new Set<string>() });
    assert.deepEqual(secrets.map(({ key }) => key).sort(), ["a.line.secret", "a.line.token", "a.mms.api-key"]);
    assert.deepEqual(
      withSecrets(declarations[0]?.fields.channelCredentials as Value, ({ value }) => value),
      [line("1"), mms],
    );
    await app.up({ displayName: "A", channelCredentials: [line("2"), mms] });
    const body = JSON.stringify(on.fake.received.at(-1)?.body);
    assert.doesNotMatch(body, /null|\{\}|default_sender|basic_auth|enterprise/);
  });
});
