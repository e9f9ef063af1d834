import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { OutcomeRecord, Plan } from "../../../cli/promote/records/records";
import { FORMS } from "../../../cli/stack";
import { useEngine } from "../../support/engine";
import { recordFigures } from "../../support/figures";
import { type AppSpec, Promotion, type StackName } from "./promotion";

// Whole stories of promotion: three stacks, three Sinch projects, a key for each, which only its own job has.

for (const form of ["dynamic", "native"] as const)
  describe(`promotion from stack to stack, of apps and webhooks of the ${form} form`, function () {
    this.timeout(0);
    const engine = useEngine();
    let on: Promotion;
    let scenarios = 0;
    afterEach(() => on?.close());
    after(function () {
      // Of a run of some of them alone, or of one that failed, the figure would be too small.
      if (this.test?.parent?.tests.every((test) => test.isPassed()) === true) recordFigures("promotion", { scenarios });
    });

    const begin = async (apps: Readonly<Record<string, AppSpec>>, ...stacks: StackName[]): Promise<void> => {
      scenarios += 1;
      on = await Promotion.start(engine(), apps, form);
      for (const stack of stacks) {
        await on.init(stack);
        await on.up(stack);
      }
      on.fake.journal.clear();
    };
    const ok = async (
      run: Promise<{ code: number | null; stdout: string; stderr: string }>,
      code: number,
    ): Promise<string> => {
      const ended = await run;
      assert.equal(ended.code, code, ended.stdout + ended.stderr);
      return ended.stdout + ended.stderr;
    };
    const deployed = async (apps: Readonly<Record<string, AppSpec>>, stack: StackName): Promise<void> => {
      await on.commit(apps);
      await on.up(stack);
      await ok(on.attest(stack), 0);
      on.fake.journal.clear();
    };
    const plan = (stack: StackName): Promise<Plan> => on.record<Plan>(`${stack}.plan.json`);

    it("brings one change from dev over staging to production, and only that change", async () => {
      const events = (...triggers: string[]): AppSpec => ({ webhooks: { events: { triggers }, other: {} } });
      await begin({ support: events("OPT_IN"), sales: {} }, "dev", "staging", "prod");
      const before = on.fake.records().filter(({ projectId }) => projectId !== "project-1");
      await deployed({ support: { days: 60, ...events("OPT_IN", "OPT_OUT") }, sales: {} }, "dev");
      for (const [from, to] of [
        ["dev", "staging"],
        ["staging", "prod"],
      ] as const) {
        if (from === "staging") await ok(on.attest("staging"), 0);
        const itself = `organization/shop/${from}`;
        const onto = await ok(on.promote(from, "plan", "--from", `${from}.json`, "--stack", itself), 3);
        assert.match(onto, /\.json is of stack organization\/shop\/\w+ itself/);
        assert.match(await ok(on.promote(from, from, itself, "--yes"), 3), /can't be promoted to itself/);
        await ok(on.plan(from, to), 2);
        const { digest } = await plan(to);
        await ok(on.plan(from, to), 2);
        assert.equal((await plan(to)).digest, digest, "equal inputs, another time");
        assert.deepEqual(
          (await plan(to)).resources.map(({ name, updateMask }) => [name, updateMask]),
          [
            ["sales", undefined],
            ["support", ["retention_policy"]],
            ["events", ["triggers"]],
            ["other", undefined],
          ],
        );
        assert.deepEqual(on.writes(), []);
        await ok(on.apply(to, "--stack", `organization/shop/${to}`), 0);
        const project = to === "staging" ? 2 : 3;
        assert.deepEqual(on.writes().sort(), [
          `PATCH project-${project} retention_policy`,
          `PATCH project-${project} triggers`,
        ]);
        on.fake.journal.clear();
      }
      const after = on.fake.records().filter(({ projectId }) => projectId !== "project-1");
      for (const { app } of before)
        if (app.display_name === "support") Object.assign(app.retention_policy ?? {}, { ttl_days: 60 });
      const lasting = (records: typeof before): unknown =>
        JSON.parse(JSON.stringify(records, (name, value) => (name === "state" ? undefined : value)));
      assert.deepEqual(lasting(after), lasting(before));
      assert.match(await ok(on.plan("staging", "prod"), 0), /nothing to do/);
      assert.match(await ok(on.apply("prod"), 0), /nothing to do/);
    });

    it("refuses to attest each source that isn't fit: a part, drift, another program, files that aren't committed, no update", async () => {
      const webhooks = { events: {}, gone: {} };
      await begin({ support: { webhooks }, sales: {} }, "staging");
      const urn = `urn:pulumi:staging::shop::${FORMS[form]}App::support`;
      const refused = async (gate: RegExp): Promise<void> => {
        assert.match(await ok(on.attest("staging"), 3), gate);
      };
      await on.commit({ support: { days: 60, webhooks }, sales: { days: 60 } });
      await on.up("staging", "--target", urn);
      await refused(
        /✗ last-update.*part of the stack \(--target\)[\s\S]*✗ preview.*update sales[\s\S]*Refused: last-update, preview\. No record/,
      );
      await on.up("staging");
      await writeFile(path.join(on.program, "new.js"), "");
      await refused(/✗ git .*not committed: new\.js[\s\S]*Refused: git\./);
      await rm(path.join(on.program, "new.js"));
      on.fake.edit(on.app("staging", "support").id, (app) => Object.assign(app, { display_name: "By hand" }));
      on.fake.editWebhook(on.webhook("staging", "events").id, (webhook) =>
        Object.assign(webhook, { triggers: ["OPT_IN"] }),
      );
      on.fake.removeWebhook(on.webhook("staging", "gone").id);
      await refused(
        /✗ drift .*support: displayName; webhook events: triggers; webhook gone: gone[\s\S]*Refused: drift\./,
      );
      await ok(on.attest("staging", "--skip", "drift=being looked at"), 0);
      assert.match(await readFile(path.join(on.program, "staging.json"), "utf8"), /"reason": "being looked at"/);
      assert.match((await on.attest("staging", "--skip", "nonsense=x")).stderr, /The gates are last-update, pending/);
      assert.deepEqual(
        on.writes().filter((write) => !write.startsWith("PATCH project-2 retention_policy")),
        [],
      );
    });

    it("says of what production lacks how to set it, and of a renamed app how to keep it", async () => {
      await begin({ support: {}, help: { only: ["staging"] } }, "staging", "prod");
      await on.configure("staging", { callbackSecret: "CANARY-callback" });
      await deployed({ desk: { displayName: "support" }, help: { only: ["staging"] } }, "staging").catch(() => {});
      assert.equal(on.fake.apps({ projectId: "project-2" }).length, 2, "a taken name stops the rename in staging, too");
      await on.commit({ desk: { displayName: "desk" }, help: { only: ["staging"] } });
      await on.up("staging");
      await ok(on.attest("staging"), 0);
      on.fake.journal.clear();

      assert.match(
        await ok(on.plan("staging", "prod"), 3),
        /pulumi config set --secret shop:callbackSecret --stack prod/,
      );
      await on.configure("prod", { callbackSecret: "CANARY-callback-prod" });
      const renamed = await ok(on.plan("staging", "prod"), 3);
      assert.match(renamed, /delete +support +it would be deleted.*aliases: \[\{ name: "support" \}\]/s);
      assert.match(renamed, /app help of staging isn't in prod/);
      assert.match(await ok(on.apply("prod"), 3), /was refused when it was created: delete/);
      assert.deepEqual(on.writes(), []);
    });

    it("creates an app that production doesn't have yet, and leaves one alone that only production has", async () => {
      await begin({ support: {}, own: { only: ["prod"] } }, "prod");
      await on.init("staging");
      const fresh = { webhooks: { "of-fresh": {} } };
      await deployed({ support: {}, own: { only: ["prod"] }, fresh }, "staging");
      assert.match(
        await ok(on.plan("staging", "prod"), 2),
        /2 to create[\s\S]*webhook of-fresh of fresh +POST \(new webhook\)[\s\S]*app own is only in prod/,
      );
      const byHand = on.fake.insert({ display_name: "fresh" }, { projectId: "project-3" });
      assert.match(
        await ok(on.apply("prod"), 3),
        /preview: fresh: .*already.* Nothing was written\. Create a new plan/,
      );
      on.fake.remove(byHand);
      await ok(on.apply("prod"), 0);
      assert.deepEqual(on.writes(), ["POST project-3", "POST project-3"]);
      assert.equal(on.webhook("prod", "of-fresh").app_id, on.app("prod", "fresh").id);
      const entry = on.app("prod", "fresh").channel_credentials[0];
      assert.deepEqual(entry?.static_bearer, { claimed_identity: "prod-fresh", token: "CANARY-token-prod" });
    });

    it("refuses an approved plan where anything moved: configuration, program, stack, an app at the service", async () => {
      const webhooks = { events: {} };
      await begin({ support: { webhooks } }, "staging", "prod");
      await deployed({ support: { days: 60, webhooks } }, "staging");
      await ok(on.plan("staging", "prod"), 2);
      const refused = async (why: RegExp): Promise<void> => {
        assert.match(await ok(on.apply("prod"), 3), why);
      };
      await on.configure("prod", { token: "CANARY-rotated" });
      await refused(/the configuration: shop:token; .*app support.*webhook events: /);
      await on.configure("prod", { token: "CANARY-token-prod" });
      await on.commit({ support: { days: 90, webhooks } });
      await refused(/the program: planned with .*app support: the program sets something else/);
      await on.git("checkout", "--quiet", "HEAD~1");
      const { id } = on.app("prod", "support");
      on.fake.edit(id, (app) => Object.assign(app, { display_name: "By hand" }));
      await refused(
        /app support: it was changed at the service; drift: support: changed since it was deployed: displayName/,
      );
      on.fake.edit(id, (app) => Object.assign(app, { display_name: "support" }));
      const hook = on.webhook("prod", "events").id;
      on.fake.editWebhook(hook, (webhook) => Object.assign(webhook, { triggers: ["OPT_IN"] }));
      await refused(/webhook events: it was changed at the service; drift: webhook events: .*triggers/);
      on.fake.editWebhook(hook, (webhook) => Object.assign(webhook, { triggers: ["MESSAGE_INBOUND"] }));
      assert.deepEqual(on.writes(), []);
      await on.git("checkout", "--quiet", "HEAD~1");
      await on.up("prod", "--message", "somebody else");
      await on.git("checkout", "--quiet", "@{-1}");
      await refused(/the stack: its last update is a different one, update of .* \(somebody else\)/);
      assert.deepEqual(on.writes(), []);
    });

    it("overwrites drift only where it was approved", async () => {
      const sales = { webhooks: { events: {}, gone: {} } };
      await begin({ support: {}, sales }, "staging", "prod");
      await deployed({ support: { days: 60 }, sales }, "staging");
      on.fake.edit(on.app("prod", "sales").id, (app) => Object.assign(app, { display_name: "By hand" }));
      on.fake.editWebhook(on.webhook("prod", "events").id, (webhook) =>
        Object.assign(webhook, { secret: "CANARY-by-hand" }),
      );
      on.fake.removeWebhook(on.webhook("prod", "gone").id);
      assert.match(
        await ok(on.plan("staging", "prod"), 3),
        /drift +sales[\s\S]*drift +webhook events .*secret[\s\S]*drift +webhook gone +it is gone/,
      );
      await ok(on.plan("staging", "prod", "--overwrite-drift=agreed"), 2);
      assert.deepEqual(
        (await plan("prod")).resources.map(({ name, updateMask }) => [name, updateMask]),
        [
          ["sales", ["display_name"]],
          ["events", ["secret"]],
          ["gone", undefined],
          ["support", ["retention_policy"]],
        ],
      );
      assert.deepEqual(on.writes(), []);
      await ok(on.apply("prod"), 0);
      assert.deepEqual(on.writes().sort(), [
        "PATCH project-3 display_name",
        "PATCH project-3 retention_policy",
        "PATCH project-3 secret",
        "POST project-3",
      ]);
    });

    it("says which apps are done where the API fails in the middle, and finishes when it is run again", async () => {
      const names = ["one", "two", "three", "four", "five"];
      const apps = (days: number): Record<string, AppSpec> => Object.fromEntries(names.map((name) => [name, { days }]));
      await begin(apps(30), "staging", "prod");
      await deployed(apps(60), "staging");
      await ok(on.plan("staging", "prod"), 2);
      const body = { code: 403, status: "PERMISSION_DENIED", message: "no CANARY-token-prod" };
      const fault = on.fake.fail({ operation: "update", skip: 2, effect: { kind: "status", status: 403, body } });
      const stopped = await ok(on.apply("prod"), 4);
      const [, done = "", rest = ""] =
        /stopped half-way: .*PERMISSION_DENIED.*Done: (.*)\. Not done: (.*)\. Running/.exec(stopped) ?? [];
      assert.deepEqual([done.split(", ").length, rest.split(", ").length], [2, 3], stopped);
      assert.deepEqual([...done.split(", "), ...rest.split(", ")].sort(), [...names].sort());
      fault.remove();
      on.fake.journal.clear();
      assert.match(await ok(on.apply("prod"), 0), /3 done.*2 by an earlier run/);
      assert.deepEqual(on.writes(), Array(3).fill("PATCH project-3 retention_policy"));
      const { digest } = await plan("prod");
      const record = await on.record<OutcomeRecord>(`prod.plan.${digest.slice(7, 15)}.applied.json`);
      assert.deepEqual(
        record.runs.map(({ status }) => status),
        ["stopped", "done"],
      );
      assert.doesNotMatch(await on.written(), /CANARY/);
    });

    it("ends with 1 where nothing at all was written, whatever the service says", async () => {
      await begin({ support: {} }, "staging", "prod");
      await deployed({ support: { days: 60 } }, "staging");
      await ok(on.plan("staging", "prod"), 2);
      const body = { code: 403, message: "no response from a backend → 503, the request may have taken effect" };
      on.fake.fail({ operation: "update", effect: { kind: "status", status: 403, body } });
      assert.match(await ok(on.apply("prod"), 1), /nothing was written: /);
    });

    it("refuses changes to what isn't an app, unless they are meant", async () => {
      await begin({ support: {} }, "staging", "prod");
      const thing = `
      const provider = { async create(inputs) { return { id: "thing", outs: inputs }; } };
      class Thing extends pulumi.dynamic.Resource { constructor(name) { super(provider, name, { size: 1 }); } }
      new Thing("thing");
    `;
      await writeFile(path.join(on.program, "index.js"), thing, { flag: "a" });
      await deployed({ support: {} }, "staging");
      assert.match(await ok(on.plan("staging", "prod"), 3), /others .*create .*thing: neither an app/);
      await ok(on.plan("staging", "prod", "--with-others=agreed"), 2);
      await ok(on.apply("prod"), 0);
      assert.deepEqual(on.writes(), []);
    });

    it("is the three in one on a laptop that can open both stacks", async () => {
      await begin({ support: {} }, "staging", "prod");
      await on.commit({ support: { days: 60 } });
      await on.up("staging");
      on.fake.journal.clear();
      const keys = JSON.stringify(
        Object.fromEntries([2, 3].map((n) => [`project-${n}`, { keyId: `key-${n}`, keySecret: `CANARY-key-${n}` }])),
      );
      for (const stack of ["staging", "prod"] as const) await on.configure(stack, { "sinch:projects": keys });
      await on.up("staging");
      const secrets = ["--passphrase-env", "staging=STAGING", "--passphrase-env", "prod=PROD"];
      const env = { ...on.environment("prod"), STAGING: "CANARY-passphrase-staging", PROD: "CANARY-passphrase-prod" };
      assert.match(await ok(on.run(env, "staging", "prod", ...secrets), 1), /cannot prompt: not a terminal/);
      assert.match(
        await ok(on.run(env, "staging", "prod", "--yes", ...secrets), 0),
        /5 passed[\s\S]*1 done \(support\)/,
      );
      assert.deepEqual(on.writes(), ["PATCH project-3 retention_policy"]);
    });
  });
