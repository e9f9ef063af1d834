import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { AppArgs } from "pulumi-sinch-conversation";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { FORMS } from "../support/forms";
import { fakeEnvironment, TestStack } from "../support/stack";

const sms = (identity: string, token: string, callbackSecret?: string): AppArgs["channelCredentials"] => [
  { channel: "SMS", staticBearer: { claimedIdentity: identity, token }, callbackSecret },
];

/** What the SMS channel of an app at the service holds. */
const bearer = (fake: Fake, name: RegExp | string): { claimed_identity: string; token: string } => {
  const [entry] =
    fake.apps().find(({ display_name }) => new RegExp(name).test(display_name))?.channel_credentials ?? [];
  assert.ok(entry);
  return entry.static_bearer as { claimed_identity: string; token: string };
};

const PROJECTS = [1, 2].map((n) => ({
  projectId: `project-${n}`,
  keys: [{ keyId: `key-${n}`, keySecret: `key-secret-${n}` }],
}));

for (const { form, App } of FORMS)
  describe(`resource options of a ${form} app`, function () {
    this.timeout(60_000);
    const engine = useEngine();
    let fake: Fake;
    let test: TestStack;

    // One stack for all: the first `up` of a test deletes what the one before left.
    before(async () => {
      fake = await startFake({ projects: PROJECTS });
      test = await TestStack.create(engine(), fakeEnvironment(fake));
    });
    beforeEach(() => fake.journal.clear());
    after(async () => {
      await test?.remove();
      await fake?.close();
    });

    const up = async (program: () => void): Promise<Awaited<ReturnType<TestStack["up"]>>> => {
      test.use(async () => program());
      const run = await test.up();
      assert.ok(run.ok, run.output);
      return run;
    };

    it("ignoreChanges leaves alone what it names, secrets included, and lets the rest through @ignore-changes", async () => {
      const program = (round: number) => (): void => {
        const app = (name: string, ignoreChanges: string[]) =>
          new App(
            name,
            { displayName: `${name} ${round}`, channelCredentials: sms(`id-${round}`, `token-${round}`) },
            { ignoreChanges },
          );
        app("list", ["channelCredentials"]);
        app("entry", ["channelCredentials[0]"]);
        app("identity", ["channelCredentials[0].staticBearer.claimedIdentity"]);
        app("token", ["channelCredentials[0].staticBearer.token"]);
        app("everything", ["*"]);
      };
      await up(program(1));
      await up(program(2));
      assert.deepEqual(
        ["list", "entry", "identity", "token", "everything"].map((name) => [name, bearer(fake, `^${name} `)]),
        [
          ["list", { claimed_identity: "id-1", token: "token-1" }],
          ["entry", { claimed_identity: "id-1", token: "token-1" }],
          ["identity", { claimed_identity: "id-1", token: "token-2" }],
          ["token", { claimed_identity: "id-2", token: "token-1" }],
          ["everything", { claimed_identity: "id-1", token: "token-1" }],
        ],
      );
      assert.deepEqual(
        fake
          .apps()
          .map(({ display_name }) => display_name)
          .sort(),
        ["entry 2", "everything 1", "identity 2", "list 2", "token 2"],
      );
      const again = await test.up();
      assert.deepEqual(new Set(Object.values(again.steps)), new Set(["same"]));
    });

    it("ignoreChanges keeps a channel that the schema doesn't know, where somebody added it @forward-compatible", async () => {
      const program = (name: string) => (): void => {
        new App(
          "app",
          { displayName: name, channelCredentials: sms("id", "token") },
          { ignoreChanges: ["channelCredentials"] },
        );
      };
      await up(program("one"));
      const id = fake.apps()[0]?.id as string;
      fake.edit(id, (app) => app.channel_credentials.push({ channel: "PIGEON", pigeon: { loft: "x" } } as never));
      assert.ok((await test.refresh()).ok);
      await up(program("two"));
      assert.deepEqual(
        fake.app(id)?.channel_credentials.map(({ channel }) => channel),
        ["SMS", "PIGEON"],
      );
      assert.equal(fake.app(id)?.display_name, "two");
    });

    it("replaceOnChanges replaces, deleteBeforeReplace in the other order, also for a secret @replacement-options", async () => {
      const program = (round: number) => (): void => {
        new App(
          "plain",
          { displayName: `plain ${round}`, channelCredentials: [] },
          { replaceOnChanges: ["displayName"] },
        );
        new App(
          "first-deleted",
          { displayName: `first-deleted ${round}`, channelCredentials: [] },
          { replaceOnChanges: ["displayName"], deleteBeforeReplace: true },
        );
        new App(
          "secret",
          { displayName: "secret", channelCredentials: sms("id", `token-${round}`) },
          { replaceOnChanges: ["channelCredentials"] },
        );
        new App(
          "one-secret",
          { displayName: "one-secret", channelCredentials: sms("id", `token-${round}`) },
          { replaceOnChanges: ["channelCredentials[0].staticBearer.token"] },
        );
        new App(
          "another-secret",
          {
            displayName: "another-secret",
            channelCredentials: sms("id", "token", `c-${round}`),
          },
          { replaceOnChanges: ["channelCredentials[*].staticBearer.token"] },
        );
      };
      await up(program(1));
      const before = fake.apps().map(({ id }) => id);
      const run = await up(program(2));
      assert.match(run.steps.plain ?? "", /^create-replacement, replace, delete-replaced$/);
      assert.match(run.steps["first-deleted"] ?? "", /^delete-replaced, replace, create-replacement$/);
      assert.match(run.steps.secret ?? "", /^create-replacement, replace, delete-replaced$/);
      assert.match(run.steps["one-secret"] ?? "", /^create-replacement, replace, delete-replaced$/);
      assert.deepEqual(
        run.changes["one-secret"],
        form === "native" ? ["channelCredentials[0].staticBearer.token"] : ["secrets.channelCredentials"],
      );
      assert.equal(run.steps["another-secret"], "update");
      const after = fake.apps();
      assert.equal(after.length, 5);
      assert.deepEqual(
        after.filter(({ id }) => before.includes(id)).map(({ display_name }) => display_name),
        ["another-secret"],
      );
    });

    it("aliases, parent and dependsOn change nothing at the service @structure-options", async () => {
      const args: AppArgs = { displayName: "A", channelCredentials: [] };
      await up(() => {
        new App("old-name", args);
      });
      fake.journal.clear();
      const run = await up(() => {
        const group = new pulumi.ComponentResource("tests:index:Group", "group");
        const app = new App("new-name", args, {
          parent: group,
          aliases: [{ name: "old-name", parent: pulumi.rootStackResource }],
        });
        new App("after", { displayName: "B", channelCredentials: [] }, { dependsOn: app, parent: app });
      });
      assert.deepEqual(run.steps, { "new-name": "same", after: "create" });
      assert.deepEqual(
        fake.journal.writes.map(({ method }) => method),
        ["POST"],
      );
    });

    it("additionalSecretOutputs makes an output secret; customTimeouts is no error @output-options", async () => {
      test.use(async () => {
        const app = new App(
          "app",
          { displayName: "CANARY name", channelCredentials: [] },
          { additionalSecretOutputs: ["displayName"], customTimeouts: { create: "1m" } },
        );
        return { name: app.displayName };
      });
      const run = await test.up();
      assert.ok(run.ok, run.output);
      assert.match(run.output, /name: \[secret\]/);
      const outputs = (await test.apps()).app?.outputs.displayName;
      assert.equal(outputs, "[secret]", "marked as a secret in the state");
    });

    it("two regions and two projects live in one stack @projects-and-regions", async () => {
      test.setEnv({ SINCH_KEY_ID: "", SINCH_KEY_SECRET: "" });
      const keys = Object.fromEntries(PROJECTS.map(({ projectId, keys: [key] }) => [projectId, key]));
      await test.stack.setConfig("sinch:projects", { value: JSON.stringify(keys), secret: true });
      await up(() => {
        for (const projectId of ["project-1", "project-2"]) {
          for (const region of ["us", "eu"] as const) {
            new App(`${projectId}-${region}`, { displayName: "Everywhere", channelCredentials: [], projectId, region });
          }
        }
      });
      const places = fake.records().map(({ projectId, region }) => `${projectId} ${region}`);
      assert.deepEqual(places.sort(), ["project-1 eu", "project-1 us", "project-2 eu", "project-2 us"]);
      const refreshed = await test.refresh();
      assert.match(refreshed.output, /5 unchanged/);
    });

    it("protect, retainOnDelete and deletedWith decide what is deleted @deletion-options", async () => {
      const app = (name: string, opts: pulumi.CustomResourceOptions = {}) =>
        new App(name, { displayName: name, channelCredentials: [] }, opts);
      await up(() => {
        app("protected", { protect: true });
        app("retained", { retainOnDelete: true });
        const owner = app("owner");
        app("owned", { deletedWith: owner });
      });
      await up(() => {
        app("protected", { protect: true });
      });
      assert.deepEqual(
        fake
          .apps()
          .map(({ display_name }) => display_name)
          .sort(),
        ["owned", "protected", "retained"],
        "deletedWith skips the DELETE of what goes with its owner",
      );

      test.use(async () => {});
      const refused = await test.up();
      assert.equal(refused.ok, false);
      assert.match(refused.output, /cannot be deleted[\s\S]*protect/);
      assert.equal(fake.apps().length, 3);

      // Nothing is left for other tests to trip over.
      await test.command("state", "unprotect", "--all", "--yes");
      for (const { id, display_name } of fake.apps()) if (display_name !== "protected") fake.remove(id);
    });
  });
