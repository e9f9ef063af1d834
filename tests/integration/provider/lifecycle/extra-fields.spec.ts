import assert from "node:assert/strict";
import fc from "fast-check";
import type { ReceivedRequest } from "../../../../fake";
import { messageOf } from "../../../../provider/base/errors";
import { check } from "../../../../provider/lifecycle";
import { UNKNOWN } from "../../../../provider/model/secrets";
import { Lifecycle, type ManagedApp } from "../../../support/lifecycle";

type Json = Record<string, unknown>;

const sms = (more: Json = {}) => ({
  channel: "SMS",
  staticBearer: { claimedIdentity: "plan", token: "CANARY-token" },
  ...more,
});
const other = (more: Json = {}) => ({
  channel: "CARRIER_PIGEON",
  callbackSecret: "CANARY-callback",
  extraFields: { pigeon_credentials: { loft_id: "loft", displayName: "kept", token: "CANARY-pigeon", ...more } },
});
const app = (extraFields: Json | undefined, ...channelCredentials: object[]): Json => ({
  displayName: "Support",
  channelCredentials,
  ...(extraFields ? { extraFields } : {}),
});

describe("extraFields @extra-fields", () => {
  let on: Lifecycle;
  beforeEach(async () => {
    on = await Lifecycle.start({ pendingMs: 0, unknownFields: "keep" });
  });
  afterEach(() => on.fake.close());

  const sent = (): ReceivedRequest =>
    on.fake.received.filter(({ method }) => method !== "GET").at(-1) as ReceivedRequest;
  const body = (): Json => sent().body as Json;
  const wireOf = (made: ManagedApp): Json => on.fake.app(made.id) as unknown as Json;

  it("are beside the other fields on the wire, by their own names, in a create and in a PATCH of only what differs", async () => {
    const extra = {
      new_mode: "FAST",
      new_limits: { perSecond: 5, display_name: null, list: [{ aB: 1 }] },
      new_flag: true,
    };
    const made = await on.create(app(extra, sms({ extraFields: { new_leaf: { a_b: ["CANARY-leaf"] } } }), other()));
    const { channel_credentials: entries, ...top } = body() as { channel_credentials: Json[] } & Json;
    assert.deepEqual(top, {
      display_name: "Support",
      new_mode: "FAST",
      new_limits: { perSecond: 5, display_name: null, list: [{ aB: 1 }] },
      new_flag: true,
    });
    assert.deepEqual(entries[0]?.new_leaf, { a_b: ["CANARY-leaf"] });
    assert.deepEqual(entries[1], {
      channel: "CARRIER_PIGEON",
      callback_secret: "CANARY-callback",
      pigeon_credentials: { loft_id: "loft", displayName: "kept", token: "CANARY-pigeon" },
    });
    on.fake.journal.clear();
    await made.up(
      app(
        { ...extra, new_mode: "SLOW", another: 1 },
        sms({ extraFields: { new_leaf: { a_b: ["CANARY-leaf"] } } }),
        other(),
      ),
    );
    assert.equal(on.fake.journal.writes.length, 1);
    assert.equal(new URLSearchParams(sent().query).get("update_mask"), "another,new_mode");
    assert.deepEqual(body(), { new_mode: "SLOW", another: 1 });
    assert.equal(await made.refresh(), "same");
  });

  it("are removed from the service if removed from the program, for an app and a channel", async () => {
    const made = await on.create(
      app({ new_mode: "FAST", new_flag: true }, sms({ extraFields: { a: "x", b: 2 } }), other()),
    );
    on.fake.edit(made.id, (wire) => {
      Object.assign(wire.channel_credentials[0] as object, { by_hand: "stays" });
    });
    await made.up(app({ new_flag: true }, sms({ extraFields: { b: 2 } }), other()));
    assert.deepEqual(new URLSearchParams(sent().query).get("update_mask"), "channel_credentials,new_mode");
    assert.equal("new_mode" in wireOf(made), false);
    const [entry] = wireOf(made).channel_credentials as Json[];
    assert.equal(entry && "a" in entry, false);
    assert.equal(entry?.b, 2);
    await made.up(app(undefined, sms()));
    assert.equal("new_flag" in wireOf(made), false);
    const [last] = wireOf(made).channel_credentials as Json[];
    assert.deepEqual([last?.b, last?.by_hand], [undefined, "stays"]);
    assert.equal(await made.refresh(), "same");
    assert.equal(await made.differsFrom(app(undefined, sms())), false);
  });

  it("are drift if the service shows another value, and are repaired; fields that nobody set stay and aren't drift", async () => {
    const made = await on.create(
      app({ new_mode: { speed: "FAST", level: 1 } }, sms({ extraFields: { leaf: "x" } }), other()),
    );
    on.fake.edit(made.id, (wire) => {
      Object.assign(wire, { unset_by_anybody: { a: 1 } });
      Object.assign(wire.channel_credentials[0] as object, { of_the_channel: "set by hand" });
    });
    assert.equal(await made.refresh(), "same");
    on.fake.edit(made.id, (wire) => {
      Object.assign(wire, { new_mode: { speed: "SLOW", level: 1 } });
      Object.assign(wire.channel_credentials[0] as object, { leaf: "y" });
      Object.assign((wire.channel_credentials[1] as Json).pigeon_credentials as object, { loft_id: "another" });
    });
    assert.equal(await made.refresh(), "changed");
    await made.up(app({ new_mode: { speed: "FAST", level: 1 } }, sms({ extraFields: { leaf: "x" } }), other()));
    const wire = wireOf(made) as Json & { channel_credentials: Json[] };
    assert.deepEqual(wire.new_mode, { speed: "FAST", level: 1 });
    assert.equal(wire.channel_credentials[0]?.leaf, "x");
    assert.equal(wire.channel_credentials[0]?.of_the_channel, "set by hand");
    assert.deepEqual(wire.unset_by_anybody, { a: 1 });
    assert.equal(await made.refresh(), "same");
  });

  it("go into known objects: beside the known fields, in a mask with the whole object, and are drift there", async () => {
    const retention = (ttlDays: number) => ({
      retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays },
    });
    const program = (grace: Json | undefined, scopes: unknown, ttlDays = 9): Json => ({
      ...app(grace && { retention_policy: grace }, sms({ extraFields: { static_bearer: { scopes } } })),
      ...retention(ttlDays),
    });
    const made = await on.create(program({ grace: { days: 2 } }, ["CANARY-scope"]));
    const policy = { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days: 9 };
    const bearer = { claimed_identity: "plan", token: "CANARY-token" };
    assert.deepEqual(body(), {
      display_name: "Support",
      retention_policy: { ...policy, grace: { days: 2 } },
      channel_credentials: [{ channel: "SMS", static_bearer: { ...bearer, scopes: ["CANARY-scope"] } }],
    });
    assert.deepEqual(made.inputs.extraFields, { retention_policy: { grace: { days: 2 } } });
    assert.equal(await made.refresh(), "same");
    const rows: [program: Json, mask: string, policy?: Json][] = [
      [program({ grace: { days: 3 } }, ["CANARY-scope"]), "retention_policy", { ...policy, grace: { days: 3 } }],
      [
        program({ grace: { days: 3 } }, ["CANARY-scope"], 8),
        "retention_policy",
        { ...policy, ttl_days: 8, grace: { days: 3 } },
      ],
      [program(undefined, ["CANARY-scope"], 8), "retention_policy", { ...policy, ttl_days: 8 }],
      [program(undefined, ["CANARY-other"], 8), "channel_credentials"],
    ];
    for (const [next, mask, expected] of rows) {
      await made.up(next);
      assert.equal(new URLSearchParams(sent().query).get("update_mask"), mask);
      if (expected) assert.deepEqual(body(), { retention_policy: expected });
      assert.equal(await made.refresh(), "same");
      assert.equal(await made.differsFrom(next), false);
    }
    on.fake.edit(made.id, (wire) => {
      Object.assign(wire.retention_policy as object, { by_hand: true });
      Object.assign(wire.channel_credentials[0]?.static_bearer as object, { by_hand: true });
    });
    assert.equal(await made.refresh(), "same", "nobody set it");
    on.fake.edit(made.id, (wire) => {
      Object.assign(wire.channel_credentials[0]?.static_bearer as object, { scopes: ["else"] });
    });
    assert.equal(await made.refresh(), "changed");
    await made.up(program(undefined, ["CANARY-other"], 8));
    const [entry] = wireOf(made).channel_credentials as Json[];
    assert.deepEqual(entry?.static_bearer, { ...bearer, scopes: ["CANARY-other"], by_hand: true });
    await made.up({ ...app(undefined, sms()), ...retention(8) });
    const [last] = wireOf(made).channel_credentials as Json[];
    assert.deepEqual(last?.static_bearer, { ...bearer, by_hand: true });
  });

  it("are removed with their object if another one of the same entry replaces it", async () => {
    const line = (more: Json) => app(undefined, { channel: "LINE", ...more });
    const made = await on.create(
      line({
        lineCredentials: { token: "CANARY-token", secret: "CANARY-line" },
        extraFields: { line_credentials: { new_leaf: 1 }, beside: 2 },
      }),
    );
    on.fake.edit(made.id, (wire) => {
      Object.assign(wire.channel_credentials[0]?.line_credentials as object, { by_hand: true });
    });
    const japan = { token: "CANARY-other", secret: "CANARY-japan" };
    await made.up(line({ lineEnterpriseCredentials: { lineJapan: japan }, extraFields: { beside: 2 } }));
    assert.deepEqual((body().channel_credentials as Json[])[0]?.line_credentials, undefined);
    assert.equal(await made.refresh(), "same");
  });

  it("are neither drift nor sent again if the service drops them", async () => {
    on.fake.configure({ unknownFields: "drop" });
    const program = {
      ...app(
        { new_mode: "FAST", new_limits: { a: 1 }, smart_conversation: { level: 1 } },
        sms({ extraFields: { leaf: "x", static_bearer: { expires: 7 } } }),
      ),
      smartConversation: { enabled: true },
    };
    const made = await on.create(program);
    assert.equal("new_mode" in wireOf(made), false);
    assert.equal(await made.refresh(), "same");
    assert.equal(await made.differsFrom(program), false);
    await made.up({ ...program, smartConversation: { enabled: false } });
    assert.deepEqual(body(), { smart_conversation: { enabled: false, level: 1 } });
    assert.equal(await made.refresh(), "same");
  });

  it("keep texts and lists separate as secrets, and numbers and booleans readable", async () => {
    const made = await on.create(
      app(
        { a: { token: "CANARY-a", on: true, many: 3, list: ["CANARY-list"] }, b: "CANARY-b" },
        sms({ extraFields: { c: "CANARY-c" } }),
        other(),
      ),
    );
    for (const each of [made.inputs, made.outputs]) {
      const { secrets, ...visible } = each;
      assert.doesNotMatch(JSON.stringify(visible), /CANARY/);
      assert.deepEqual(visible.extraFields, { a: { on: true, many: 3 } });
      assert.deepEqual(secrets.extraFields, { "a/token": "CANARY-a", "a/list": ["CANARY-list"], b: "CANARY-b" });
    }
    assert.equal((made.outputs.secrets.channelCredentials as Json)["SMS/extraFields/c"], "CANARY-c");
    on.fake.fail({
      operation: "update",
      effect: {
        kind: "status",
        status: 400,
        body: { error: { code: 400, message: "no such value CANARY-new-b here", status: "INVALID_ARGUMENT" } },
      },
    });
    const failed = await made.up(app({ a: { token: "CANARY-a" }, b: "CANARY-new-b" }, sms(), other())).then(
      () => "",
      (error: unknown) => messageOf(error),
    );
    assert.match(failed, /→ 400/);
    assert.doesNotMatch(failed, /CANARY/);
  });

  it("are refused for a known name, with the name to use, and for an invalid name; unknown values are accepted", async () => {
    const problems = async (news: Json): Promise<string[]> => (await check(on.anotherRun().context, {}, news)).problems;
    assert.deepEqual(
      new Set(
        await problems(
          app(
            {
              display_name: "A",
              retentionPolicy: {},
              smart_conversation: { level: 1 },
              queue_stats: {},
              project_id: "P",
              "a,b": 1,
            },
            sms({
              extraFields: { static_bearer: { token: "CANARY-x" }, channel: "X", state: {}, staticBearer: { a: 1 } },
            }),
            other(),
          ),
        ),
      ),
      new Set([
        "channelCredentials[0].extraFields.static_bearer.token is known to this version of the package: set channelCredentials[0].staticBearer.token instead",
        "extraFields.display_name is known to this version of the package: set displayName instead",
        "extraFields.retentionPolicy is known to this version of the package: set retentionPolicy instead",
        "extraFields.smart_conversation needs smartConversation: the service replaces the object as a whole, so set that as well",
        "extraFields.queue_stats is set by the service and can't be set here",
        "extraFields.project_id is known to this version of the package: set projectId instead",
        "extraFields.a,b is not a valid field name: use letters, digits and underscores",
        "channelCredentials[0].extraFields.staticBearer is known to this version of the package: set channelCredentials[0].staticBearer instead",
        "channelCredentials[0].extraFields.channel is known to this version of the package: set channelCredentials[0].channel instead",
        "channelCredentials[0].extraFields.state is set by the service and can't be set here",
      ]),
    );
    const [misspelt] = await problems(app(undefined, { channel: "SMSS", staticBearer: {} }));
    assert.match(misspelt ?? "", /channel is not a channel; did you mean SMS\?/);
    assert.deepEqual(await problems(app(undefined, { ...other(), pigeonCredentials: {} })), [
      "channelCredentials[0].pigeonCredentials is not a known property; allowed: channel, callbackSecret, credentialOrdinalNumber, extraFields",
    ]);
    assert.deepEqual(
      await problems(
        app(
          { later: UNKNOWN },
          sms({ extraFields: UNKNOWN }),
          sms({ channel: "RCS", extraFields: { static_bearer: UNKNOWN } }),
          other({ token: UNKNOWN }),
        ),
      ),
      [],
    );
    assert.deepEqual(await problems({ ...app({ smart_conversation: { level: 1 } }), smartConversation: UNKNOWN }), []);
    assert.deepEqual(await problems({ ...app(undefined), extraFields: UNKNOWN }), []);
    assert.deepEqual(await problems({ ...app(undefined), extraFields: "text" }), ["extraFields must be an object"]);
  });

  it("are noted in the preview, once per app, by name only", async () => {
    const { notes } = await check(on.context, {}, app({ b: "CANARY" }, sms(), other()));
    assert.deepEqual(notes, [
      'app "Support": this version of the package doesn\'t know extraFields.b, channelCredentials[1].extraFields.pigeon_credentials. ' +
        "That is sent as it is, and can't be validated; texts and lists in it are kept as secrets",
    ]);
  });

  it("adopt an app that has them already without a write, and send only what differs", async () => {
    const wire = {
      display_name: "Support",
      new_mode: "FAST",
      channel_credentials: [{ channel: "CARRIER_PIGEON", pigeon_credentials: { token: "CANARY-pigeon" } }],
    };
    const id = on.fake.insert(wire as never);
    const entry = { channel: "CARRIER_PIGEON", extraFields: { pigeon_credentials: { token: "CANARY-pigeon" } } };
    on.fake.journal.clear();
    const made = await on.create({ ...app({ new_mode: "FAST" }, entry), adopt: id });
    assert.equal(on.fake.journal.writes.length, 0);
    await made.up(app({ new_mode: "SLOW" }, entry));
    assert.deepEqual(body(), { new_mode: "SLOW" });
  });

  it("survive random changes of state, and come back from the service as the program has them @random-apps", async () => {
    const leaf = fc.oneof(fc.string({ maxLength: 8 }), fc.integer({ min: -9, max: 9 }), fc.boolean());
    const name = fc.stringMatching(/^x_[a-z0-9_]{1,6}$/);
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        leaf,
        fc.array(leaf, { maxLength: 3 }),
        fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), tie("value"), { maxKeys: 3 }),
      ),
    })).value;
    const extra = fc.dictionary(name, value, { maxKeys: 4 }) as fc.Arbitrary<Json>;
    const program = fc.tuple(extra, extra).map(([top, below]) => app(top, sms({ extraFields: below }), other(below)));
    await fc.assert(
      fc.asyncProperty(program, program, async (first, second) => {
        const made = await on.create({ ...first, allowDuplicateName: true });
        assert.equal(await made.differsFrom(first), false);
        assert.equal(await made.refresh(), "same");
        await made.up(second);
        assert.equal(await made.differsFrom(second), false);
        assert.equal(await made.refresh(), "same");
        await made.delete();
      }),
      { numRuns: 40 },
    );
  });
});
