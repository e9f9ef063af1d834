import assert from "node:assert/strict";
import { mkdtemp, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { App, type AppArgs } from "pulumi-sinch-conversation";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { fakeEnvironment, TestStack } from "../support/stack";
import { steps } from "../support/steps";

const sms = (token = "sms-token") => ({
  channel: "SMS" as const,
  staticBearer: { claimedIdentity: "plan", token: pulumi.secret(token) },
});

const BASE: AppArgs = {
  displayName: "Support",
  channelCredentials: [sms()],
  retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 },
};

/** A program of one app, whose arguments and options can be changed between runs. */
class OneApp {
  constructor(
    public args: AppArgs = BASE,
    public opts: pulumi.CustomResourceOptions = {},
  ) {}

  readonly program = async (): Promise<Record<string, unknown>> => {
    const app = new App("app", this.args, this.opts);
    return { id: app.id };
  };
}

const PROJECTS = [1, 2].map((n) => ({
  projectId: `project-${n}`,
  keys: [{ keyId: `key-${n}`, keySecret: `key-secret-${n}` }],
}));

describe("an app, through the engine,", function () {
  this.timeout(300_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  const app = new OneApp();

  beforeEach(async () => {
    app.args = BASE;
    fake = await startFake({ projects: PROJECTS });
    test = await TestStack.create(engine(), fakeEnvironment(fake), app.program);
  });
  afterEach(async () => {
    await test?.remove();
    await fake?.close();
  });

  const step = steps(
    "has a life from its creation to its end @app-life @deleted-outside @shell-variable @projects-and-regions @destroy-anywhere @get-of-nothing @get-shows-no-secret @rotated-key",
  );
  const ids = (): unknown[] => fake.apps().map(({ id }) => id);

  step("is created, left alone, updated, refreshed and repaired", async () => {
    const created = await test.up();
    assert.ok(created.ok, created.output);
    assert.deepEqual(created.steps, { app: "create" });
    assert.deepEqual(fake.journal.countByMethod(), { GET: 1, POST: 1 }, "one LIST looks whether the name is taken");

    fake.journal.clear();
    const again = await test.up();
    assert.deepEqual([again.ok, again.steps], [true, { app: "same" }]);
    assert.deepEqual(fake.journal.writes, []);

    app.args = { ...BASE, displayName: "Help", smartConversation: { enabled: true } };
    const updated = await test.up();
    assert.deepEqual([updated.ok, updated.steps], [true, { app: "update" }]);
    assert.deepEqual(
      fake.journal.writes.map(({ method, updateMask, body }) => [method, updateMask, body]),
      [
        [
          "PATCH",
          ["display_name", "smart_conversation"],
          { display_name: "Help", smart_conversation: { enabled: true } },
        ],
      ],
    );

    const calm = await test.refresh();
    assert.deepEqual([calm.ok, calm.steps], [true, { app: "refresh" }]);
    assert.match(calm.output, /2 unchanged/);

    const [id] = ids();
    fake.edit(id as string, (wire) =>
      Object.assign(wire, { display_name: "Clicked", message_retry_settings: { retry_duration: 60 } }),
    );
    const drifted = await test.refresh();
    assert.match(drifted.output, /~ 1 updated/);
    const preview = await test.preview();
    assert.match(preview.output, /displayName *: "Clicked" => "Help"/);
    assert.doesNotMatch(
      preview.output,
      /messageRetrySettings/,
      "a field that the program doesn't state stays the service's",
    );

    fake.journal.clear();
    assert.ok((await test.up()).ok);
    assert.deepEqual(
      fake.journal.writes.map(({ updateMask, body }) => [updateMask, body]),
      [[["display_name"], { display_name: "Help" }]],
    );
    assert.deepEqual(fake.app(id as string)?.message_retry_settings, { retry_duration: 60 });
  });

  step("that was deleted outside is found gone by a refresh, and made again", async () => {
    const [id] = ids();
    fake.remove(id as string);
    const shown = await test.command("refresh", "--yes", "--skip-preview", "--diff");
    assert.match(shown, /- displayName *: "Help"/);
    assert.doesNotMatch(
      shown,
      /formatVersion|incarnation|loopback|echoes|__/,
      "only what the program knows of the app",
    );
    assert.deepEqual(await test.apps(), {});
    assert.deepEqual((await test.up()).steps, { app: "create" });
    assert.equal(ids().length, 1);
    assert.notEqual(ids()[0], id);
  });

  step("is never replaced by a variable in the shell: the preview refuses and names both projects", async () => {
    const before = await test.apps();
    fake.journal.clear();
    for (const [projectId, region, operation] of [
      ["project-9", "us", "preview"],
      ["project-1", "eu", "up"],
    ] as const) {
      test.setEnv({ SINCH_PROJECT_ID: projectId, SINCH_CONVERSATION_REGION: region });
      const run = await test[operation]();
      assert.equal(run.ok, false);
      assert.match(
        run.output,
        /the app is in (project "project-1"|region "us"), but SINCH_\w+ in the environment is set to "(project-9|eu)"/,
      );
    }
    assert.deepEqual(fake.journal.entries, []);
    assert.deepEqual(await test.apps(), before);
    assert.ok((await test.refresh()).ok, "what has no program reads where the app lives from the state");
    test.setEnv(fakeEnvironment(fake));
  });

  step("made at the service is never looked for on this machine, nor the other way round", async () => {
    test.setEnv({ SINCH_API_URL: "" });
    for (const run of [await test.refresh(), await test.preview(), await test.destroy()]) {
      assert.equal(run.ok, false);
      assert.match(run.output, /the app was created on a fake API on this machine/);
    }
    assert.equal(ids().length, 1);
    test.setEnv(fakeEnvironment(fake));
  });

  step("moves by replacement where the program itself gives it another region and project", async () => {
    await test.stack.setConfig("sinch:projects", {
      value: JSON.stringify(Object.fromEntries(PROJECTS.map(({ projectId, keys }) => [projectId, keys[0]]))),
      secret: true,
    });
    app.args = { ...app.args, region: "eu", projectId: "project-2" };
    const preview = await test.preview();
    assert.match(preview.output, /projectId *: "project-1" => "project-2"/);
    assert.match(preview.output, /region *: "us" => "eu"/);
    assert.doesNotMatch(preview.output, /incarnation|formatVersion/);
    const moved = await test.up();
    assert.ok(moved.ok, moved.output);
    assert.match(moved.steps.app ?? "", /create-replacement.*replace.*delete-replaced/);
    assert.deepEqual(
      fake.records().map(({ projectId, region }) => [projectId, region]),
      [["project-2", "eu"]],
    );
  });

  step("is destroyed from a folder that never ran the program", async () => {
    const elsewhere = await mkdtemp(path.join(tmpdir(), "sinch-elsewhere-"));
    await symlink(path.join(__dirname, "../../node_modules"), path.join(elsewhere, "node_modules"));
    const other = await test.from(elsewhere);
    const destroyed = await other.destroy();
    assert.ok(destroyed.ok, destroyed.output);
    assert.deepEqual(ids(), []);
    assert.deepEqual(await test.apps(), {});
  });

  step("that is looked up and isn't there is an error, not an empty object", async () => {
    test.use(async () => {
      App.get("app", "01ARZ3NDEKTSV4RRFFQ69G5FAV");
    });
    const run = await test.up();
    assert.equal(run.ok, false);
    assert.match(run.output, /reading app 01ARZ3NDEKTSV4RRFFQ69G5FAV: app not found in project project-1, region us/);
  });

  step("is looked up with what the service shows of it, and never changed or deleted", async () => {
    fake.journal.clear();
    const id = fake.insert({
      display_name: "By hand",
      channel_credentials: [{ channel: "SMS", static_bearer: { claimed_identity: "plan", token: "CANARY-token" } }],
    });
    test.use(async () => {
      const found = App.get("app", id);
      return { name: found.displayName, channels: found.channelCredentials, isApp: App.isInstance(found) };
    });
    const up = await test.up();
    assert.ok(up.ok, up.output);
    assert.match(up.output, /name *: "By hand"/);
    assert.match(up.output, /claimedIdentity: "plan"/);
    assert.match(up.output, /isApp *: true/);
    fake.edit(id, (wire) => Object.assign(wire, { queue_stats: { outbound_size: 7, outbound_limit: 500000 } }));
    const refreshed = await test.refresh();
    assert.match(refreshed.output, /2 unchanged/, `what moves by itself is no change\n${refreshed.output}`);
    assert.ok((await test.destroy()).ok);
    assert.ok(fake.remove(id), "it is there still");
    assert.deepEqual(fake.journal.writes, []);
    assert.doesNotMatch((await test.everythingKept()) + up.output, /CANARY/);
  });

  step("whose key was rotated in the configuration is refreshed with the new key by the documented way", async () => {
    await test.stack.removeConfig("sinch:projects");
    app.args = BASE;
    test.use(app.program);
    const setKey = (n: number): Promise<void> =>
      test.stack.setAllConfig({
        "sinch:keyId": { value: `key-${n}` },
        "sinch:keySecret": { value: `key-secret-${n}`, secret: true },
      });
    test.setEnv({ SINCH_KEY_ID: "", SINCH_KEY_SECRET: "" });
    await setKey(1);
    assert.ok((await test.up()).ok);
    fake.addKey("project-1", { keyId: "key-2", keySecret: "key-secret-2" });
    fake.revokeKey("key-1");
    await setKey(2);

    const refused = await test.refresh();
    assert.equal(refused.ok, false, "a plain refresh runs with the configuration of the last `up`");
    assert.match(refused.output, /401\b.*`pulumi refresh --run-program`/s);
    assert.equal(Object.keys(await test.apps()).length, 1);
    assert.ok((await test.refresh({ runProgram: true })).ok);
    assert.ok((await test.destroy()).ok, "with the new key from then on");
    assert.doesNotMatch(await test.everythingKept(), /key-secret-/);
  });
});
