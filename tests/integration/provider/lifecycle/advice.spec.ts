import assert from "node:assert/strict";
import { check } from "../../../../provider/lifecycle";
import { UNKNOWN } from "../../../../provider/model/secrets";
import { Lifecycle } from "../../../support/lifecycle";

const POLICY = { retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 5 } };
const APP = { displayName: "Support", channelCredentials: [], ...POLICY };
const CHOSEN = /^app "Support": processingMode isn't set, so the service chooses it: DISPATCH /;
const NO_EFFECT = /^app "Support": retentionPolicy has no effect in DISPATCH mode/;

describe("check with a retention policy without effect @retention-without-effect", () => {
  let on: Lifecycle;
  afterEach(() => on.fake.close());
  const start = async (env: Record<string, string> = {}): Promise<void> => {
    on = await Lifecycle.start({ pendingMs: 0 }, env);
  };
  const notesOf = async (news: object, olds: object = {}): Promise<readonly string[]> => {
    const { notes, problems, adoption } = await check(on.context, { ...olds }, { ...APP, ...news });
    assert.deepEqual(problems, []);
    return notes.filter((note) => note !== adoption?.note);
  };
  const assertSays = (notes: readonly string[], ...says: RegExp[]): void => {
    assert.equal(notes.length, says.length, notes.join("\n"));
    says.forEach((pattern, at) => {
      assert.match(notes[at] ?? "", pattern);
    });
  };

  it("notes it for a new app in DISPATCH mode, and for one without a mode", async () => {
    await start();
    assertSays(await notesOf({ processingMode: "DISPATCH" }), NO_EFFECT);
    assertSays(await notesOf({ displayName: "Sales", processingMode: "CONVERSATION" }));
    on = on.anotherRun();
    assertSays(await notesOf({}), CHOSEN);
    assert.equal(on.fake.journal.writes.length, 0);
  });

  it("notes it without a key, in addition to that note", async () => {
    await start({ SINCH_KEY_ID: "", SINCH_KEY_SECRET: "" });
    assertSays(await notesOf({}), /^no /, CHOSEN);
  });

  it("notes it if the name is unknown, but not what depends on unknown values", async () => {
    await start();
    assertSays(await notesOf({ displayName: UNKNOWN }), /^a new app: processingMode isn't set/);
    assertSays(await notesOf({ displayName: UNKNOWN, processingMode: UNKNOWN }));
    assertSays(await notesOf({ displayName: UNKNOWN, adopt: UNKNOWN }));
    assertSays(
      await notesOf({ displayName: UNKNOWN, adopt: UNKNOWN, processingMode: "DISPATCH" }),
      /^a new app: reten/,
    );
  });

  it("uses the mode of an adopted app, and says nothing if that applies the policy", async () => {
    await start();
    const [conversation, dispatch] = (["CONVERSATION", "DISPATCH"] as const).map((processing_mode) =>
      on.fake.insert({ display_name: "Other", channel_credentials: [], processing_mode }),
    );
    assertSays(await notesOf({ adopt: conversation }));
    assertSays(await notesOf({ adopt: dispatch }), NO_EFFECT);
    const asItIs = { retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 180 } };
    assertSays(await notesOf({ adopt: dispatch, ...asItIs }));
    // Adopted by the environment, and not found: whether it is created can't be told.
    const { notes } = await check(on.context, {}, { ...APP, adopt: "nobody" });
    assert.deepEqual(notes, []);
  });

  it("notes it when the mode or a policy changes, and not at each run afterwards", async () => {
    await start();
    const app = await on.create({ ...APP, processingMode: "CONVERSATION" });
    const dispatch = { ...APP, processingMode: "DISPATCH" };
    assertSays(await notesOf(dispatch, app.inputs), NO_EFFECT);
    await app.up(dispatch);
    assertSays(await notesOf({ ...dispatch, displayName: "Help" }, app.inputs));
    const other = { retentionPolicy: { ...POLICY.retentionPolicy, ttlDays: 6 } };
    assertSays(await notesOf({ ...dispatch, ...other }, app.inputs), NO_EFFECT);
  });
});

describe("processingMode without a fixed default", () => {
  let on: Lifecycle;
  afterEach(() => on.fake.close());

  for (const defaults of ["sdk", "openapi", "sparse"] as const) {
    for (const empty of ["show", "omit", "null"] as const) {
      it(`is neither sent, compared nor drift if a program leaves it unset, with defaults: ${defaults}, empty: ${empty} @processing-mode-unset`, async () => {
        on = await Lifecycle.start({ pendingMs: 0, defaults, empty });
        const program = { displayName: "Support", channelCredentials: [] };
        const created = await on.create(program);
        const adopted = await on.create({
          ...program,
          displayName: "By hand",
          adopt: on.fake.insert({ display_name: "By hand" }),
        });
        for (const app of [created, adopted]) {
          assert.equal(await app.refresh(), "same");
          for (const processing_mode of ["CONVERSATION", "DISPATCH"]) {
            on.fake.edit(app.id, (wire) => Object.assign(wire, { processing_mode }));
            assert.equal(await app.refresh(), "same");
          }
          assert.equal(await app.differsFrom({ ...program, displayName: app.inputs.displayName }), false);
          assert.ok(!("processingMode" in app.outputs));
        }
        assert.deepEqual(
          on.fake.received.filter(({ operation }) => operation === "create").map(({ body }) => body),
          [{ display_name: "Support", channel_credentials: [] }],
        );
        assert.equal(on.fake.journal.count({ operation: "update" }), 0);
      });

      it(`stays as a program set it, and is sent to an adopted app unless shown so, with defaults: ${defaults}, empty: ${empty}`, async () => {
        on = await Lifecycle.start({ pendingMs: 0, defaults, empty });
        for (const processingMode of ["CONVERSATION", "DISPATCH"]) {
          const program = { displayName: processingMode, channelCredentials: [], processingMode };
          const created = await on.create(program);
          const adopt = on.fake.insert({ display_name: `By hand ${processingMode}` });
          const adopted = await on.create({ ...program, allowDuplicateName: true, adopt });
          for (const app of [created, adopted]) {
            assert.equal(on.fake.app(app.id)?.processing_mode, processingMode);
            assert.equal(await app.refresh(), "same");
            assert.equal(await app.differsFrom(program), false);
            on.fake.edit(app.id, (wire) =>
              Object.assign(wire, { processing_mode: processingMode === "DISPATCH" ? "CONVERSATION" : "DISPATCH" }),
            );
            assert.equal(await app.refresh(), "changed");
          }
        }
      });
    }
  }
});
