import assert from "node:assert/strict";
import path from "node:path";
import prettier from "prettier";
import ts from "typescript";
import { planImport } from "../../../cli/import/plan";
import { programOf, readProgram } from "../../../cli/import/program";
import { type Value, withSecrets } from "../../../cli/import/value";
import type { FakeOptions } from "../../../fake";
import { appType } from "../../../provider/resources/app";
import { AT } from "../../support/access";
import { CHECKOUT } from "../../support/checkout";
import { Lifecycle, type ManagedApp } from "../../support/lifecycle";
import { insertAll } from "./import-apps";

const NOTHING = { ids: new Set<string>(), names: new Set<string>() };

const all = (): boolean => true;

/** The arguments that a declaration comes to, with the secrets of the configuration. */
const argsOf = (fields: Readonly<Record<string, Value>>, secretOf: (text: string | undefined) => unknown): Value =>
  withSecrets(fields, (secret) => (secret.isObject ? secret.value : secretOf(secret.text))) as Value;

describe("imported apps", () => {
  let on: Lifecycle;
  afterEach(() => on?.fake.close());
  const start = async (options: FakeOptions): Promise<void> => {
    on = await Lifecycle.start({ pendingMs: 0, ...options });
    insertAll(on.fake);
  };
  const updates = () => on.fake.journal.entries.filter(({ operation }) => operation === "update");

  for (const defaults of ["sdk", "openapi", "sparse"] as const) {
    it(`are adopted without a request and stay unchanged, with the service's defaults: ${defaults} @import-without-patch`, async () => {
      await start({ defaults });
      const before = on.fake.apps();
      const { declarations } = planImport(await on.context.collection.list(AT), all, NOTHING);
      assert.equal(declarations.length, 40);
      for (const { id, fields } of declarations) {
        const args = argsOf(fields, (text) => text) as Record<string, unknown>;
        const app: ManagedApp = await on.create({ ...args, adopt: id });
        assert.equal(app.id, id);
        assert.equal(await app.differsFrom(args), false, "the adopt argument is deleted");
        assert.equal(await app.refresh(), "same");
        assert.equal(await app.differsFrom(args), false, "after a refresh");
      }
      assert.deepEqual(on.fake.journal.writes, []);
      assert.deepEqual(on.fake.apps(), before);
    });
  }

  it("get the secrets that the service hides in one PATCH each, and no mask @import-hidden-secrets", async () => {
    await start({ secrets: "masked", instagram: "keep" });
    const before = on.fake.apps();
    const { declarations, secrets } = planImport(await on.context.collection.list(AT), all, NOTHING);
    assert.ok(secrets.every(({ text }) => text === undefined || !text.includes("*")));
    const withHidden = new Set<string>();
    for (const { id, fields } of declarations) {
      const own = secretsByPath(before.find((app) => app.id === id));
      const args = withSecrets(fields as Value, (secret) => {
        if (secret.value !== undefined) return secret.value;
        withHidden.add(id);
        return own(secret.path);
      }) as Record<string, unknown>;
      const app = await on.create({ ...args, adopt: id });
      assert.equal(await app.differsFrom(args), false);
      assert.equal(await app.refresh(), "same");
    }
    assert.equal(updates().length, withHidden.size);
    assert.equal(withHidden.size, 30);
    assert.ok(
      updates().every(({ updateMask }) =>
        updateMask?.every((field) => /^(channel_credentials|callback_settings)$/.test(field)),
      ),
    );
    assert.doesNotMatch(JSON.stringify(on.fake.received.map(({ body }) => body)), /\*\*/);
    assert.deepEqual(on.fake.apps(), before);
  });

  it("reach the same state as a hand-written app @import-without-patch", async () => {
    await start({});
    const [first] = planImport(await on.context.collection.list(AT), all, NOTHING).declarations;
    const byHand = {
      displayName: "Support",
      channelCredentials: [
        { channel: "WHATSAPP", staticBearer: { claimedIdentity: "whatsapp-sender-1", token: "whatsapp-token-1" } },
      ],
      retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 180 },
      dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 0 },
      processingMode: "DISPATCH",
    };
    const args = argsOf(first?.fields ?? {}, (text) => text) as Record<string, unknown>;
    const states = [];
    for (const each of [args, byHand]) {
      const { inputs, outputs } = await on.create({ ...each, adopt: first?.id });
      states.push({ inputs, outputs: { ...outputs, incarnation: "" } });
    }
    assert.deepEqual(states[0], states[1]);
  });

  it("are in a program that compiles under strict and that Prettier leaves unchanged @import-program", async function () {
    this.timeout(120_000);
    await start({});
    const { declarations } = planImport(await on.context.collection.list(AT), all, NOTHING);
    const text = programOf(declarations);
    assert.equal(text, await prettier.format(text, { parser: "typescript" }));
    assert.doesNotMatch(text, /token-|-secret-\d|override-/, "no secret is in it");
    assert.deepEqual(problemsIn(text), []);
    // A program with a mistake, so that the compiler is seen to look.
    assert.match(problemsIn(text.replace('"SMS"', '"SNS"')).join(), /SNS/);
  });

  it("have valid, unique names that are the same in every run @import-names", async () => {
    await start({});
    const apps = await on.context.collection.list(AT);
    const names = (list: typeof apps, fits = all) =>
      planImport(list, fits, NOTHING).declarations.map(({ name }) => name);
    assert.ok(names(apps).every((name) => /^[a-z0-9][a-z0-9-]{0,65}$/.test(name)));
    assert.equal(new Set(names(apps)).size, 40);
    assert.deepEqual(names([...apps].reverse()), names(apps));
    assert.deepEqual(names(apps).slice(0, 5), ["support", "support-000001", "support-000002", "support-000003", "app"]);
    const matched = planImport(apps, (name) => name === "SUPPORT!", NOTHING).declarations;
    assert.deepEqual(
      matched.map(({ name }) => name),
      ["support-000003"],
      "whatever is asked for",
    );
  });

  it("have secrets with their own, unique keys @import-names", async () => {
    await start({});
    const { secrets } = planImport(await on.context.collection.list(AT), all, NOTHING);
    const keys = secrets.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(keys.every((key) => /^[a-z0-9.-]+$/.test(key)));
    for (const key of ["support.whatsapp.token", "support-000002.sms.token"]) assert.ok(keys.includes(key), key);
  });

  it("are left out if they are in the program already, which keeps their names @import-names", async () => {
    await start({});
    const apps = await on.context.collection.list(AT);
    const first = planImport(apps, (name) => /^support$/i.test(name), NOTHING).declarations;
    const text = programOf(first);
    const written = readProgram(text);
    assert.ok(written);
    assert.equal(written.adopted.size, 3);
    const { declarations } = planImport(apps, all, written);
    assert.equal(declarations.length, 37);
    const names = [...written.adopted.values(), ...declarations.map(({ name }) => name)];
    assert.equal(new Set(names).size, 40);
    const imports = text.replace("import { App } from", "import { App, otherChannel } from");
    assert.ok(programOf(declarations, text).startsWith(imports));
    assert.equal(readProgram(programOf(declarations, text))?.adopted.size, 40);
  });

  it("report what is left to the service", async () => {
    await start({});
    const { left } = planImport(await on.context.collection.list(AT), all, NOTHING);
    assert.deepEqual(
      left.map(({ paths }) => paths),
      [
        [
          "channel SMS.static_bearer.expires_in_days",
          "channel SMS.sender_pool",
          "retention_policy.grace_days",
          "processing_mode",
          "message_retry_settings.jitter",
          "spam_filter",
        ],
      ],
    );
  });

  it("declare an unknown channel with otherChannel and separate secrets, and set no other unknown field @extra-fields", async () => {
    await start({});
    const apps = await on.context.collection.list(AT);
    const { declarations, secrets } = planImport(
      apps.filter((app) => JSON.stringify(app).includes("SMOKE")),
      all,
      NOTHING,
    );
    const text = programOf(declarations);
    const [, call] = /\n( *otherChannel\(.*?\n {4}\)),/s.exec(text) ?? [];
    assert.equal(
      call?.replace(/"[^"]*\.smoke\./g, '"app.smoke.'),
      `    otherChannel(
      "SMOKE",
      {
        smoke_credentials: {
          token: config.requireSecret("app.smoke.token"),
          fires: 3,
          hills: config.requireSecretObject("app.smoke.hills"),
          blanket: { wool: true },
        },
      },
      { callbackSecret: config.requireSecret("app.smoke.callback-secret") },
    )`,
    );
    const texts = secrets.filter(({ key }) => key.includes(".smoke.")).map((secret) => secret.text);
    assert.deepEqual(texts.sort(), ['["north"]', "smoke-callback", "smoke-token"]);
    assert.doesNotMatch(text, /expires_in_days|sender_pool|spam_filter|smoke-/);
  });

  it("report an out-of-range value that is left to the service, and nothing for an unmodified app", async () => {
    const policy = (ttl_days: unknown) => ({
      retention_policy: { retention_type: "CONVERSATION_EXPIRE_POLICY", ttl_days },
    });
    const rows: [app: Record<string, unknown>, left: string[], stated?: object][] = [
      [policy(0), ["retention_policy.ttl_days"], { retentionPolicy: { retentionType: "CONVERSATION_EXPIRE_POLICY" } }],
      [policy(-1), ["retention_policy"]],
      [policy(3651), ["retention_policy"]],
      [policy("30"), ["retention_policy"]],
      [{ retention_policy: { retention_type: "NEVER", ttl_days: 0 } }, ["retention_policy"]],
      [
        { dispatch_retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 8 } },
        ["dispatch_retention_policy"],
      ],
      [{ message_retry_settings: { retry_duration: 0 } }, ["message_retry_settings"]],
      [{ message_retry_settings: { retry_duration: 3601 } }, ["message_retry_settings"]],
      [
        { delivery_report_based_fallback: { enabled: false, delivery_report_waiting_time: 9 } },
        ["delivery_report_based_fallback"],
      ],
      [{ delivery_report_based_fallback: { enabled: true } }, [], { deliveryReportBasedFallback: { enabled: true } }],
      [{ smart_conversation: { enabled: 0 } }, ["smart_conversation"]],
      [{ smart_conversation: { enabled: false, level: 0 } }, ["smart_conversation.level"]],
      [{ conversation_metadata_report_view: "SOME" }, ["conversation_metadata_report_view"]],
      [{ processing_mode: 0 }, ["processing_mode"]],
      [{}, []],
    ];
    on = await Lifecycle.start({ pendingMs: 0 });
    const ids = rows.map(([app], index) =>
      on.fake.insert({ ...app, display_name: `App ${String(index).padStart(2, "0")}` }),
    );
    const { declarations, left } = planImport(await on.context.collection.list(AT), all, NOTHING);
    const leftBy = new Map(left.map(({ id, paths }) => [id, paths]));
    rows.forEach(([app, paths, stated], index) => {
      assert.deepEqual(leftBy.get(ids[index] as string) ?? [], paths, JSON.stringify(app));
      const fields = declarations.find(({ id }) => id === ids[index])?.fields;
      for (const [field, value] of Object.entries(stated ?? {})) assert.deepEqual(fields?.[field], value);
      for (const path of paths.filter((path) => !path.includes(".")))
        assert.ok(!(appType.fromWireName(path) in (fields ?? {})));
    });
  });

  it("set MMS credentials without basicAuth unchanged", async function () {
    this.timeout(60_000);
    on = await Lifecycle.start({ pendingMs: 0 });
    const mms = { channel: "MMS", mms_credentials: { account_id: "account", api_key: "key" } };
    const id = on.fake.insert({ display_name: "Shop", channel_credentials: [mms] });
    const { declarations, secrets } = planImport(await on.context.collection.list(AT), all, NOTHING);
    assert.deepEqual(
      secrets.map(({ key }) => key),
      ["shop.mms.api-key"],
    );
    assert.deepEqual(problemsIn(programOf(declarations)), [], "it compiles: nothing is past the types");
    assert.doesNotMatch(programOf(declarations), /as never/);
    await on.create({ ...(argsOf(declarations[0]?.fields ?? {}, (text) => text) as object), adopt: id });
    assert.deepEqual(on.fake.journal.writes, []);
  });

  it("set Consent Management if the service shows it, and adopt it without a request", async () => {
    await start({ consentManager: "show" });
    on.fake.insert({ display_name: "Asked", consent_manager_settings: { mode: "SECONDARY" } });
    const [app] = planImport(await on.context.collection.list(AT), (name) => name === "Asked", NOTHING).declarations;
    assert.deepEqual(app?.fields.consentManagerSettings, { mode: "SECONDARY" });
    await on.create({ ...(argsOf(app?.fields ?? {}, (text) => text) as object), adopt: app?.id });
    assert.deepEqual(on.fake.journal.writes, []);
  });

  it("set what a default could destroy, but no other default", async () => {
    await start({});
    const id = on.fake.insert({ display_name: "Plain" });
    const { declarations } = planImport(await on.context.collection.list(AT), (name) => name === "Plain", NOTHING);
    assert.deepEqual(
      declarations.map(({ id, fields }) => ({ id, fields })),
      [
        {
          id,
          fields: {
            displayName: "Plain",
            channelCredentials: [],
            retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 180 },
            dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 0 },
            processingMode: "DISPATCH",
          },
        },
      ],
    );
  });
});

/** What of an app stands at a path in the program's names, by the tests' own reading. */
function secretsByPath(app: Record<string, unknown> | undefined): (path: readonly string[]) => unknown {
  const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return ([field = "", ...below]) => {
    let at: unknown = app?.[snake(field)];
    if (Array.isArray(at)) {
      const [channel, ordinal = "0"] = (below.shift() as string).split("#");
      at = at.find((entry) => entry.channel === channel && String(entry.credential_ordinal_number ?? 0) === ordinal);
    }
    for (const name of below.filter((each) => each !== "extraFields"))
      at = (at as Record<string, unknown>)[snake(name)];
    return at;
  };
}

/** What TypeScript says of a program, strictly. */
function problemsIn(text: string): string[] {
  const file = path.join(CHECKOUT, "examples/take-over/written.ts");
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : read(name, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
