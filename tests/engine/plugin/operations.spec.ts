import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Provider, type ProviderArgs } from "pulumi-sinch-conversation/native";
import { type Fake, startFake } from "../../../fake";
import { channels, type Stages, wireChannels } from "../../fixtures/channels";
import { useEngine } from "../../support/engine";
import { fakeEnvironment, type Run, TestStack } from "../../support/stack";

// What only the plugin can do. Resources are made by their type, as any SDK does.

type Args = Record<string, unknown>;
type Options = pulumi.CustomResourceOptions;

class AnyResource extends pulumi.CustomResource {}

const app = (name: string, args: Args = {}, opts: Options = {}): pulumi.CustomResource =>
  new AnyResource("sinch:conversation:App", name, { displayName: name, channelCredentials: [], ...args }, opts);

const PROJECTS = [1, 2].map((n) => ({
  projectId: `project-${n}`,
  keys: [
    { keyId: `key-${n}`, keySecret: `key-secret-${n}` },
    { keyId: `rotated-${n}`, keySecret: `CANARY-rotated-${n}` },
  ],
}));
const sms = (token: unknown, more: object = {}) => ({
  channel: "SMS",
  staticBearer: { claimedIdentity: "plan", token },
  ...more,
});
const messenger = (token: unknown) => ({ channel: "MESSENGER", staticToken: { token } });

describe("a native app in the engine", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  let printed = "";

  // One stack for all: the first `up` of a test deletes what the one before left.
  before(async () => {
    fake = await startFake({ projects: PROJECTS, pendingMs: 0, instagram: "keep" });
    test = await TestStack.create(engine(), fakeEnvironment(fake));
  });
  beforeEach(() => fake.journal.clear());
  afterEach(() => fake.clearFaults());
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  const kept = (run: Run): Run => {
    printed += run.output + JSON.stringify(run.events);
    return run;
  };
  const up = async (program: () => unknown, works = true): Promise<Run> => {
    test.use(async () => program() as Record<string, unknown>);
    const run = kept(await test.up());
    assert.equal(run.ok, works, run.output);
    return run;
  };
  const written = (): string[] => fake.journal.writes.map(({ method, region }) => `${method} ${region}`);

  it("is created, stays, is changed, drifts and comes back, each shown at its path", async () => {
    const program =
      (token: string, name: string, ...front: object[]) =>
      () => {
        const made = app("app", { displayName: name, channelCredentials: [...front, sms(token)] });
        return { id: made.id };
      };
    assert.equal((await up(program("CANARY-1", "App"))).steps.app, "create");
    const [{ id } = assert.fail()] = fake.apps();
    assert.equal((await up(program("CANARY-1", "App"))).steps.app, "same");
    assert.deepEqual(written(), ["POST us"]);

    const rotated = await up(program("CANARY-2", "App"));
    assert.deepEqual(rotated.changes.app, ["channelCredentials[0].staticBearer.token"]);
    const inserted = await up(program("CANARY-2", "App", messenger("CANARY-3")));
    assert.deepEqual(inserted.changes.app, ["channelCredentials[0]"]);

    fake.edit(id as string, (live) => {
      live.display_name = "Drifted";
      const [, entry] = live.channel_credentials;
      Object.assign(entry as object, { static_bearer: { claimed_identity: "plan", token: "CANARY-drift" } });
    });
    const refreshed = kept(await test.refresh());
    assert.deepEqual(refreshed.changes.app, ["channelCredentials[1].staticBearer.token", "displayName"]);
    const restored = await up(program("CANARY-2", "App", messenger("CANARY-3")));
    assert.deepEqual(restored.changes.app, ["channelCredentials[1].staticBearer.token", "displayName"]);
    assert.match(JSON.stringify(fake.app(id as string)), /CANARY-2.*"App"|"App".*CANARY-2/);
  });

  it("is replaced where its region or project changes, in either order", async () => {
    const [, { projectId, keys: [key] = [] } = assert.fail()] = PROJECTS;
    await test.stack.setConfig("sinch:projects", { value: JSON.stringify({ [projectId]: key }), secret: true });
    const program = (place: Args, opts: Options) => () => void app("app", place, opts);
    const places = (): string[] =>
      fake.journal.writes.map(({ method, region, projectId: of }) => `${method} ${of} ${region}`);
    await up(program({ region: "us" }, {}));
    fake.journal.clear();
    assert.match(
      (await up(program({ region: "eu" }, {}))).steps.app ?? "",
      /^create-replacement, replace, delete-replaced$/,
    );
    assert.deepEqual(places(), ["POST project-1 eu", "DELETE project-1 us"]);
    fake.journal.clear();
    const moved = await up(program({ region: "eu", projectId }, {}));
    assert.match(moved.steps.app ?? "", /^create-replacement, replace, delete-replaced$/);
    assert.deepEqual(moved.changes.app, ["projectId"]);
    assert.deepEqual(places(), ["POST project-2 eu", "DELETE project-1 eu"]);
    fake.journal.clear();
    const back = await up(program({ region: "us", projectId }, { deleteBeforeReplace: true }));
    assert.match(back.steps.app ?? "", /^delete-replaced, replace, create-replacement$/);
    assert.deepEqual(back.changes.app, ["region"]);
    assert.deepEqual(places(), ["DELETE project-2 eu", "POST project-2 us"]);
  });

  it("lives by explicit providers in two regions and projects; a rotated key touches none of them", async () => {
    const program =
      (key: (n: number) => ProviderArgs, region: "eu" | "us" = "eu") =>
      () => {
        const providers = [
          new Provider("one", { projectId: "project-1", region, apiUrl: fake.apiUrl, ...key(1) }),
          new Provider("two", { projectId: "project-2", region: "br", apiUrl: fake.apiUrl, ...key(2) }),
        ];
        for (const [at, provider] of providers.entries()) app(`app-${at}`, { displayName: "Same" }, { provider });
      };
    const key = (n: number): ProviderArgs => ({ keyId: `key-${n}`, keySecret: `key-secret-${n}` });
    await up(program(key));
    const places = fake.records().map(({ projectId, region }) => `${projectId} ${region}`);
    assert.deepEqual(places.sort(), ["project-1 eu", "project-2 br"]);
    fake.journal.clear();
    const rotated = await up(program((n) => ({ keyId: `rotated-${n}`, keySecret: `CANARY-rotated-${n}` })));
    assert.deepEqual([rotated.steps, fake.journal.count()], [{ "app-0": "same", "app-1": "same" }, 0]);
    const elsewhere = program((n) => ({ keyId: `rotated-${n}`, keySecret: `CANARY-rotated-${n}` }), "us");
    test.use(async () => elsewhere());
    for (const moved of [kept(await test.preview()), await up(elsewhere, false)]) {
      assert.equal(moved.ok, false);
      assert.match(
        moved.output,
        /the app is in region "eu", but region of provider "one" is set to "us"\. .*: correct that value, or set region on the app/,
      );
    }
    assert.deepEqual(written(), []);
    const wrong = await up(() => void new Provider("three", { regoin: "eu" } as ProviderArgs), false);
    assert.match(wrong.output, /"regoin" is not a setting of this provider; did you mean region\?/);
    assert.equal(fake.journal.count({ method: "DELETE" }), 0);
    test.use(async () => {});
    assert.ok(kept(await test.up()).ok);
  });

  it("is taken over by `pulumi import`, and by the option, from each channel, and nothing differs then", async () => {
    const rows = Object.entries(wireChannels).map(([channel, { created }], at) => {
      const name = `channel-${at}`;
      const id = fake.insert({ display_name: name, channel_credentials: created } as never);
      const stated = JSON.parse(
        JSON.stringify((channels as Readonly<Record<string, Stages<object[]>>>)[channel]?.created),
        (key, value) =>
          (key === "isDefault" && value === false) || (key === "credentialOrdinalNumber" && value === 0)
            ? undefined
            : value,
      );
      return { name, id, args: { channelCredentials: stated, processingMode: "DISPATCH" } };
    });
    const half = Math.ceil(rows.length / 2);
    const file = path.join(test.folder, "import.json");
    const resources = rows.slice(0, half).map(({ name, id }, at) => ({
      type: "sinch:conversation:App",
      name,
      id: at === 0 ? `project-1/us/${id}` : id,
    }));
    await writeFile(file, JSON.stringify({ resources }));
    printed += await test.command("import", "--file", file, "--yes", "--generate-code=false", "--protect=false");
    const program = () => {
      for (const [at, { name, id, args }] of rows.entries()) app(name, args, at < half ? {} : { import: id });
    };
    const run = await up(program);
    assert.deepEqual(
      rows.map(({ name }) => run.steps[name]),
      rows.map((_, at) => (at < half ? "same" : "import")),
    );
    assert.deepEqual(written(), []);
    const again = kept(await test.preview());
    assert.deepEqual(new Set(Object.values(again.steps)), new Set(["same"]));
    const refreshed = kept(await test.refresh());
    assert.deepEqual(refreshed.changes, {});
  });

  it("takes what transforms give it, and only the target where there is one", async () => {
    const program = (name: string) => () => {
      const transforms: Options["transforms"] = [
        ({ props, opts }) => ({ props: { ...props, displayName: `${props.displayName} by transform` }, opts }),
      ];
      app("transformed", { displayName: name }, { transforms });
      app("plain", { displayName: `plain ${name}` });
    };
    await up(program("one"));
    test.use(async () => program("two")());
    const urn = "urn:pulumi:test::tests::sinch:conversation:App::transformed";
    const targeted = kept(await test.up({ target: [urn] }));
    assert.ok(targeted.ok, targeted.output);
    const names = fake.apps().map(({ display_name }) => display_name);
    assert.ok(names.includes("two by transform") && names.includes("plain one"), names.join());
  });

  it("keeps customTimeouts where the service hangs, and is updated by the next run", async () => {
    const program = (name: string) => () =>
      void app("app", { displayName: name }, { customTimeouts: { create: "2s", update: "2s" } });
    await up(program("one"));
    fake.fail({ operation: "update", delayMs: 60_000, effect: { kind: "none" } });
    const since = Date.now();
    const late = await up(program("two"), false);
    assert.match(late.output, /timed out/);
    assert.ok(Date.now() - since < 8_000, `${Date.now() - since} ms`);
    fake.clearFaults();
    assert.equal((await up(program("two"))).steps.app, "update");
  });

  it("answers functions, whose results hold no secret", async () => {
    await up(() => {
      const made = app("app", { channelCredentials: [sms("CANARY-look-up")] });
      const look = (id: string | undefined): Promise<Args> =>
        id ? pulumi.runtime.invoke("sinch:conversation:getApp", { id }) : Promise.resolve({});
      const found = made.id.apply(look);
      return {
        name: found.displayName,
        entries: found.apply(({ channelCredentials }) => JSON.stringify(channelCredentials)),
      };
    });
    assert.match(printed, /name *: "app"/);
  });

  it("is deleted, and has shown no secret in all that, nor keeps one in plain", async () => {
    test.use(async () => {});
    const run = kept(await test.up());
    assert.ok(run.ok, run.output);
    assert.deepEqual(fake.apps(), []);
    const everything = printed + (await test.everythingKept());
    assert.equal(/.{80}CANARY-/s.exec(everything), null);
  });
});
