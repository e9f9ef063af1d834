import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFake } from "../../../fake/index.js";
import { APPS, caller, create, draft, patch, sms, withFake } from "./client.js";

describe("the fake's handle", () => {
  it(
    "returns copies, so that only edit changes an app",
    withFake({}, async (fake, call) => {
      const { id } = await create(call);
      for (const app of [fake.app(id), fake.apps()[0], fake.records()[0]?.app])
        Object.assign(app ?? {}, { display_name: "no" });
      assert.equal(fake.app(id)?.display_name, "Support");
      fake.edit(id, (app) => {
        app.display_name = "yes";
        app.channel_credentials.push({ channel: "TELEGRAM", telegram_credentials: { token: "t" } });
      });
      const { body } = await call(`${APPS}/${id}`);
      assert.equal(body.display_name, "yes");
      assert.deepEqual(body.channel_credentials[1], {
        channel: "TELEGRAM",
        telegram_credentials: { token: "t" },
        state: { status: "ACTIVE", description: "" },
        callback_secret: "",
        channel_known_id: "",
        credential_ordinal_number: 0,
      });
      assert.throws(() => fake.edit("nobody", () => {}), /has no app nobody/);
    }),
  );

  it(
    "inserts apps unchanged in any place, and removes them",
    withFake({}, async (fake, call) => {
      const fax = { channel: "FAX", fax_credentials: { number: "1" } };
      const id = fake.insert({ id: "given", channel_credentials: [fax], theme: "dark" }, { region: "br" });
      assert.equal(id, "given");
      const { body } = await call(`/br${APPS}/given`);
      assert.equal(body.theme, "dark");
      assert.deepEqual(body.channel_credentials[0]?.fax_credentials, { number: "1" });
      assert.equal(body.processing_mode, "DISPATCH");
      fake.insert({ id: "bare", display_name: "Bare" }, { fill: false });
      assert.deepEqual((await call(`${APPS}/bare`)).body, {
        id: "bare",
        display_name: "Bare",
        channel_credentials: [],
      });
      assert.equal(fake.remove("given"), true);
      assert.equal(fake.remove("given"), false);
    }),
  );

  it(
    "listens on 127.0.0.1 only and says where",
    withFake({}, async (fake, call) => {
      assert.equal(fake.origin, `http://127.0.0.1:${fake.port}`);
      assert.deepEqual(
        [fake.url, fake.apiUrl, fake.regionUrl("eu")],
        [fake.origin, `${fake.origin}/{region}`, `${fake.origin}/eu`],
      );
      await create(call);
      await assert.rejects(startFake({ port: fake.port }), { code: "EADDRINUSE" });
    }),
  );
});

describe("the fake's state file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fake-state-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("keeps the apps and what the service stores about them between runs, readable by its owner only", async () => {
    const stateFile = join(folder, "state.json");
    const instagram = { channel: "INSTAGRAM", instagram_credentials: { token: "short" } };
    const first = await startFake({ stateFile, region: "eu", pendingMs: 60_000 });
    const { id } = await create(caller(first.origin), draft({ channel_credentials: [sms(), instagram] }));
    const apps = first.apps();
    await first.close();
    assert.equal(statSync(stateFile).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ["state.json"]);

    const second = await startFake({ stateFile, region: "eu", pendingMs: 0 });
    const call = caller(second.origin);
    assert.deepEqual(second.apps(), apps);
    const reply = await patch(call, id, "", { channel_credentials: [instagram] });
    assert.equal(reply.body.channel_credentials[0]?.state?.status, "FAILING");
    await call(`${APPS}/${id}`, { method: "DELETE" });
    await second.close();
    assert.deepEqual(JSON.parse(readFileSync(stateFile, "utf8")).apps, []);
  });

  it("is refused if it isn't one, without quoting its content", async () => {
    const stateFile = join(folder, "state.json");
    for (const content of ['{"token": canary', '{"token": "canary"}', "[]", "null"]) {
      writeFileSync(stateFile, content);
      await assert.rejects(startFake({ stateFile }), (error: Error) => {
        assert.match(error.message, /state\.json is not a state file of the fake Apps API/);
        assert.doesNotMatch(error.stack ?? "", /canary/);
        return true;
      });
      assert.equal(readFileSync(stateFile, "utf8"), content);
    }
  });
});
