import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { OutcomeRecord, Plan, SourceRecord } from "../../../cli/promote/records/records";
import type { Ended } from "../../support/command";
import { useEngine } from "../../support/engine";
import { Promotion } from "./promotion";

// One promotion from its begin to its end, with everything in its way that can be. Other stories are in promote.long.ts.

describe("sinch-apps promote, from staging to production,", function () {
  this.timeout(900_000);
  const engine = useEngine();
  let on: Promotion;
  let attested: Ended;
  let source: SourceRecord;
  const refused = { ended: {} as Ended, plan: {} as Plan, writes: [""] };
  const planned = { ended: {} as Ended, plan: {} as Plan, writes: [""] };
  const unasked = { ended: [] as Ended[], writes: [""] };
  const applied = { ended: {} as Ended, writes: [""], messages: [] as string[] };
  let untouched: object;

  const planFor = async (into: typeof refused, ...args: string[]): Promise<void> => {
    on.fake.journal.clear();
    into.ended = await on.plan("staging", "prod", "--format", "markdown", ...args);
    into.writes = on.writes();
    into.plan = await on.record<Plan>("prod.plan.json");
  };

  before("two stacks, a change in staging, and everything wrong with production", async () => {
    on = await Promotion.start(engine(), {
      support: { webhooks: { events: {}, lost: {} } },
      sales: {},
      old: { only: ["prod"], webhooks: { "of-old": {} } },
      short: { days: 90 },
      wide: { channels: ["SMS", "WHATSAPP"] },
    });
    await on.init("prod");
    await on.up("prod");
    await on.init("staging", { callbackSecret: "CANARY-callback" });
    await on.commit({
      support: { days: 60, webhooks: { events: { triggers: ["MESSAGE_INBOUND", "OPT_OUT"] }, support: {} } },
      sales: { displayName: "CHANGE_ME" },
      short: {},
      wide: {},
    });
    await on.up("staging");
    attested = await on.attest("staging");
    source = await on.record("staging.json");

    await on.configure("prod", { identity: "staging", token: "CANARY-token-staging" });
    on.fake.edit(on.app("prod", "wide").id, (app) => Object.assign(app, { display_name: "By hand" }));
    await writeFile(path.join(on.program, "index.js"), "// changed\n", { flag: "a" });
    await planFor(refused, "--skip", "config=optional there");

    await on.git("checkout", "--", "index.js");
    await on.configure("prod", { identity: "prod", token: "CANARY-token-prod" });
    on.fake.edit(on.app("prod", "By hand").id, (app) => Object.assign(app, { display_name: "wide" }));
    const skipped = ["config", "secret", "placeholder"].flatMap((gate) => ["--skip", `${gate}=as agreed`]);
    const gates = ["--allow-delete", "--allow-shorter-retention", "--allow-channel-loss"];
    const flags = gates.map((flag) => `${flag}=cleaning up`);
    await planFor(planned, ...skipped, ...flags);

    on.fake.journal.clear();
    const plan = JSON.stringify(planned.plan);
    await writeFile(path.join(on.program, "tampered.json"), plan.replace('"delete"', '"same"'));
    unasked.ended = [
      await on.promote("prod", "apply", "prod.plan.json"),
      await on.promote("prod", "apply", "tampered.json", "--yes"),
    ];
    unasked.writes = on.writes();
    untouched = on.app("prod", "support").channel_credentials[0] ?? {};
    applied.ended = await on.apply("prod", "--digest", planned.plan.digest);
    applied.writes = on.writes();
    const history = await on.pulumi("prod", "stack", "history", "--json", "--stack", "prod");
    applied.messages = (JSON.parse(history) as { message: string }[]).map(({ message }) => message);
  });
  after(() => on?.close());

  it("attests a source that passes its gates: commit, apps, digests of secrets", () => {
    assert.equal(attested.code, 0, attested.stderr);
    assert.match(
      attested.stdout,
      /✓ last-update.*\n.*✓ pending.*\n.*✓ preview.*no change\n.*✓ drift.*4 apps, 2 webhooks as deployed\n.*✓ git/,
    );
    assert.deepEqual(source.resources.map(({ kind, name }) => `${kind} ${name}`).sort(), [
      ...["sales", "short", "support", "wide"].map((name) => `app ${name}`),
      "webhook events",
      "webhook support",
    ]);
    assert.match(source.tree?.commit ?? "", /^[0-9a-f]{40}$/);
    assert.deepEqual(source.config.token, undefined);
    assert.deepEqual(source.config["shop:token"], { secret: true });
  });

  it("keeps two secrets that are the same from showing it within a record", () => {
    const digests = source.resources.flatMap(({ secrets }) => Object.values(secrets));
    assert.ok(digests.length >= 8);
    assert.equal(new Set(digests).size, digests.length);
  });

  it("finds everything that is wrong with the target, before anything is sent @promotion-gates", () => {
    assert.equal(refused.ended.code, 3, refused.ended.stdout + refused.ended.stderr);
    const found = refused.plan.findings
      .filter(({ allowed }) => !allowed)
      .map(({ gate, resource }) => `${gate} ${resource ?? ""}`);
    const each = (gate: string, ...more: string[]): string[] =>
      ["sales", "short", "support", "wide", ...more].map((name) => `${gate} ${name}`);
    const webhooks = ["webhook events", "webhook support"];
    assert.deepEqual(
      [...new Set(found)].sort(),
      [
        ...each("same-identity", ...webhooks),
        ...each("same-secret", ...webhooks),
        ...each("secret"),
        "channel webhook lost",
        "channel wide",
        "delete old",
        "drift wide",
        "git ",
        "placeholder sales",
        "retention short",
      ].sort(),
    );
    assert.deepEqual(refused.writes, []);
  });

  it("says what was left out, and how to go on", () => {
    const { stdout } = refused.ended;
    assert.match(stdout, /^<!-- sinch-apps promote -->\n### staging → prod: refused \(/);
    assert.match(stdout, /\| delete \| old \| it would be deleted.*--allow-delete=REASON \|/);
    assert.match(
      stdout,
      /\| channel \| webhook lost \| .*https:\/\/hooks\.prod\.example\.com\/lost.*--allow-channel-loss/,
    );
    assert.match(
      stdout,
      /webhook events \| target is the same as in staging: "https:\/\/hooks\.staging\.example\.com\/events"/,
    );
    assert.match(stdout, /\| git \| {2}\| not committed: index\.js/);
    assert.match(stdout, /- config: prod lacks shop:callbackSecret.*--skip: optional there/);
    assert.doesNotMatch(stdout, /promote apply/);
  });

  it("plans what is allowed: each app's action and mask, and the reasons @promotion", () => {
    assert.equal(planned.ended.code, 2, planned.ended.stdout + planned.ended.stderr);
    assert.deepEqual(
      planned.plan.resources.map(({ name, action, updateMask }) => [name, action, updateMask]),
      [
        ["old", "delete", undefined],
        ["of-old", "delete", undefined],
        ["sales", "update", ["display_name"]],
        ["short", "update", ["retention_policy"]],
        ["support", "update", ["retention_policy"]],
        ["events", "update", ["triggers"]],
        ["lost", "delete", undefined],
        ["support", "create", undefined],
        ["wide", "update", ["channel_credentials"]],
      ],
    );
    assert.match(planned.ended.stdout, /\| retentionPolicy\.ttlDays \| 60 \| 30 \| 60 \| promoted \|/);
    assert.match(planned.ended.stdout, /delete: old.*--allow-delete: cleaning up/);
    assert.match(planned.ended.stdout, /\| webhook events \| target \| \S*hooks\.staging\S* \| \S*hooks\.prod\S* \|/);
    assert.match(planned.ended.stdout, /\| webhook events \| clientCredentials\.clientId \| staging \| prod \|/);
    assert.match(planned.ended.stdout, /#### webhook events of support: `PATCH update_mask=triggers 01/);
    assert.match(
      planned.ended.stdout,
      /\| support \| channelCredentials\\\[SMS\\\]\.staticBearer\.claimedIdentity \| staging-support \| prod-support \|/,
    );
    assert.match(
      planned.ended.stdout,
      new RegExp(`promote apply prod\\.plan\\.json --digest ${planned.plan.digest.slice(0, 23)}`),
    );
    assert.deepEqual(planned.writes, []);
  });

  it("refuses a plan that is tampered with, and ends where nobody can be asked @promotion-plan", () => {
    const says = [
      [1, /cannot prompt: not a terminal.*--yes/],
      [3, /tampered\.json was changed after it was written/],
    ] as const;
    says.forEach(([code, text], index) => {
      const ended = unasked.ended[index];
      assert.match(ended?.stderr ?? "", text);
      assert.equal(ended?.code, code);
      assert.equal(ended?.stderr.trim().split("\n").length, 1, ended?.stderr);
    });
    assert.deepEqual(unasked.writes, []);
  });

  it("applies what was announced, nothing else, and proves it @promotion", () => {
    assert.equal(applied.ended.code, 0, applied.ended.stdout + applied.ended.stderr);
    assert.deepEqual(applied.writes.sort(), [
      "DELETE project-3",
      "DELETE project-3",
      "DELETE project-3",
      "PATCH project-3 channel_credentials",
      "PATCH project-3 display_name",
      "PATCH project-3 retention_policy",
      "PATCH project-3 retention_policy",
      "PATCH project-3 triggers",
      "POST project-3",
    ]);
    assert.match(applied.ended.stdout, /Proof: refreshed, 4 apps, 2 webhooks as planned, no drift, nothing pending/);
  });

  it("leaves identities and secrets of the environment as they are @promotion", () => {
    const [entry] = on.app("prod", "support").channel_credentials;
    assert.deepEqual(entry?.static_bearer, { claimed_identity: "prod-support", token: "CANARY-token-prod" });
    assert.deepEqual(entry, untouched);
    const { secret, triggers, client_credentials } = on.webhook("prod", "events");
    assert.deepEqual([secret, triggers], ["CANARY-token-prod", ["MESSAGE_INBOUND", "OPT_OUT"]]);
    assert.deepEqual(client_credentials, {
      client_id: "prod",
      client_secret: "CANARY-token-prod",
      endpoint: "https://auth.prod.example.com/",
      token_request_type: "BASIC",
    });
  });

  it("ties Pulumi's history and the record of the run to the plan and the commit", async () => {
    const tie = `plan ${planned.plan.digest.slice(0, 23)}, commit ${source.tree?.commit}`;
    assert.deepEqual(applied.messages.slice(0, 2), [
      `sinch-apps promote: staging → prod, ${tie}: proof`,
      `sinch-apps promote: staging → prod, ${tie}`,
    ]);
    const record = await on.record<OutcomeRecord>(`prod.plan.${planned.plan.digest.slice(7, 15)}.applied.json`);
    assert.equal(record.plan, planned.plan.digest);
    assert.equal(record.runs.length, 1);
    assert.equal(record.runs[0]?.status, "done");
    assert.deepEqual(new Set(record.runs[0]?.resources.map(({ status }) => status)), new Set(["done"]));
  });

  it("writes no secret into any record @promotion-no-secret", async () => {
    assert.doesNotMatch(await on.written(), /CANARY/);
  });
});
