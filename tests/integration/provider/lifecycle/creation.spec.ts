import assert from "node:assert/strict";
import type { Fake, FaultEffect } from "../../../../fake";
import { SinchError } from "../../../../provider/base/errors";
import { create, remove } from "../../../../provider/lifecycle";
import { check } from "../../../../provider/lifecycle/check";
import { Lifecycle, ManagedApp } from "../../../support/lifecycle";

const APP = {
  displayName: "Support",
  channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "token" } }],
};
const WIRE = {
  display_name: "Support",
  channel_credentials: [{ channel: "SMS", static_bearer: { claimed_identity: "plan", token: "token" } }],
};
const posts = (fake: Fake): number => fake.journal.count({ operation: "create" });

describe("creating an app @created-once", () => {
  let on: Lifecycle;
  afterEach(() => on.fake.close());
  const start = async (env: Record<string, string> = {}, options = {}): Promise<void> => {
    on = await Lifecycle.start({ pendingMs: 0, ...options }, env);
  };

  it("is refused in the preview under a name in use, with the ID and the fixes @name-in-use", async () => {
    await start();
    const id = on.fake.insert(WIRE);
    await assert.rejects(on.check(undefined, APP), (error: Error) => {
      for (const part of [
        id,
        `adopt: "${id}"`,
        `SINCH_ADOPT='Support=${id}'`,
        "allowDuplicateName: true",
        "SINCH_ALLOW_DUPLICATE='Support'",
      ]) {
        assert.ok(error.message.includes(part), `${part} in ${error.message}`);
      }
      return true;
    });
    assert.deepEqual(on.fake.journal.writes, []);
  });

  it("puts the likeliest fix into the first line, and each other one into a separate line", async () => {
    await start();
    const inputs = await on.check(undefined, APP);
    const id = on.fake.insert(WIRE);
    const later = on.anotherRun();
    const problem = (await check(later.context, {}, APP)).problems.join();
    const [first, ...others] = problem.split("\n");
    assert.equal(
      first,
      `project project-1, region us, already has an app "Support": ${id}. After an interrupted run: SINCH_ADOPT='Support=${id}' pulumi up`,
    );
    assert.equal(others.length, 4);
    await assert.rejects(later.createFrom(inputs), {
      message: /^creating app "Support": [^\n]* pulumi up\. If the resource was renamed [^\n]*$/,
    });
  });

  it("names all apps with that name if there are several", async () => {
    await start();
    const ids = [on.fake.insert(WIRE), on.fake.insert(WIRE)];
    await assert.rejects(on.check(undefined, APP), new RegExp(`already has 2 apps "Support": ${ids.join(", ")}`));
  });

  it("is refused before the POST, too, if the preview couldn't check", async () => {
    await start();
    on.fake.insert(WIRE);
    on.fake.fail({ operation: "list", times: 1, effect: { kind: "status", status: 400 } });
    const inputs = await on.check(undefined, APP);
    await assert.rejects(on.createFrom(inputs), /400/, "the failed LIST counts for a while");
    assert.equal(posts(on.fake), 0);
  });

  const refusals: [what: string, operation: "list" | "token", status: number, hint: RegExp][] = [
    ["the token endpoint says 400", "token", 400, /The API refuses the access key/],
    ["the token endpoint says 401", "token", 401, /The API refuses the access key/],
    ["the token endpoint says 403", "token", 403, /403/],
    ["a LIST says 401", "list", 401, /The API refuses the access key/],
    ["a LIST says 403", "list", 403, /An access key reaches its own project only/],
    ["a LIST doesn't know the project", "list", 404, /404 NOT_FOUND/],
  ];
  for (const [what, operation, status, hint] of refusals) {
    it(`fails in the preview if ${what}: the same key would fail later`, async () => {
      await start();
      on.fake.fail({ operation, effect: { kind: "status", status } });
      const { problems, notes } = await check(on.context, {}, APP);
      assert.equal(problems.length, 1, notes.join());
      assert.match(problems[0] ?? "", /^could not check whether the name is in use: .*→ 4\d\d /);
      assert.match(problems[0] ?? "", hint);
      const unknown = { ...APP, adopt: "APP1", channelCredentials: [{ channel: "SMOKE" }] };
      const adopting = await check(on.context, {}, unknown);
      assert.match(adopting.problems.join("\n"), hint, "beside what the app to adopt may have, which couldn't be seen");
    });
  }

  const outages: [what: string, operation: "list" | "token", effect: FaultEffect][] = [
    ["can't be reached", "list", { kind: "drop", when: "before" }],
    ["is down", "list", { kind: "status", status: 503 }],
    ["gives no tokens for a while", "token", { kind: "status", status: 500 }],
    ["asks to wait", "list", { kind: "status", status: 429 }],
    ["doesn't exist at that host", "list", { kind: "status", status: 404, body: "<html>" }],
  ];
  for (const [what, operation, effect] of outages) {
    it(`only adds a note to the preview if the service ${what}`, async () => {
      await start();
      on.fake.fail({ operation, effect });
      const { problems, notes } = await check(on.context, {}, APP);
      assert.deepEqual(problems, []);
      assert.match(notes.join(), /^could not check whether names are in use: /);
    });
  }

  it("only adds a note to the preview if no key is set, and sends nothing", async () => {
    await start({ SINCH_KEY_SECRET: "" });
    const { problems, notes } = await check(on.context, {}, APP);
    assert.deepEqual(problems, []);
    assert.match(notes.join(), /^no key secret for project project-1: .* The preview continues without it/);
    assert.deepEqual(on.fake.journal.entries, []);
  });

  it("fails in the preview if a key ends with a line end, and sends nothing", async () => {
    await start({ SINCH_KEY_SECRET: "key-secret-1\r" });
    const { problems } = await check(on.context, {}, APP);
    assert.deepEqual(problems, ["SINCH_KEY_SECRET in the environment ends with a line end: set it without"]);
    assert.deepEqual(on.fake.journal.entries, []);
  });

  const elsewhere: [string, () => void][] = [
    ["in another region", () => on.fake.insert(WIRE, { region: "eu" })],
    ["in another project", () => on.fake.insert(WIRE, { projectId: "project-2" })],
    ["in other letters", () => on.fake.insert({ ...WIRE, display_name: "support" })],
  ];
  for (const [where, insert] of elsewhere) {
    it(`ignores an app with that name ${where} @name-in-region`, async () => {
      const projects = [1, 2].map((n) => ({
        projectId: `project-${n}`,
        keys: [{ keyId: `key-${n}`, keySecret: `key-secret-${n}` }],
      }));
      await start({}, { projects });
      insert();
      await on.create(APP);
      assert.equal(posts(on.fake), 1);
    });
  }

  it("adopts an app with exactly the same unknown fields, and refuses others @adopt-unknown", async () => {
    await start();
    const smoke = { channel: "SMOKE", smoke_credentials: { hill: "north", token: "smoke-token" } };
    const id = on.fake.insert({ ...WIRE, channel_credentials: [...WIRE.channel_credentials, smoke] });
    const stated = (other: object) => ({
      ...APP,
      adopt: id,
      channelCredentials: [...APP.channelCredentials, { ...smoke, ...other }],
    });
    await assert.rejects(on.check(undefined, stated({ channel: "SMOG" })), /SMOG|not a channel/);
    await assert.rejects(on.check(undefined, stated({ credentialOrdinalNumber: 7 })), /not a channel/);
    await assert.rejects(on.check(undefined, { ...stated({}), adopt: undefined }), /not a channel/);
    await assert.rejects(
      on.check(undefined, { ...stated({}), retentionPolicy: { ttlDays: 5 } }),
      /retentionType is missing/,
    );
    await on.create(stated({}));
    assert.deepEqual(on.fake.journal.writes, []);
  });

  it("continues under a name in use if the program or the environment allows it", async () => {
    await start({ SINCH_ALLOW_DUPLICATE: "Support\r\n" });
    on.fake.insert(WIRE);
    await on.create(APP);
    await on.fake.close();
    await start();
    on.fake.insert(WIRE);
    await on.create({ ...APP, allowDuplicateName: true });
    assert.equal(on.fake.apps().length, 2);
  });

  it("is refused for the second of two new resources with one name, unless one of them allows it @name-twice", async () => {
    await start();
    await on.check(undefined, APP);
    await assert.rejects(
      on.check(undefined, APP),
      /^Error: two resources of this program create an app "Support" in project project-1, region us\. Rename one of them/,
    );
    await on.check(undefined, { ...APP, displayName: "Sales" });
    await on.create({ ...APP, allowDuplicateName: true });
    await on.fake.close();
    await start();
    await on.create({ ...APP, allowDuplicateName: true });
    await on.create(APP);
    assert.equal(on.fake.apps().length, 2);
  });

  /** The stack's own app, in the process of a later run. */
  const later = async (): Promise<ManagedApp> => {
    await start();
    const app = await on.create(APP);
    return new ManagedApp(on.anotherRun(), app.id, app.inputs, app.outputs);
  };

  it("is refused beside an unchanged app of the stack, whichever the engine processes first @name-that-stays", async () => {
    const app = await later();
    const taken = new RegExp(`already has an app "Support": ${app.id}`);
    await assert.rejects(app.on.anotherRun().check(undefined, APP), taken);
    assert.equal(await app.differsFrom(APP), false);
    await assert.rejects(app.on.check(undefined, APP), taken);
  });

  it("ignores an app of the stack that is about to change: it may be replaced or renamed", async () => {
    const app = await later();
    assert.equal(await app.differsFrom({ ...APP, displayName: "Help" }), true);
    await app.on.create(APP);
    assert.equal(on.fake.apps().length, 2);
  });

  it("adopts an app that equals the program's without a write request", async () => {
    await start();
    const id = on.fake.insert({ ...WIRE, message_retry_settings: { retry_duration: 60 } });
    const app = await on.create({ ...APP, adopt: id });
    assert.equal(app.id, id);
    assert.deepEqual(on.fake.journal.writes, []);
    assert.equal(await app.differsFrom({ ...APP, adopt: id }), false);
    assert.equal(await app.differsFrom(APP), false, "adopt can be taken out again");
    assert.equal(await app.refresh(), "same");
    assert.equal("adopt" in app.outputs, false);
  });

  it("notes in the preview what an adoption changes, without secrets", async () => {
    await start();
    const id = on.fake.insert({
      ...WIRE,
      retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 180 },
    });
    const notes = async (args: object): Promise<readonly string[]> =>
      (await check(on.context, {}, { ...APP, adopt: id, ...args })).notes;
    assert.deepEqual(await notes({}), [`app "Support" is adopted: ${id}, and nothing changes`]);
    const [sms] = APP.channelCredentials;
    const other = { ...sms, staticBearer: { claimedIdentity: "plan", token: "CANARY-other" } };
    assert.deepEqual(
      await notes({
        displayName: "Help",
        channelCredentials: [other],
        retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 1 },
      }),
      [
        `app "Help" is adopted: ${id}, and that changes displayName "Support" → "Help", ` +
          "channelCredentials[SMS].staticBearer.token, retentionPolicy.ttlDays 180 → 1",
        'app "Help": retentionPolicy has no effect in DISPATCH mode; dispatchRetentionPolicy sets how long messages are kept (by default they aren\'t)',
      ],
    );
  });

  it("says in the preview if an adoption would be refused", async () => {
    await start({}, { secrets: "masked" });
    const id = on.fake.insert({
      ...WIRE,
      channel_credentials: WIRE.channel_credentials.map((entry) => ({ ...entry, callback_secret: "by-hand" })),
    });
    const { problems } = await check(on.context, {}, { ...APP, adopt: id });
    assert.match(problems.join(), /channelCredentials\[SMS\]\.callbackSecret is set, but the service hides its value/);
  });

  it("adopts with a PATCH of only the fields that differ; unset fields stay @adoption-sends-least", async () => {
    await start({ SINCH_ADOPT: "" });
    const id = on.fake.insert({ ...WIRE, display_name: "By hand", message_retry_settings: { retry_duration: 60 } });
    await on.create({ ...APP, adopt: id, smartConversation: { enabled: true } });
    assert.deepEqual(
      on.fake.journal.writes.map(({ method, updateMask }) => [method, updateMask]),
      [["PATCH", ["display_name", "smart_conversation"]]],
    );
    assert.deepEqual(on.fake.app(id)?.message_retry_settings, { retry_duration: 60 });
  });

  it("adopts by the environment in one run, and sends a secret that the service hides", async () => {
    await start({ SINCH_ADOPT: "Support=APP1" }, { secrets: "masked" });
    on.fake.insert({ ...WIRE, id: "APP1" });
    const app = await on.create(APP);
    assert.equal(app.id, "APP1");
    assert.deepEqual(
      on.fake.journal.writes.map(({ updateMask }) => updateMask),
      [["channel_credentials"]],
    );
    assert.deepEqual(on.fake.app("APP1")?.channel_credentials[0]?.static_bearer, {
      claimed_identity: "plan",
      token: "token",
    });
    assert.equal(await app.refresh(), "same");
  });

  it("refuses to adopt a missing app, and to drop a channel by adopting", async () => {
    await start();
    await assert.rejects(
      on.check(undefined, { ...APP, adopt: "NOPE" }),
      /^Error: adopt: there is no app NOPE in project project-1, region us/,
    );
    const id = on.fake.insert({
      ...WIRE,
      channel_credentials: [...WIRE.channel_credentials, { channel: "TELEGRAM", telegram_credentials: { token: "t" } }],
    });
    await assert.rejects(
      on.create({ ...APP, adopt: id }),
      /adoption would remove it: channelCredentials\[TELEGRAM\]\. Set it/,
    );
    assert.deepEqual(on.fake.journal.writes, []);
  });

  it("keeps an app that was adopted again when the earlier resource is deleted @incarnation", async () => {
    await start();
    const first = await on.create(APP);
    const second = await on.create({ ...APP, adopt: first.id });
    await first.delete();
    assert.equal(on.fake.apps().length, 1);
    await remove(on.context, second.id, second.outputs);
    assert.equal(on.fake.apps().length, 0);
  });

  const lost: [string, FaultEffect][] = [
    ["the connection is dropped after the effect", { kind: "drop", when: "after" }],
    ["the effect comes late", { kind: "late", ms: 400 }],
    ["the answer is a 500 after the effect", { kind: "status", status: 500, applied: true }],
    ["the answer is a 408 after the effect", { kind: "status", status: 408, applied: true }],
    ["the answer is a 499 after the effect", { kind: "status", status: 499, applied: true }],
    ["the answer is cut", { kind: "cut-body" }],
    ["the answer is HTML", { kind: "status", status: 200, body: "<html>", applied: true }],
  ];
  for (const [title, effect] of lost) {
    it(`adopts the only new app if ${title}, and sends nothing twice @lost-response-found`, async () => {
      await start();
      on.fake.insert({ ...WIRE, display_name: "Another" });
      on.fake.fail({ operation: "create", times: 1, effect });
      const app = await on.create(APP);
      await on.fake.idle();
      assert.equal(posts(on.fake), 1);
      assert.equal(on.fake.apps().filter(({ display_name }) => display_name === "Support").length, 1);
      assert.ok(on.fake.app(app.id));
      assert.equal(await app.refresh(), "same");
    });
  }

  it("reports what is known if a lost response leaves no app, and the next preview continues", async function () {
    this.timeout(20_000);
    await start();
    on.fake.fail({ operation: "create", times: 1, effect: { kind: "drop", when: "before" } });
    await assert.rejects(
      on.create(APP),
      /The request may have taken effect; no matching app has appeared .* Run `pulumi up` again/,
    );
    assert.equal(posts(on.fake), 1);
    await on.anotherRun().create(APP);
    assert.equal(on.fake.apps().length, 1);
  });

  it("doesn't search if the response says that nothing was created", async () => {
    for (const status of [400, 403, 409, 425]) {
      await start();
      on.fake.fail({
        operation: "create",
        effect: { kind: "status", status },
        before: () => void on.fake.insert(WIRE),
      });
      await assert.rejects(on.create(APP), (error: Error) => {
        assert.match(error.message, new RegExp(`^creating app "Support": injected fault \\(POST \\S+ → ${status} `));
        assert.doesNotMatch(error.message, /effect/);
        return true;
      });
      assert.equal(on.fake.journal.count({ operation: "list" }), 1);
      await on.fake.close();
    }
    await start();
  });

  it("adopts nothing if another request than the POST failed @lost-response", async () => {
    await start();
    on.fake.fail({ operation: "create", times: 1, effect: { kind: "status", status: 401 } });
    const inputs = await on.check(undefined, APP);
    const refused = { kind: "status", status: 500 } as const;
    on.fake.fail({ operation: "token", effect: refused, times: 1, before: () => void on.fake.insert(WIRE) });
    await assert.rejects(on.createFrom(inputs), { message: /injected fault \(POST \/oauth2\/token → 500/ });
  });

  const INSTAGRAM = [{ channel: "INSTAGRAM", instagramCredentials: { token: "short-lived" } }];
  const hiding: [what: string, options: object, app: Record<string, unknown>][] = [
    ["masks", { secrets: "masked" }, APP],
    ["exchanges", { instagram: "exchange" }, { ...APP, channelCredentials: INSTAGRAM }],
  ];
  for (const [what, options, app] of hiding) {
    it(`adopts the only new app of a service that ${what} its secrets @lost-response`, async () => {
      await start({}, options);
      on.fake.fail({ operation: "create", times: 1, effect: { kind: "drop", when: "after" } });
      const made = await on.create(app);
      assert.deepEqual(
        on.fake.apps().map(({ id }) => id),
        [made.id],
      );
    });
  }

  /** Another one's app, as it is asked for but for its token. */
  const TWIN = {
    ...WIRE,
    channel_credentials: [{ channel: "SMS", static_bearer: { claimed_identity: "plan", token: "another" } }],
  };

  it("adopts its own of two new apps if their secrets show which it is, and says so @lost-response", async () => {
    await start();
    const inputs = await on.check(undefined, APP);
    on.fake.fail({
      operation: "create",
      times: 1,
      effect: { kind: "drop", when: "after" },
      before: () => void on.fake.insert(TWIN),
    });
    const { id, notes } = await create(on.context, inputs);
    assert.equal(on.fake.app(id)?.channel_credentials[0]?.static_bearer?.token, "token");
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? "", new RegExp(`^the response to creating app "Support" was lost; adopted app ${id}`));
    assert.match(
      notes[0] ?? "",
      /What came back: no response from \S+: connection reset \(ECONNRESET\) \(POST [^)]*\)$/,
    );
  });

  it("adopts none that shows another secret than the one sent @lost-response", async () => {
    await start();
    const inputs = await on.check(undefined, APP);
    let twin = "";
    on.fake.fail({
      operation: "create",
      times: 1,
      effect: { kind: "drop", when: "before" },
      before: () => {
        twin = on.fake.insert(TWIN);
      },
    });
    await assert.rejects(create({ ...on.context, looksMs: [1, 5] }, inputs), (error) => {
      assert.ok(error instanceof SinchError);
      assert.match(
        error.message,
        new RegExp(`what is new shows other secrets than were sent \\(${twin}\\), so it wasn't adopted`),
      );
      assert.doesNotMatch(error.message, /another\b/);
      return true;
    });
  });

  const malformed: [pairs: string, problem: RegExp][] = [
    ["Support:01M8", /SINCH_ADOPT in the environment must be <display name>=<id>, several of them separated by commas/],
    ["Support=,Sales=01M9", /SINCH_ADOPT names "Support" without an id\. It must be <display name>=<id>/],
  ];
  for (const [pairs, problem] of malformed) {
    it(`is refused if SINCH_ADOPT is ${pairs}, before anything is sent @adopt-pairs`, async () => {
      await start({ SINCH_ADOPT: pairs });
      await assert.rejects(on.check(undefined, { ...APP, allowDuplicateName: true }), problem);
      assert.deepEqual(on.fake.journal.entries, []);
    });
  }

  it("adopts none if several new apps match @several-candidates", async () => {
    await start();
    on.fake.fail({
      operation: "create",
      times: 1,
      effect: { kind: "drop", when: "after" },
      before: () => void on.fake.insert(WIRE),
    });
    await assert.rejects(on.create(APP), /2 new apps match the request \(\w+, \w+\), so none was adopted/);
    assert.equal(posts(on.fake), 1);
  });
});
