import assert from "node:assert/strict";
import fc from "fast-check";
import { type Fake, startFake } from "../../fake";
import { codeIn } from "../../provider/base/errors";
import { inProgramOrder } from "../../provider/hosts/dynamic/list-order";
import { appType } from "../../provider/resources/app";
import { missingFrom, plainApp, snakeCase } from "../support/apps";
import { DynamicProvider } from "../support/dynamic-provider";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("Pulumi's process for dynamic resources", function () {
  this.timeout(60_000);
  let fake: Fake;
  let provider: DynamicProvider;

  beforeEach(async () => {
    fake = await startFake({ pendingMs: 0, instagram: "keep" });
    provider = await DynamicProvider.startFor(fake);
  });
  afterEach(async () => {
    await provider?.stop();
    await fake?.close();
  });

  it("names the Node.js option that prevents loading ES modules", async () => {
    const flag = "--no-experimental-require-module";
    const bound = await DynamicProvider.startFor(fake, { NODE_OPTIONS: flag });
    try {
      const { inputs } = await bound.check({}, { displayName: "A", channelCredentials: [] });
      const expected = new RegExp(
        `Node\\.js runs with ${flag}, .*Take ${flag} out of NODE_OPTIONS \\[ERR_SINCH_\\w+\\]$`,
      );
      await assert.rejects(bound.create(inputs), (error: { details?: string }) => expected.test(error.details ?? ""));
    } finally {
      await bound.stop();
    }
  });

  it("takes random apps from one state to the next, and only prints notes on retention @random-apps", async () => {
    await fc.assert(
      fc.asyncProperty(plainApp, plainApp, async (first, second) => {
        // Random names of a letter or two come again.
        const { inputs, failures } = await provider.check({}, { ...first, allowDuplicateName: true });
        assert.deepEqual(failures, []);
        const { id, outs } = await provider.create(inputs);
        assert.equal((await provider.diff(id, outs, inputs)).changes, "none");

        const next = await provider.check(inputs, second);
        assert.deepEqual(next.failures, []);
        const due = await provider.diff(id, outs, next.inputs);
        const after = due.changes === "none" ? outs : await provider.update(id, outs, next.inputs);
        assert.deepEqual(missingFrom(snakeCase(second), fake.app(id)), []);

        const read = await provider.read(id, after);
        assert.deepEqual(read.props, after);
        assert.deepEqual(read.inputs, inProgramOrder(appType, next.inputs));
        await provider.delete(id, after);
        assert.equal((await provider.read(id, after)).id, "");
      }),
      { numRuns: 40 },
    );
    assert.deepEqual(fake.apps(), []);
    assert.equal(fake.journal.count({ operation: "token" }), 1, "one token for all calls");
    assert.equal(
      provider.printed.replace(
        /^note: (app .* has no effect in (DISPATCH|CONVERSATION) mode; |order of channels: ).*\n/gm,
        "",
      ),
      "",
    );
  });

  it("sends no request for check and diff, except one LIST to check all new apps @no-request-to-diff", async () => {
    const app = { displayName: "A", channelCredentials: [] };
    const { inputs } = await provider.check({}, app);
    await Promise.all([1, 2, 3].map((n) => provider.check({}, { ...app, displayName: `A ${n}` })));
    assert.deepEqual(fake.journal.countByMethod(), { GET: 1 });
    await provider.check(inputs, app);
    await provider.diff("x", { ...inputs, formatVersion: 1, incarnation: "i", loopback: true }, inputs);
    assert.deepEqual(fake.journal.countByMethod(), { GET: 1 });
  });

  it("refuses an update of channels in the preview if the service hides an Instagram token", async () => {
    fake.configure({ secrets: "masked", instagram: "exchange" });
    const app = (...more: object[]) => ({
      displayName: "A",
      channelCredentials: [{ channel: "INSTAGRAM", instagramCredentials: { token: "CANARY" } }, ...more],
    });
    const { inputs } = await provider.check({}, app());
    const { id, outs } = await provider.create(inputs);
    await provider.stop();
    provider = await DynamicProvider.startFor(fake);
    const next = await provider.check(inputs, app({ channel: "MESSENGER", staticToken: { token: "CANARY-2" } }));
    await assert.rejects(provider.diff(id, outs, next.inputs), (error: Error) => {
      assert.match(error.message, /updating app "A" \(\w+\): nothing was sent, because channelCredentials/);
      assert.match(
        error.message,
        /the service may have exchanged channelCredentials\[INSTAGRAM\]\.instagramCredentials\.token/,
      );
      assert.doesNotMatch(error.message, /CANARY/);
      return true;
    });
  });

  it("ends an error with its code, so that tools needn't match sentences", async () => {
    const app = { displayName: "A [ERR_SINCH_SERVER]", channelCredentials: [] };
    const { inputs } = await provider.check({}, app);
    const { id, outs } = await provider.create(inputs);
    const message = "no response from x → 503: the request may have taken effect";
    for (const [status, code] of [
      [400, "ERR_SINCH_API"],
      [401, "ERR_SINCH_KEY_REFUSED"],
      [403, "ERR_SINCH_ACCESS_DENIED"],
      [499, "ERR_SINCH_SERVER"],
    ] as const) {
      fake.fail({ operation: "update", effect: { kind: "status", status, body: { message } } });
      await assert.rejects(provider.update(id, outs, { ...inputs, displayName: "B" }), (error: Error) => {
        assert.equal(codeIn(error.message), code, error.message);
        return true;
      });
      fake.clearFaults();
    }
    await provider.stop();
    provider = await DynamicProvider.startFor(fake);
    const { failures } = await provider.check({}, app);
    assert.deepEqual(
      failures.map(({ reason }) => codeIn(reason)),
      ["ERR_SINCH_NAME_IN_USE"],
    );
  });

  it("leaves a difference to the engine, and forces a replacement if the app moves", async () => {
    const { inputs } = await provider.check({}, { displayName: "A", channelCredentials: [] });
    const { id, outs } = await provider.create(inputs);
    assert.deepEqual(await provider.diff(id, outs, { ...inputs, displayName: "B" }), {
      changes: "unknown",
      replaces: [],
    });
    assert.deepEqual(await provider.diff(id, outs, { ...inputs, region: "eu" }), {
      changes: "unknown",
      replaces: ["region"],
    });
    assert.deepEqual(await provider.diff(id, outs, { ...inputs, projectId: UNKNOWN }), {
      changes: "unknown",
      replaces: ["projectId"],
    });
  });

  it("names no property in a failure, because the engine would print its value @check-names-nothing", async () => {
    const { failures } = await provider.check({}, { displayName: "", channelCredentials: [{ channel: "SMS" }] });
    assert.deepEqual(failures, [
      { property: "", reason: "displayName must be a non-empty string of at most 16384 characters" },
      { property: "", reason: "channelCredentials[0].staticBearer is missing: must be an object" },
    ]);
  });

  it("prints a note if an app is adopted after a lost response, once, with its ID @lost-response", async () => {
    const { inputs } = await provider.check({}, { displayName: "A", channelCredentials: [] });
    fake.fail({ operation: "create", times: 1, effect: { kind: "drop", when: "after" } });
    const { id, outs } = await provider.create(inputs);
    assert.ok(!("notes" in outs));
    assert.match(
      provider.printed,
      new RegExp(
        `^note: the response to creating app "A" was lost; adopted app ${id}, the only new one that matches the request\\. [^\\n]*\\n$`,
      ),
    );
  });

  it("keeps an app in the state unless it is certainly gone @certain-absence", async () => {
    const { inputs } = await provider.check({}, { displayName: "A", channelCredentials: [] });
    const { id, outs } = await provider.create(inputs);
    for (const status of [401, 403]) {
      fake.fail({ operation: "get", effect: { kind: "status", status } });
      fake.fail({ operation: "list", effect: { kind: "status", status } });
      await assert.rejects(provider.read(id, outs), new RegExp(`reading app ${id}: .*${status}`));
      fake.clearFaults();
    }
    fake.fail({ operation: "get", effect: { kind: "status", status: 404 } });
    assert.equal((await provider.read(id, outs)).id, id, "a LIST still shows it");
    fake.clearFaults();
    await provider.update(id, outs, { ...inputs, displayName: "B" });
    fake.remove(id);
    assert.equal((await provider.read(id, outs)).id, "", "after a write what was listed before doesn't count");
    assert.doesNotMatch(provider.printed, /at .*\.(ts|js):/, "no stack is printed");
  });

  it("keeps an app in the state if the service's name doesn't resolve @certain-absence", async () => {
    const { inputs } = await provider.check({}, { displayName: "A", channelCredentials: [] });
    const { id, outs } = await provider.create(inputs);
    const kept = { __kept: { formatVersion: 1, incarnation: "01M8000000000000000000000" } };
    const state = { ...outs, secrets: { ...(outs.secrets as object), ...kept } };
    // No name server is asked for a label of over 63 characters.
    const host = `${"x".repeat(64)}.sinch.com`;
    const config = { "sinch:apiUrl": `https://${host}`, "sinch:authMethod": "basic", "sinch:timeoutSeconds": "1" };
    const env = { SINCH_KEY_ID: "K", SINCH_KEY_SECRET: "S", SINCH_API_URL: "", NO_PROXY: "*", no_proxy: "*" };
    const other = await DynamicProvider.start(config, env);
    await assert.rejects(
      other.read(id, state),
      new RegExp(`reading app ${id}: no response from ${host}: the host name can't be resolved`),
    );
    await other.stop();
  });

  it("refuses one channel's identity with another's token, which ignoreChanges by position can produce", async () => {
    const bearer = (channel: string, n: number) => ({
      channel,
      staticBearer: { claimedIdentity: `id-${n}`, token: `t-${n}` },
    });
    const app = (...channelCredentials: unknown[]) => ({ displayName: "A", channelCredentials });
    const { inputs } = await provider.check({}, app(bearer("SMS", 1), bearer("RCS", 2)));
    // The program has turned the channels round; the engine put back the identity that stood first.
    const mixed = app(
      { ...bearer("RCS", 2), staticBearer: { claimedIdentity: "id-1", token: "t-2" } },
      bearer("SMS", 1),
    );
    const { failures } = await provider.check(inputs, mixed);
    assert.match(
      failures.map(({ reason }) => reason).join("\n"),
      /^channelCredentials\[0\] has a part of SMS from the state: ignoreChanges goes by position, and RCS is there now/,
    );
    assert.deepEqual((await provider.check(inputs, app(bearer("RCS", 2), bearer("SMS", 1)))).failures, []);
    assert.deepEqual((await provider.check(inputs, app(bearer("RCS", 3), bearer("SMS", 1)))).failures, []);
  });

  it("arranges an insertion for the engine only, and not if options of the resource go by position @inserted-channel", async () => {
    const bearer = (channel: string, n: number) => ({
      channel,
      staticBearer: { claimedIdentity: `id-${n}`, token: `t-${n}` },
    });
    const app = (...channelCredentials: unknown[]) => ({ displayName: "A", channelCredentials });
    const orderOf = ({ channelCredentials }: Record<string, unknown>) =>
      (channelCredentials as { channel: string; before?: string }[]).map(({ channel, before }) => [channel, before]);
    const { inputs } = await provider.check({}, app(bearer("SMS", 1)));
    const { id, outs } = await provider.create(inputs);

    const two = app(bearer("RCS", 2), bearer("SMS", 1));
    const plain = await provider.check(inputs, { ...two, byPosition: true });
    assert.deepEqual(orderOf(plain.inputs), [
      ["RCS", undefined],
      ["SMS", undefined],
    ]);
    assert.ok(!("byPosition" in plain.inputs));
    const { inputs: arranged } = await provider.check(inputs, two);
    assert.deepEqual(orderOf(arranged), [
      ["SMS", undefined],
      ["RCS", "SMS"],
    ]);
    assert.equal((await provider.diff(id, outs, arranged)).changes, "unknown");
    const after = await provider.update(id, outs, arranged);
    assert.deepEqual(orderOf(after), orderOf(plain.inputs));
    assert.doesNotMatch(JSON.stringify([after, fake.app(id)]), /before/);
    assert.equal((await provider.diff(id, after, arranged)).changes, "none");
    assert.deepEqual(orderOf((await provider.read(id, after)).inputs), orderOf(plain.inputs));
    const [made] = [await provider.create(arranged)];
    assert.deepEqual(orderOf(made.outs), orderOf(plain.inputs), "as a replacement makes it");

    const failuresOf = async (news: object): Promise<string> =>
      (await provider.check(arranged, news as Record<string, unknown>)).failures.map(({ reason }) => reason).join("\n");
    const wayOn = /Run `pulumi refresh`/;
    assert.match(await failuresOf({ ...two, displayName: "B", byPosition: true }), wayOn);
    assert.equal(await failuresOf({ ...two, byPosition: true }), "", "what changes nothing puts it in order");
    const taken = { ...bearer("RCS", 2), staticBearer: { claimedIdentity: "id-1", token: "t-2" } };
    assert.match(await failuresOf(app(taken, bearer("SMS", 1))), wayOn);
    const kept = { ...arranged, displayName: "B" };
    const ignored = await provider.check(arranged, kept);
    assert.deepEqual(
      [ignored.failures, orderOf(ignored.inputs)],
      [[], orderOf(arranged)],
      "the list ignored as a whole",
    );
    assert.match(
      await failuresOf(app({ ...bearer("RCS", 2), before: "SMS" }, bearer("SMS", 1))),
      /before is not a known property/,
    );
  });

  it("reports configuration errors in the preview, and doesn't need a key there", async () => {
    const app = { displayName: "A", channelCredentials: [] };
    const place = { "sinch:projectId": "p", "sinch:region": "us" };
    const env = { SINCH_KEY_ID: "", SINCH_KEY_SECRET: "", SINCH_API_URL: "" };
    const rows: [Record<string, string>, RegExp | undefined][] = [
      [{}, undefined],
      [{ "sinch:projects": "{CANARY" }, /^sinch:projects in the stack's configuration must be JSON/],
      [{ "sinch:apiUrl": "https://evil.example.com" }, /^sinch:apiUrl .* outside sinch\.com/],
    ];
    for (const [config, problem] of rows) {
      const other = await DynamicProvider.start({ ...place, ...config }, env);
      const { failures } = await other.check({}, app);
      assert.equal(failures.length, problem ? 1 : 0, JSON.stringify(failures));
      if (problem) assert.match(failures[0]?.reason ?? "", problem);
      else {
        await other.check({}, app);
        assert.match(
          other.printed,
          /^note: no key id and key secret for project p: .*; an explicit provider takes both as inputs\. The preview continues without it; [^\n]*\n$/,
        );
      }
      assert.doesNotMatch(other.printed + JSON.stringify(failures), /CANARY/);
      await other.stop();
    }
  });

  it("keeps bookkeeping under keys that Pulumi hides, and an early state unchanged", async () => {
    fake.configure({ secrets: "masked" });
    const sms = { channel: "SMS", staticBearer: { claimedIdentity: "i", token: "t" } };
    const { inputs } = await provider.check({}, { displayName: "A", channelCredentials: [sms] });
    const { id, outs } = await provider.create(inputs);
    const shown = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, below) => (key.startsWith("__") ? undefined : below)));
    assert.deepEqual(shown(outs), shown(inputs), "what Pulumi shows of the outputs is what the program asked for");

    const { __kept, ...secrets } = outs.secrets as { __kept: Record<string, unknown> };
    const { __echoes: echoes, ...rest } = outs;
    assert.deepEqual(Object.keys(__kept).sort(), ["formatVersion", "incarnation", "loopback"]);
    assert.ok(echoes, "a masked token leaves a digest");
    const early = { ...rest, secrets, ...__kept, echoes };
    const renamed = (await provider.check(inputs, { displayName: "B", channelCredentials: [sms] })).inputs;
    for (const state of [outs, early]) {
      assert.equal((await provider.diff(id, state, inputs)).changes, "none");
      assert.deepEqual((await provider.read(id, state)).props, state);
    }
    assert.deepEqual(await provider.update(id, early, renamed), { ...early, displayName: "B" });
    assert.deepEqual(await provider.update(id, outs, renamed), { ...outs, displayName: "B" });
    await provider.delete(id, early);
    assert.deepEqual(fake.apps(), []);
  });

  it("lists adopted apps in a preview, and counts them in an update, each once", async () => {
    const names = ["A", "B"];
    const ids = names.map((display_name) => fake.insert({ display_name, channel_credentials: [] }));
    const adopting = { SINCH_ADOPT: names.map((name, at) => `${name}=${ids[at]}`).join() };
    const [preview, update] = [
      await DynamicProvider.startFor(fake, adopting),
      await DynamicProvider.startFor(fake, adopting),
    ];
    for (const displayName of names) {
      await preview.check({}, { displayName, channelCredentials: [] });
      await update.create((await update.check({}, { displayName, channelCredentials: [] })).inputs);
    }
    await Promise.all([preview.stop(), update.stop()]);
    assert.deepEqual(preview.printed.split("\n"), [
      ...names.map((name, at) => `note: app "${name}" is adopted: ${ids[at]}, and nothing changes`),
      "note: 2 apps are adopted",
      "",
    ]);
    assert.equal(update.printed, `note: 2 apps were adopted: ${ids.join(", ")}\n`);
  });

  it("accepts the inputs of an explicit provider, whatever their types", async () => {
    const inputs = {
      "sinch:projectId": "project-1",
      "sinch:region": "us",
      "sinch:projects": { "project-1": { keyId: "key-1", keySecret: "key-secret-1" } },
      "sinch:timeoutSeconds": 30,
      "sinch:apiUrl": fake.apiUrl,
    };
    const none = { SINCH_PROJECT_ID: "", SINCH_KEY_ID: "", SINCH_KEY_SECRET: "", SINCH_API_URL: "" };
    const explicit = await DynamicProvider.start(inputs, none);
    const checked = await explicit.check({}, { displayName: "A", channelCredentials: [] });
    assert.deepEqual([checked.failures, explicit.printed], [[], ""]);
    const { id } = await explicit.create(checked.inputs);
    assert.equal(fake.app(id)?.display_name, "A");
    await explicit.stop();
  });

  it("refuses the state of a newer package version @state-versions", async () => {
    const { inputs } = await provider.check({}, { displayName: "A", channelCredentials: [] });
    const { id, outs } = await provider.create(inputs);
    const newer = { ...outs, secrets: { __kept: { formatVersion: 99, incarnation: "i", loopback: true } } };
    for (const call of [
      () => provider.diff(id, newer, inputs),
      () => provider.diff(id, newer, { ...inputs, region: "eu" }),
      () => provider.delete(id, newer),
      () => provider.read(id, newer),
      () => provider.update(id, newer, { ...inputs, displayName: "B" }),
    ]) {
      await assert.rejects(
        call,
        /a newer version of this package wrote the state of this app \(format 99, known here: 1\)/,
      );
    }
  });
});
