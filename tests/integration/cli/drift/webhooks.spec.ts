import assert from "node:assert/strict";
import fc from "fast-check";
import { asReport } from "../../../../cli/drift/as-report";
import { compare } from "../../../../cli/drift/compare";
import { judge } from "../../../../cli/drift/judge";
import type { DriftReport, WebhookReport } from "../../../../cli/drift/report";
import { textOf } from "../../../../cli/report";
import type { Pulumi, SelectedStack } from "../../../../cli/stack";
import { contentsOf } from "../../../../cli/stack/stack";
import { type Page, pageFor } from "../../../../cli/terminal";
import { type Fake, startFake, type WireWebhook } from "../../../../fake";
import { toEngine } from "../../../../provider/hosts/dynamic/stored-state";
import { webhookType } from "../../../../provider/resources/webhook";
import { Lifecycle, type ManagedApp } from "../../../support/lifecycle";
import { fakeEnvironment } from "../../../support/stack";

const PAGE: Page = pageFor({ format: "text", output: "report.txt" });
const TYPE = "pulumi-nodejs:dynamic/sinch/conversation:";

/** A change behind the API's back; whether `sinch-apps drift` must find it, by the field that it names. */
type Change = readonly [finds: string | undefined, change: (webhook: WireWebhook) => Partial<WireWebhook>];

const withCredentials =
  (more: object) =>
  ({ client_credentials: credentials }: WireWebhook) => ({
    client_credentials: { ...(credentials as NonNullable<typeof credentials>), ...more },
  });

const CHANGES: Readonly<Record<string, Change>> = {
  "another target": ["target", ({ target }) => ({ target: `${target}/moved` })],
  "a trigger more": ["triggers", ({ triggers }) => ({ triggers: [...triggers, "OPT_IN"] })],
  "no triggers": ["triggers", () => ({ triggers: [] })],
  "a newer trigger": ["triggers", ({ triggers }) => ({ triggers: [...triggers, "A_NEWER_TRIGGER"] })],
  DISMISS: ["targetType", () => ({ target_type: "DISMISS" })],
  "another secret": ["secret", () => ({ secret: "CANARY-by-hand" })],
  "no secret": ["secret", () => ({ secret: "" })],
  "other credentials": ["clientCredentials.clientId", withCredentials({ client_id: "other" })],
  "another order": [undefined, ({ triggers }) => ({ triggers: triggers.toReversed() })],
  "the other name of a trigger": [undefined, () => ({ triggers: ["MESSAGE_INBOUND", "SMART_CONVERSATIONS"] })],
  "the routing of the beta": [undefined, () => ({ routing_configuration: { secret: "CANARY-routing" } })],
  "what the program leaves unset": [undefined, withCredentials({ scope: "all" })],
  nothing: [undefined, () => ({})],
};

describe("sinch-apps drift with webhooks @drift-webhooks", function () {
  this.timeout(60_000);
  let fake: Fake;
  let appIds: string[];
  let managed: { app: ManagedApp; webhooks: ManagedApp[] }[];

  const stack = (): SelectedStack => {
    const resource = (kind: string, { id, inputs, outputs }: ManagedApp, name: string) => ({
      urn: `urn:pulumi:dev::shop::${TYPE}${kind}::${name}`,
      type: `${TYPE}${kind}`,
      id,
      inputs,
      outputs: toEngine(outputs),
    });
    const resources = managed.flatMap(({ app, webhooks }, at) => [
      resource("App", app, `app-${at}`),
      ...webhooks.map((one, index) => resource("Webhook", one, `hook-${at}-${index}`)),
    ]);
    const pulumi = { env: fakeEnvironment(fake), projectName: () => "shop" } as unknown as Pulumi;
    return { name: "dev", pulumi, read: async () => contentsOf("dev", { deployment: { resources } }, {}, pulumi) };
  };
  const drift = async (unmanaged = false): Promise<DriftReport> =>
    judge(await compare([stack()], { unmanaged, progress: { say: () => {} } }), {
      failOn: ["drift", "missing"],
      since: false,
    });
  const reports = ({ stacks }: DriftReport): readonly WebhookReport[] => stacks[0]?.webhooks ?? [];

  const change = (id: string, kind: string): void =>
    fake.editWebhook(id, (webhook) => {
      Object.assign(webhook, (CHANGES[kind] as Change)[1](webhook));
    });
  const text = (report: DriftReport): string => textOf(asReport(report), PAGE);

  const start = async (apps: number, each: number): Promise<void> => {
    fake = await startFake();
    const [appLife, hookLife] = [Lifecycle.on(fake), Lifecycle.on(fake, {}, webhookType)];
    managed = [];
    for (let at = 0; at < apps; at++) {
      const app = await appLife.create({ displayName: `App ${at}`, channelCredentials: [] });
      const webhooks = [];
      for (let index = 0; index < each; index++) {
        webhooks.push(
          await hookLife.create({
            appId: app.id,
            target: `https://hooks.example.com/${index}`,
            triggers: ["MESSAGE_INBOUND", "SMART_CONVERSATION"],
            secret: "CANARY-secret",
            clientCredentials: { clientId: "id", clientSecret: "CANARY-client", endpoint: "https://auth.example.com" },
          }),
        );
      }
      managed.push({ app, webhooks });
    }
    appIds = managed.map(({ app }) => app.id);
    fake.journal.clear();
  };
  afterEach(() => fake.close());

  it("finds each change, and nothing else, with one LIST per app", async () => {
    const names = Object.keys(CHANGES);
    await start(Math.ceil(names.length / 5), 5);
    const all = managed.flatMap(({ webhooks }) => webhooks);
    names.forEach((name, at) => {
      change(all[at]?.id ?? "", name);
    });
    const report = await drift();
    assert.equal(report.exitCode, 2);
    assert.deepEqual(report.problems, []);
    const byId = new Map(reports(report).map((one) => [one.id, one]));
    names.forEach((name, at) => {
      const { changes = [], status } = byId.get(all[at]?.id ?? "") ?? {};
      const [finds] = CHANGES[name] as Change;
      assert.deepEqual(
        [status, changes.map(({ field }) => field)],
        finds ? ["changed", [finds]] : ["in-sync", []],
        name,
      );
    });
    assert.equal(fake.journal.count({ operation: "list", collection: "webhooks" }), managed.length);
    assert.doesNotMatch(JSON.stringify(report) + text(report), /CANARY/);
    assert.match(text(report), /hook-0-0 "https:\/\/hooks\.example\.com\/0"/);
  });

  it("finds webhooks that are missing, moved to another app, unmanaged, or deleted with their app", async () => {
    await start(2, 2);
    const [[one, two], [three, four]] = managed.map(({ webhooks }) => webhooks) as [ManagedApp[], ManagedApp[]];
    fake.removeWebhook(one?.id ?? "");
    fake.editWebhook(two?.id ?? "", (webhook) => {
      webhook.app_id = appIds[1] as string;
      webhook.target = "https://hooks.example.com/moved";
    });
    fake.insertWebhook({ app_id: appIds[0] as string, target: "https://by-hand.example.com" });
    const report = await drift(true);
    const status = new Map(reports(report).map(({ id, ...rest }) => [id, rest]));
    assert.equal(status.get(one?.id ?? "")?.status, "missing");
    assert.deepEqual(
      status.get(two?.id ?? "")?.changes.map(({ field }) => field),
      ["appId", "target"],
    );
    assert.deepEqual(
      [three, four].map((hook) => status.get(hook?.id ?? "")?.status),
      ["in-sync", "in-sync"],
    );
    assert.deepEqual(
      report.places.flatMap(({ unmanagedWebhooks = [] }) => unmanagedWebhooks.map(({ target }) => target)),
      ["https://by-hand.example.com"],
    );
    assert.match(text(report), /1 webhook of managed apps unmanaged/);
    fake.remove(appIds[1] as string);
    const after = new Map(reports(await drift()).map(({ id, status: now }) => [id, now]));
    assert.deepEqual(
      [three, four].map((hook) => after.get(hook?.id ?? "")),
      ["missing", "missing"],
    );
  });

  it("finds 200 random changes, and no others", async () => {
    await start(40, 5);
    const all = managed.flatMap(({ webhooks }) => webhooks);
    const kinds = fc.sample(fc.constantFrom(...Object.keys(CHANGES)), { numRuns: all.length });
    all.forEach(({ id }, at) => {
      change(id, kinds[at] as string);
    });
    const found = new Map(reports(await drift()).map((one) => [one.id, one.changes.map(({ field }) => field)]));
    const wrong = all.flatMap(({ id }, at) => {
      const [finds] = CHANGES[kinds[at] as string] as Change;
      const is = JSON.stringify(found.get(id));
      return is === JSON.stringify(finds ? [finds] : []) ? [] : [`${kinds[at]}: ${is}`];
    });
    assert.deepEqual([all.length, wrong], [200, []]);
  });
});
