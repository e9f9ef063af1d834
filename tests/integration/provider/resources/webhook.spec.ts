import assert from "node:assert/strict";
import { type Fake, type FakeOptions, startFake, type WireWebhook } from "../../../../fake";
import * as lifecycle from "../../../../provider/lifecycle";
import type { Inputs } from "../../../../provider/model/state";
import { webhookType } from "../../../../provider/resources/webhook";
import { rejection } from "../../../support/access";
import { Lifecycle } from "../../../support/lifecycle";

const TARGET = "https://hooks.example.com/sinch";
const CREDENTIALS = { clientId: "id", clientSecret: "credential-secret", endpoint: "https://auth.example.com/token" };

describe("Webhook without the engine @webhook-once", () => {
  let fake: Fake;
  let run: Lifecycle;
  let appId: string;

  const start = async (options: FakeOptions = {}, env: Record<string, string> = {}): Promise<void> => {
    await fake?.close();
    fake = await startFake(options);
    run = Lifecycle.on(fake, env, webhookType);
    appId = fake.insert({ display_name: "Support" });
  };
  const another = (env: Record<string, string> = {}): Lifecycle => Lifecycle.on(fake, env, webhookType);
  const program = (more: object = {}): Record<string, unknown> => ({
    appId,
    target: TARGET,
    triggers: ["MESSAGE_INBOUND", "MESSAGE_DELIVERY"],
    ...more,
  });
  const insert = (more: Partial<WireWebhook> = {}): string =>
    fake.insertWebhook({ app_id: appId, target: TARGET, triggers: ["MESSAGE_INBOUND"], ...more });
  const problems = async (news: object, on = run): Promise<string> =>
    (await lifecycle.check(on.context, {}, { ...news })).problems.join("\n");
  const requests = (): string[] =>
    fake.journal.entries.flatMap(({ operation, collection, updateMask }) =>
      operation === "token" ? [] : [`${operation} ${collection}${updateMask ? ` ${updateMask}` : ""}`],
    );

  beforeEach(() => start());
  after(() => fake.close());

  it("creates one with one LIST of its app and one POST, with the target type HTTP, its secret separated", async () => {
    await start({ targetType: "DISMISS", triggerOrder: "sorted" });
    const events = await run.create(program({ secret: "the key", clientCredentials: CREDENTIALS }));
    const { id, ...created } = fake.webhook(events.id) ?? {};
    assert.deepEqual(created, {
      app_id: appId,
      target: TARGET,
      target_type: "HTTP",
      triggers: ["MESSAGE_INBOUND", "MESSAGE_DELIVERY"],
      secret: "the key",
      client_credentials: {
        client_id: "id",
        client_secret: "credential-secret",
        endpoint: "https://auth.example.com/token",
        token_request_type: "BASIC",
      },
    });
    assert.deepEqual(events.inputs.secrets, {
      secret: "the key",
      clientCredentials: { clientSecret: "credential-secret" },
    });
    assert.doesNotMatch(JSON.stringify({ ...events.inputs, secrets: {} }), /the key|credential-secret/);
    assert.deepEqual(requests(), ["list webhooks", "create webhooks"]);
    assert.equal(await events.refresh(), "same");
    assert.deepEqual(await events.diff(program({ secret: "the key", clientCredentials: CREDENTIALS })), {
      changes: false,
    });
  });

  it("treats another order of triggers, and a trigger's other name, as unchanged", async () => {
    const events = await run.create(program({ triggers: ["SMART_CONVERSATIONS", "OPT_IN"] }));
    assert.deepEqual(fake.webhook(events.id)?.triggers, ["SMART_CONVERSATIONS", "OPT_IN"]);
    assert.equal(await events.differsFrom(program({ triggers: ["OPT_IN", "SMART_CONVERSATION"] })), false);
    assert.equal(await events.differsFrom(program({ triggers: ["OPT_IN"] })), true);
    fake.editWebhook(events.id, (webhook) => {
      webhook.triggers = ["SMART_CONVERSATION", "OPT_IN"];
    });
    assert.equal(await events.refresh(), "same");
  });

  const UPDATES: readonly [what: string, change: object, mask: string, body: object][] = [
    ["another target", { target: `${TARGET}/2` }, "target", { target: `${TARGET}/2` }],
    ["fewer triggers", { triggers: ["OPT_IN"] }, "triggers", { triggers: ["OPT_IN"] }],
    ["DISMISS", { targetType: "DISMISS" }, "target_type", { target_type: "DISMISS" }],
    ["a new secret", { secret: "new" }, "secret", { secret: "new" }],
    ["no secret", { secret: undefined }, "secret", { secret: "" }],
    ["no credentials", { clientCredentials: undefined }, "client_credentials", { client_credentials: null }],
    ["no credentials, as null", { clientCredentials: null }, "client_credentials", { client_credentials: null }],
    [
      "a scope",
      { clientCredentials: { ...CREDENTIALS, scope: "events" } },
      "client_credentials",
      {
        client_credentials: {
          client_id: "id",
          client_secret: "credential-secret",
          endpoint: "https://auth.example.com/token",
          scope: "events",
        },
      },
    ],
  ];
  for (const [what, change, mask, body] of UPDATES) {
    it(`sends only what changed: ${what}`, async () => {
      const before = program({ secret: "the key", clientCredentials: CREDENTIALS });
      const events = await run.create(before);
      fake.editWebhook(events.id, (webhook) => {
        webhook.routing_configuration = { by: "sender" };
      });
      fake.journal.clear();
      await events.up({ ...before, ...change });
      assert.deepEqual(fake.received.at(-1)?.body, body);
      assert.deepEqual(
        requests().filter((request) => !request.startsWith("list")),
        [`update webhooks ${mask}`],
      );
      assert.deepEqual(fake.webhook(events.id)?.routing_configuration, { by: "sender" });
      assert.equal(await events.refresh(), "same");
      assert.equal(await events.differsFrom({ ...before, ...change }), false);
    });
  }

  const REFUSED: readonly [what: string, change: object, problem: RegExp][] = [
    ["no app", { appId: undefined }, /^appId is missing: must be a non-empty string/],
    ["no target", { target: undefined }, /^target is missing: must be a non-empty string of at most 742 characters$/],
    ["no triggers", { triggers: undefined }, /^triggers is missing: must be a list of at least one entry$/],
    ["none of them", { triggers: [] }, /^triggers must be a list of at least one entry$/],
    [
      "a misspelt one",
      { triggers: ["MESSAGE_INBOUNDS"] },
      /^triggers\[0\] isn't a known value; did you mean MESSAGE_INBOUND\?$/,
    ],
    ["the one that is none", { triggers: ["UNSPECIFIED_TRIGGER"] }, /^triggers\[0\] isn't a known value; allowed: /],
    [
      "one twice",
      { triggers: ["OPT_IN", "OPT_OUT", "OPT_IN"] },
      /^triggers has the same value more than once \(\[0\] and \[2\]\)$/,
    ],
    ["one by both names", { triggers: ["SMART_CONVERSATIONS", "SMART_CONVERSATION"] }, /\(\[0\] and \[1\]\)$/],
    ["no URL", { target: "hooks.example.com/s3cret" }, /^target must be a URL, such as https:\/\/example\.com\/path$/],
    ["another scheme", { target: "ftp://hooks.example.com" }, /^target must be a URL/],
    ["http", { target: "http://hooks.example.com" }, /^target must use https:\/\/, .* unless sinch:plainUrls/],
    ["a password", { target: "https://me:s3cret@example.com" }, /^target must not contain a user or a password$/],
    ["a host of Sinch", { target: "https://conversation-api.eu1.sinch.com/x" }, /^target must not point to this host/],
    [
      "a long one",
      { target: `https://e.com/${"x".repeat(800)}` },
      /^target must be a non-empty string of at most 742 characters$/,
    ],
    ["another type", { targetType: "GRPC" }, /^targetType must be one of HTTP, DISMISS$/],
    [
      "credentials in part",
      { clientCredentials: { clientId: "x", endpoint: TARGET } },
      /^clientCredentials\.clientSecret is missing/,
    ],
    [
      "a token endpoint by http",
      { clientCredentials: { ...CREDENTIALS, endpoint: "http://a.example" } },
      /^clientCredentials\.endpoint must use https/,
    ],
    [
      "a long scope",
      { clientCredentials: { ...CREDENTIALS, scope: "x".repeat(1025) } },
      /^clientCredentials\.scope must be a string of at most 1024/,
    ],
    ["a secret that is a number", { secret: 5 }, /^secret must be a string$/],
    ["a secret in an object", { secret: { key: "s3cret" } }, /^secret must be a string$/],
    ["a secret in an object, set apart", { secrets: { secret: { key: "s3cret" } } }, /^secret must be a string$/],
    ["what it doesn't have", { displayName: "x" }, /^displayName is not a known property; allowed: /],
    ["the routing of the beta", { routingConfiguration: {} }, /^routingConfiguration is not a known property/],
    ["an ID", { id: "x" }, /^id is set by the service and can't be set here$/],
  ];
  it("reports what is wrong before anything is sent, without values", async () => {
    for (const [what, change, problem] of REFUSED) {
      const said = await problems(program(change));
      assert.match(said, problem, what);
      assert.doesNotMatch(said, /s3cret/, what);
    }
    assert.deepEqual(requests(), []);
  });

  it("accepts http on this machine, and elsewhere with a reason in the configuration", async () => {
    assert.equal(await problems(program({ target: "http://127.0.0.1:8080/hook" })), "");
    const reasoned = another({ SINCH_PLAIN_URLS: "behind a VPN" });
    assert.equal(await problems(program({ target: "http://hooks.internal" }), reasoned), "");
  });

  it("keeps a trigger that only the service knows", async () => {
    const id = insert({ triggers: ["MESSAGE_INBOUND", "A_NEWER_TRIGGER"] });
    const triggers = ["MESSAGE_INBOUND", "A_NEWER_TRIGGER"];
    assert.match(await problems(program({ triggers })), /triggers\[1\] isn't a known value/);
    const adopted = await run.create(program({ triggers, adopt: id, targetType: "HTTP" }));
    assert.equal(adopted.id, id);
    assert.equal(await adopted.differsFrom(program({ triggers })), false);
  });

  it("refuses a target in use with its ID and the fixes, and two webhooks with one target in a program", async () => {
    const id = insert();
    const said = await problems(program());
    assert.match(
      said,
      new RegExp(`^project project-1, region us, app ${appId}, already has a webhook "${TARGET}": ${id}\\. `),
    );
    assert.match(said, new RegExp(`SINCH_ADOPT='${TARGET}=${id}' pulumi up`));
    assert.match(said, /adopt: "/);
    assert.match(said, /deleteBeforeReplace: SINCH_ALLOW_DUPLICATE=/);
    assert.doesNotMatch(said, /allowDuplicateName/);
    fake.removeWebhook(id);
    const fresh = another();
    assert.equal(await problems(program(), fresh), "");
    assert.match(
      await problems(program(), fresh),
      /^two resources of this program create a webhook .* give one of them another target/,
    );
    // The same target under another app is another webhook.
    assert.equal(await problems({ ...program(), appId: fake.insert({ display_name: "Sales" }) }, fresh), "");
  });

  it("sends no request about an app that isn't known yet, and explains a wrong one", async () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    assert.equal(await problems(program({ appId: unknown })), "");
    assert.deepEqual(requests(), []);
    assert.match(await problems(program({ appId: "nobody" })), /app not found .*apps\/nobody\/webhooks/);
  });

  it("adopts by ID, and by SINCH_ADOPT, with a PATCH of what differs", async () => {
    const id = insert({ target_type: "DISMISS" });
    const adopted = await run.create(program({ adopt: id, target: `${TARGET}/new`, triggers: ["MESSAGE_INBOUND"] }));
    assert.equal(adopted.id, id);
    assert.deepEqual(fake.journal.last({ operation: "update" })?.updateMask, ["target", "target_type"]);
    const other = insert();
    const elsewhere = fake.insertWebhook({ app_id: fake.insert({}), target: TARGET });
    const env = { SINCH_ADOPT: `${TARGET}=${elsewhere},${TARGET}=${other}` };
    assert.equal((await another(env).create(program())).id, other);
    const wrong = await rejection(another().create(program({ adopt: elsewhere })));
    assert.match(
      wrong.message,
      new RegExp(`adopt: there is no webhook ${elsewhere} in project project-1, region us, app ${appId}`),
    );
  });

  it("is refused if its app isn't in its region, by what could not be checked", async () => {
    const eu = fake.insert({ display_name: "EU" }, { region: "eu" });
    assert.match(
      await problems(program({ appId: eu })),
      /^could not check whether the target is in use: app not found in project project-1, region us .*another region than us/,
    );
  });

  it("refuses a sixth, and says how to make room", async () => {
    for (let at = 0; at < 4; at++) insert({ target: `${TARGET}/${at}` });
    assert.equal(await problems(program()), "");
    assert.match(
      await problems(program({ target: `${TARGET}/sixth` })),
      new RegExp(`app ${appId}, allows 5 webhooks.*delete it in an earlier .pulumi up.`),
    );
  });

  it("counts those that this run creates, so that the sixth of a new app is refused before it is sent", async () => {
    for (let at = 0; at < 5; at++) await run.create(program({ target: `${TARGET}/${at}` }));
    assert.match(await problems(program()), /allows 5 webhooks, and this one would exceed that/);
    assert.equal(fake.webhooks().length, 5);
  });

  it("refuses by name a new one with the target of one that the same run changes, which the preview can't detect", async () => {
    const events = await run.create(program());
    const next = another();
    const changed = await next.check(events.inputs, program({ triggers: ["OPT_IN"] }));
    lifecycle.diff(next.context, events.id, events.outputs, changed);
    const inputs = await next.check(undefined, program({ triggers: ["OPT_OUT"] }));
    const refused = await rejection(lifecycle.create(next.context, inputs));
    assert.equal(refused.code, "ERR_SINCH_NAME_IN_USE");
    assert.match(
      refused.message,
      new RegExp(`already has a webhook with this target.*already has a webhook "[^"]*": ${events.id}`),
    );
    assert.equal(fake.webhooks().length, 1);
  });

  it("refuses in the preview to swap targets, and two that get one target", async () => {
    const [one, other] = [await run.create(program()), await run.create(program({ target: `${TARGET}/b` }))];
    const next = another();
    const preview = async (webhook: typeof one, target: string): Promise<void> => {
      const news = { ...webhook.inputs, target } as Inputs;
      lifecycle.diff(next.context, webhook.id, webhook.outputs, news);
      await lifecycle.assertSendable(next.context, webhook.id, webhook.outputs, news);
    };
    const swap = await rejection(preview(one, `${TARGET}/b`));
    assert.match(
      swap.message,
      new RegExp(`webhook ${other.id} has the target ".*/b".*to swap two, go through a third target`),
    );
    await preview(one, `${TARGET}/c`);
    await preview(one, `${TARGET}/c`);
    assert.match(
      (await rejection(preview(other, `${TARGET}/c`))).message,
      /another resource of this program gets the target/,
    );
    // A new one can't have what another one gives away in the same run.
    assert.match(await problems(program(), next), /already/);
  });

  it("is deleted first if it is replaced with the same app and target", async () => {
    const events = await run.create(program({ secret: "a" }));
    assert.deepEqual(await events.diff(program({ secret: "b" })), { deleteBeforeReplace: true });
    assert.deepEqual(await events.diff(program({ target: `${TARGET}/2` })), {});
    assert.deepEqual(await events.diff(program({ appId: "another" })), { replaces: ["appId"] });
    // `pulumi up --replace` calls `check` alone, before anything is deleted.
    const replacing = another({ SINCH_ALLOW_DUPLICATE: TARGET });
    const { inputs, notes } = await lifecycle.check(replacing.context, {}, program());
    assert.match(notes.join(), new RegExp(`must first delete ${events.id}`));
    await lifecycle.remove(replacing.context, events.id, events.outputs);
    assert.notEqual((await replacing.createFrom(inputs)).id, events.id);
    assert.equal(fake.webhooks().length, 1);
  });

  it("finds its own after a lost response, and after a refusal caused by its own first attempt", async () => {
    const quick = { ...run.context, looksMs: [0, 50] };
    fake.fail({ operation: "create", collection: "webhooks", times: 1, effect: { kind: "drop", when: "after" } });
    const lost = await lifecycle.create(quick, await run.check(undefined, program({ secret: "s" })));
    assert.match(lost.notes.join(), new RegExp(`adopted webhook ${lost.id}, the only new one`));
    fake.fail({
      operation: "create",
      times: 1,
      effect: { kind: "status", status: 400, applied: true, body: { code: 400, message: "a duplicate" } },
    });
    const target = `${TARGET}/2`;
    const repeated = await lifecycle.create(quick, await run.check(undefined, program({ target })));
    assert.equal(fake.webhook(repeated.id)?.target, target);
    assert.equal(fake.webhooks().length, 2);
  });

  it("names the other one if the service refuses a duplicate, and passes on any other refusal", async () => {
    const inputs = await run.check(undefined, program());
    await run.context.registry.existingAtStart(inputs);
    const id = insert({ triggers: ["OPT_IN"] });
    const twice = await rejection(lifecycle.create(run.context, inputs));
    assert.equal(twice.code, "ERR_SINCH_NAME_IN_USE");
    assert.match(
      twice.message,
      new RegExp(`already has a webhook with this target.*already has a webhook "[^"]*": ${id}`),
    );
    fake.removeWebhook(id);
    fake.fail({ operation: "create", times: 1, effect: { kind: "status", status: 400 } });
    assert.match((await rejection(lifecycle.create(run.context, inputs))).message, /injected fault/);
  });

  it("removes its secrets from a quoted refusal, including its previous ones @planted-secrets", async () => {
    const credentials = (clientSecret: string): object => ({ clientCredentials: { ...CREDENTIALS, clientSecret } });
    const refuse = (operation: "create" | "update"): void => {
      const message = "no CANARY-1, CANARY-2, CANARY-3 nor CANARY-4";
      fake.fail({
        ...{ operation, collection: "webhooks" as const, times: 1 },
        effect: { kind: "status", status: 403, body: { code: 403, status: "PERMISSION_DENIED", message } },
      });
    };
    refuse("create");
    const first = program({ secret: "CANARY-1", ...credentials("CANARY-2") });
    const created = await rejection(another().create(first));
    assert.match(created.message, /no \[secret\], \[secret\], CANARY-3/);
    const events = await run.create(first);
    refuse("update");
    const updated = await rejection(events.up(program({ secret: "CANARY-3", ...credentials("CANARY-4") })));
    assert.match(updated.message, /no \[secret\], \[secret\], \[secret\] nor \[secret\]/);
  });

  it("treats null as no clientCredentials", async () => {
    const events = await run.create(program({ clientCredentials: null }));
    assert.equal(await events.differsFrom(program()), false);
    assert.equal(await events.differsFrom(program({ clientCredentials: null })), false);
    fake.editWebhook(events.id, (webhook) => Object.assign(webhook, { client_credentials: null }));
    assert.equal(await events.refresh(), "same");
  });

  it("is gone with its app, and can then be deleted without an error", async () => {
    const events = await run.create(program());
    fake.remove(appId);
    await events.delete();
    assert.equal(await events.refresh(), "gone");
    // A 404 for the LIST of an app that is there says nothing.
    await start();
    const other = await run.create(program());
    fake.fail({ collection: "webhooks", effect: { kind: "status", status: 404 } });
    assert.match((await rejection(other.refresh())).message, /injected fault/);
  });

  it("reports in a refresh that it was moved to another app, that it sends nothing, and that its triggers changed", async () => {
    const events = await run.create(program());
    const other = fake.insert({ display_name: "Sales" });
    fake.editWebhook(events.id, (webhook) => {
      webhook.target_type = "DISMISS";
      webhook.triggers.push("A_NEWER_TRIGGER");
    });
    assert.equal(await events.refresh(), "changed");
    assert.deepEqual(events.inputs.triggers, ["A_NEWER_TRIGGER", "MESSAGE_DELIVERY", "MESSAGE_INBOUND"]);
    assert.equal(events.inputs.targetType, "DISMISS");
    fake.editWebhook(events.id, (webhook) => {
      webhook.app_id = other;
    });
    assert.equal(await events.refresh(), "changed");
    assert.equal(events.inputs.appId, other);
    assert.deepEqual(await events.diff(program()), { replaces: ["appId"] });
  });

  it("is read with one LIST per app, 300 of 100 apps with 100 requests", async () => {
    const { outputs } = await run.create(program());
    const webhooks = Array.from({ length: 100 }, () => fake.insert({})).flatMap((app) =>
      [1, 2, 3].map((at) => [insert({ app_id: app, target: `${TARGET}/${at}` }), app] as const),
    );
    fake.journal.clear();
    const { context } = another();
    const read = await Promise.all(
      webhooks.map(([id, app]) => lifecycle.read(context, id, { ...outputs, appId: app } as typeof outputs)),
    );
    assert.ok(read.every(({ id }) => id !== undefined));
    const lists = fake.journal.filter({ operation: "list", collection: "webhooks" });
    assert.deepEqual([lists.length, fake.journal.countByMethod()], [100, { GET: 100 }]);
  });

  it("is looked up by ID, without its secrets", async () => {
    const id = insert({ secret: "the key" });
    const { props } = await lifecycle.read(run.context, id, { projectId: "project-1", region: "us" });
    assert.deepEqual(props, {
      projectId: "project-1",
      region: "us",
      appId,
      target: TARGET,
      targetType: "HTTP",
      triggers: ["MESSAGE_INBOUND"],
      clientCredentials: null,
    });
    const absent = await rejection(lifecycle.read(run.context, "nobody", { projectId: "project-1", region: "us" }));
    assert.match(absent.message, /webhook not found in project project-1, region us/);
  });
});
