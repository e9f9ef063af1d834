import assert from "node:assert/strict";
import { check, diff, sharedIdentities } from "../../../../provider/lifecycle";
import { UNKNOWN } from "../../../../provider/model/secrets";
import { channels } from "../../../fixtures/channels";
import { Lifecycle, type ManagedApp } from "../../../support/lifecycle";

type Program = Readonly<Record<string, unknown>>;

const sms = (claimedIdentity: string) => ({
  channel: "SMS",
  staticBearer: { claimedIdentity, token: `CANARY-of-${claimedIdentity}` },
});
const bot = (token: string) => ({ channel: "TELEGRAM", telegramCredentials: { token } });
const named = (displayName: string, ...channelCredentials: readonly object[]) => ({ displayName, channelCredentials });

/** What the preview of a new app says. */
async function ofNew(on: Lifecycle, news: Program): Promise<{ problems: string[]; notes: string[] }> {
  const { problems, notes } = await check(on.context, {}, structuredClone(news));
  return { problems, notes };
}

/** What the preview of a change notes. */
async function ofUpdate(on: Lifecycle, app: ManagedApp, news: Program): Promise<readonly string[]> {
  const { inputs } = await check(on.context, app.inputs, structuredClone(news));
  const { changes } = diff(on.context, app.id, app.outputs, inputs);
  return changes === false ? [] : sharedIdentities(on.context, app.id, app.outputs, inputs);
}

describe("the preview of a sender that another app has @shared-identity", () => {
  let on: Lifecycle;
  let sales: ManagedApp;

  beforeEach(async () => {
    on = await Lifecycle.start({ pendingMs: 0 });
    sales = await on.create(named("Sales", sms("CANARY-plan"), bot("CANARY-bot")));
    on.fake.journal.clear();
  });
  afterEach(() => on.fake.close());

  const same = (own: string, other: string, field = "channelCredentials[SMS].staticBearer.claimedIdentity"): string =>
    `${own} and ${other} have the same ${field} in project project-1, region us: ` +
    "inbound messages and receipts reach only the app that was given it last";

  it("names both apps for a new one, with the LIST that its name needs anyway, and no value", async () => {
    const next = on.anotherRun();
    assert.deepEqual(await ofNew(next, named("Support", sms("CANARY-plan"), bot("CANARY-bot"))), {
      problems: [],
      notes: [
        same('app "Support" (new)', `app "Sales" (${sales.id})`),
        same(
          'app "Support" (new)',
          `app "Sales" (${sales.id})`,
          "channelCredentials[TELEGRAM].telegramCredentials.token",
        ),
      ],
    });
    assert.deepEqual(on.fake.journal.countByMethod(), { GET: 1 });
  });

  it("distinguishes every identity of every channel", async () => {
    const lists = Object.values(channels).map(({ created }) => created);
    for (const [index, list] of lists.entries()) await on.create(named(`Other ${index}`, ...list));
    for (const list of lists) {
      const { notes } = await ofNew(on.anotherRun(), named("Support", ...structuredClone(list)));
      const own = list.map(({ channel }) => `[${channel}`);
      const hasNone =
        /^.."channel":"INSTAGRAM"/.test(JSON.stringify(list)) && !/businessAccountId/.test(JSON.stringify(list));
      const told = notes.map((note) => /\[(\w+)/.exec(note)?.[0] ?? "");
      assert.deepEqual(new Set(told), new Set(hasNone ? [] : own), JSON.stringify(list));
    }
    const texts = await ofNew(on.anotherRun(), named("Support", { ...sms("CANARY-plan"), channel: "RCS" }));
    assert.deepEqual(texts.notes, [], "the same text on another channel is another identity");
  });

  it("costs one LIST for 300 new apps, and nothing for 300 unchanged ones", async () => {
    const apps = Array.from({ length: 300 }, (_, index) => named(`App ${index}`, sms(`plan ${index % 290}`)));
    const run = on.anotherRun();
    const found = await Promise.all(apps.map((app) => ofNew(run, app)));
    assert.deepEqual(on.fake.journal.countByMethod(), { GET: 1 });
    assert.equal(found.flatMap(({ notes }) => notes).length, 10, "10 senders are in two of the new apps");
    const created = await Promise.all(apps.map((app) => on.create(app)));
    on.fake.journal.clear();
    const next = on.anotherRun();
    await Promise.all(created.map((app, index) => ofUpdate(next, app, apps[index] as Program)));
    assert.deepEqual(on.fake.journal.countByMethod(), {});
  });

  it("ignores a LINE channel's number", async () => {
    const line = (credentialOrdinalNumber: number) => ({
      channel: "LINE",
      lineCredentials: { token: "CANARY-line", secret: "CANARY-secret" },
      credentialOrdinalNumber,
    });
    const other = await on.create(named("Other", line(3)));
    const { notes } = await ofNew(on.anotherRun(), named("Support", line(0)));
    assert.deepEqual(notes, [
      same('app "Support" (new)', `app "Other" (${other.id})`, "channelCredentials[LINE].lineCredentials.token"),
    ]);
  });

  it("names both apps if an update adds the sender, with one LIST", async () => {
    const support = await on.create(named("Support", sms("plan")));
    on.fake.journal.clear();
    const next = on.anotherRun();
    const notes = await ofUpdate(next, support, named("Support", sms("CANARY-plan")));
    assert.deepEqual(notes, [same(`app "Support" (${support.id})`, `app "Sales" (${sales.id})`)]);
    assert.deepEqual(on.fake.journal.countByMethod(), { GET: 1 });
  });

  it("sends no request for an update without a new identity, such as a token change", async () => {
    const support = await on.create(named("Support", sms("CANARY-plan"), bot("bot")));
    on.fake.journal.clear();
    const changes = [
      named("Help", sms("CANARY-plan"), bot("bot")),
      named("Support", sms("CANARY-plan"), bot("CANARY-bot")),
      named("Support", bot("bot"), sms("CANARY-plan")),
      named("Support"),
    ];
    for (const news of changes) assert.deepEqual(await ofUpdate(on.anotherRun(), support, news), []);
    assert.deepEqual(on.fake.journal.countByMethod(), {});
  });

  it("names two new apps of a program, and a new one beside one that gets the sender", async () => {
    const support = await on.create(named("Support"));
    const next = on.anotherRun();
    assert.deepEqual((await ofNew(next, named("First", sms("plan")))).notes, []);
    assert.deepEqual((await ofNew(next, named("Second", sms("plan")))).notes, [
      same('app "Second" (new)', 'app "First" (new)'),
    ]);
    assert.deepEqual(await ofUpdate(next, support, named("Support", sms("other"))), []);
    assert.deepEqual((await ofNew(next, named("Third", sms("other")))).notes, [
      same('app "Third" (new)', `app "Support" (${support.id})`),
    ]);
  });

  it("names neither an app that gives it up in the same run, nor one that is replaced or adopted", async () => {
    const next = on.anotherRun();
    assert.deepEqual(await ofUpdate(next, sales, named("Sales", bot("CANARY-bot"))), []);
    assert.deepEqual((await ofNew(next, named("Support", sms("CANARY-plan")))).notes, []);

    const replacing = on.anotherRun();
    const news = { ...named("Sales", sms("CANARY-plan")), region: "eu" };
    const { inputs } = await check(replacing.context, sales.inputs, news);
    assert.deepEqual(diff(replacing.context, sales.id, sales.outputs, inputs).replaces, ["region"]);
    assert.deepEqual((await ofNew(replacing, named("Sales", sms("CANARY-plan")))).notes, []);

    const adopting = { ...named("Renamed", sms("CANARY-plan"), bot("CANARY-bot")), adopt: sales.id };
    const { notes } = await ofNew(on.anotherRun(), adopting);
    assert.match(notes.join(), /^app "Renamed" is adopted: \w+, and that changes displayName "Sales" → "Renamed"$/);
  });

  it("ignores apps in other regions, and masked and unknown values", async () => {
    assert.deepEqual(
      (await ofNew(on.anotherRun(), { ...named("Support", sms("CANARY-plan")), region: "eu" })).notes,
      [],
    );
    const unknown = [
      { channel: "SMS", staticBearer: { claimedIdentity: UNKNOWN, token: UNKNOWN } },
      { channel: "RCS", staticBearer: UNKNOWN },
    ];
    assert.deepEqual((await ofNew(on.anotherRun(), named("Support", ...unknown))).notes, []);
    on.fake.configure({ secrets: "masked" });
    await on.create(named("Masked", bot("CANARY-other-bot")));
    assert.deepEqual((await ofNew(on.anotherRun(), named("Support", bot("****")))).notes, []);
  });

  it("refuses it with sinch:sharedIdentities refuse, for a new app and an update, but not for a refresh", async () => {
    const support = await on.create(named("Support", sms("plan")));
    const strict = (): Lifecycle => on.anotherRun({ SINCH_SHARED_IDENTITIES: "refuse" });
    const { problems, notes } = await ofNew(strict(), named("New", sms("CANARY-plan")));
    const why = (own: string): string =>
      `${same(own, `app "Sales" (${sales.id})`)}. Set another one, or remove it from the other app first; ` +
      "sinch:sharedIdentities is refuse";
    assert.deepEqual([problems, notes], [[`${why('app "New" (new)')} [ERR_SINCH_CONFLICT]`], []]);
    await assert.rejects(ofUpdate(strict(), support, named("Support", sms("CANARY-plan"))), {
      code: "ERR_SINCH_CONFLICT",
      message: why(`app "Support" (${support.id})`),
    });
    on.fake.journal.clear();
    const news = { ...support.inputs, ...named("Support", sms("CANARY-plan")) };
    assert.deepEqual(await sharedIdentities(strict().context, support.id, support.outputs, news), []);
    assert.deepEqual(on.fake.journal.countByMethod(), {}, "a refresh compares what the program doesn't ask for");
  });
});
