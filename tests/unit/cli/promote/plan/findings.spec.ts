import assert from "node:assert/strict";
import { Command } from "commander";
import { failureOf, hintOf, type Proposal, type Step } from "../../../../../cli/promote/engine/proposal";
import { PLAN_GATES, refusedFor, wayAround, withAllowances } from "../../../../../cli/promote/facts/gates";
import { keyHint, type Survey } from "../../../../../cli/promote/facts/survey";
import { addAllowOptions, allowedBy } from "../../../../../cli/promote/flags";
import { findingsBefore, findingsOf } from "../../../../../cli/promote/plan/findings";
import type { Finding, PlanOptions, SourceRecord } from "../../../../../cli/promote/records/records";
import { assertUsable } from "../../../../../cli/promote/records/verify";
import type { ErrorCode } from "../../../../../provider/base/errors";
import { Redactor } from "../../../../../provider/http/redactor";
import { Settings } from "../../../../../provider/sinch/settings";
import { OPTIONS, sourceRecord } from "../fixtures";

const NOW = new Date("2026-11-24T10:00:00.000Z");

type Configured = Survey["contents"]["configured"];

/** A target in order, with what a row changes. */
function target(
  change: Partial<Survey> = {},
  configured: Configured = { "shop:token": { value: "t", secret: true } },
  env: Readonly<Record<string, string>> = {},
): Survey {
  const contents = {
    name: "prod",
    projectName: "shop",
    configured,
    settings: new Settings((key) => configured[key]?.value, env),
    apps: [],
    webhooks: [],
    lookedUp: [],
    pendingOperations: [],
  } as unknown as Survey["contents"];
  const tree = sourceRecord().tree as NonNullable<SourceRecord["tree"]>;
  return {
    contents,
    fullName: "organization/shop/prod",
    resources: [],
    places: new Map(),
    tree: { tree, dirty: [] },
    versions: { pulumi: "3", node: "24", packages: {} },
    ...change,
  };
}

const say = (findings: readonly Finding[]): string[] => findings.map(({ gate, message }) => `${gate}: ${message}`);
const found = (
  survey: Survey,
  source: SourceRecord = sourceRecord(),
  options: PlanOptions = OPTIONS,
  now = NOW,
): string[] => say(findingsBefore(source, survey, options, now));

describe("findingsBefore @promotion-gates", () => {
  const tree = sourceRecord().tree as NonNullable<SourceRecord["tree"]>;
  const noTree: Partial<Survey> = { tree: { dirty: [], unknown: "the project's folder isn't in a git repository" } };

  it("returns nothing if everything is in order", () => assert.deepEqual(found(target()), []));

  it("reports a program outside git", () => {
    assert.deepEqual(found(target(noTree)), [
      "git: can't tell whether the working tree is clean: the project's folder isn't in a git repository",
      "tree: can't tell whether the program is the source's: the project's folder isn't in a git repository",
    ]);
  });

  it("reports a source that was attested outside git", () => {
    const { digest: _, tree: __, ...rest } = sourceRecord();
    assert.deepEqual(found(target(), { ...rest, digest: "" } as SourceRecord), [
      "tree: can't tell whether the program is the source's: the source's record holds no commit",
    ]);
  });

  it("reports another program, or files that aren't committed", () => {
    const other = { tree: { ...tree, commit: "d".repeat(40), hash: "sha256:b" }, dirty: ["a.ts"] };
    const [git, program] = found(target({ tree: other }));
    assert.equal(git, "git: not committed: a.ts");
    assert.match(program ?? "", /^tree: the program isn't the one deployed to staging: c{40} there, d{40} here$/);
  });

  it("reports another commit of the same program only with --same-commit", () => {
    const other = target({ tree: { tree: { ...tree, commit: "d".repeat(40) }, dirty: [] } });
    assert.deepEqual(found(other), []);
    assert.match(
      found(other, sourceRecord(), { ...OPTIONS, sameCommit: true }).join(),
      /^commit: staging was deployed from c/,
    );
  });

  it("reports a record that is too old", () => {
    assert.match(
      found(target(), sourceRecord(), OPTIONS, new Date("2026-12-24")).join(),
      /^age: .*older than 168 hours$/,
    );
  });

  it("reports configuration that the source has and the target lacks, with the command that sets it", () => {
    const config = {
      "shop:token": { secret: true },
      "shop:plan": { secret: false },
      "sinch:region": { secret: false },
    };
    const found = findingsBefore(sourceRecord({ config }), target({}, {}), OPTIONS, NOW);
    assert.deepEqual(
      found.map(({ gate, fix }) => [gate, fix]),
      [
        ["config", "pulumi config set --secret shop:token --stack prod"],
        ["config", "pulumi config set shop:plan VALUE --stack prod"],
        ["config", "pulumi config set sinch:region VALUE --stack prod"],
      ],
    );
  });

  it("ignores settings that come from the environment, and the location of a stand-in for the service", () => {
    const names = ["sinch:projectId", "sinch:region", "sinch:keyId", "sinch:keySecret", "sinch:apiUrl"];
    const config = Object.fromEntries(names.map((name) => [name, { secret: false }]));
    const env = { SINCH_PROJECT_ID: "p", SINCH_REGION: "us", SINCH_KEY_ID: "k", SINCH_KEY_SECRET: "s" };
    assert.deepEqual(found(target({}, {}, env), sourceRecord({ config })), []);
  });

  it("reports a placeholder, without its value", () => {
    const placeholders = found(target({}, { "shop:token": { value: "your-CANARY", secret: true } }));
    assert.deepEqual(placeholders, ["placeholder: shop:token of prod is still a placeholder"]);
  });

  it("reports a secret of the source that is in plain text, and is set as a secret", () => {
    const survey = target({}, { "shop:token": { value: "CHANGE_ME" } });
    assert.deepEqual(
      findingsBefore(sourceRecord(), survey, OPTIONS, NOW).map(({ gate, message, fix }) => [gate, message, fix]),
      [
        [
          "plain-secret",
          "shop:token is a secret in staging but plain text in prod",
          "pulumi config set --secret shop:token --stack prod",
        ],
        [
          "placeholder",
          "shop:token of prod is still a placeholder",
          "pulumi config set --secret shop:token --stack prod",
        ],
      ],
    );
  });

  it("reports a pending operation, drift, and a missing app", () => {
    const survey = target();
    Object.assign(survey.contents, {
      pendingOperations: [{ type: "creating", urn: "urn:pulumi:prod::shop::t::a::new" }],
    });
    const report = (name: string, status: string, changes: object[] = []) => ({
      facts: { kind: "app", name },
      report: { name, id: "id", status, changes },
    });
    const resources = [
      report("a", "in-sync"),
      report("b", "changed", [{ field: "displayName" }]),
      report("c", "missing"),
    ] as unknown as Survey["resources"];
    assert.deepEqual(found({ ...survey, resources }), [
      "pending: an interrupted run left an operation in prod: creating a::new",
      "drift: changed since it was deployed: displayName",
      "drift: it is gone (id)",
    ]);
  });
});

describe("findingsOf @promotion-gates", () => {
  const step = (type: string, operation: string, custom = true): Step => ({
    urn: `urn:pulumi:prod::shop::${type}::${type.startsWith("pulumi:providers") ? "default_1" : "thing"}`,
    type,
    operations: [operation],
    custom,
  });
  const proposal = (change: Partial<Proposal>): Proposal => ({
    complete: true,
    steps: [],
    violations: [],
    refusals: [],
    plan: "",
    ...change,
  });

  it("reports a change to another resource, but not to a component, a default provider or a read resource", () => {
    const steps = [
      step("aws:s3/bucket:Bucket", "update"),
      step("aws:s3/bucket:Bucket", "same"),
      step("my:index:Group", "create", false),
      step("pulumi:providers:pulumi-nodejs", "update"),
      step("pulumi-nodejs:dynamic/sinch/conversation:App", "create"),
      step("other:index:Thing", "read"),
    ];
    assert.deepEqual(say(findingsOf(proposal({ steps }), String)), [
      "others: update aws:s3/bucket:Bucket thing: neither an app nor a webhook",
    ]);
  });

  it("reports what policy packs forbid, not what they advise", () => {
    const violation = (enforcementLevel: string) => ({
      policyPackName: "apps",
      policyName: "retention",
      enforcementLevel,
      message: "too\n long",
      resourceUrn: "urn:pulumi:prod::shop::t::a::support",
    });
    const found = findingsOf(proposal({ violations: [violation("mandatory"), violation("advisory")] }), String);
    assert.deepEqual(found, [{ gate: "policy", resource: "a::support", message: "apps retention: too long" }]);
  });

  it("separates the code of a provider's refusal from its message", () => {
    const message = "project P has an app already. For another:\nstate allowDuplicateName [ERR_SINCH_NAME_IN_USE]\n";
    const refusals = [{ urn: "urn:pulumi:prod::shop::t::support", message }];
    assert.deepEqual(findingsOf(proposal({ refusals }), String), [
      {
        gate: "preview",
        resource: "support",
        code: "ERR_SINCH_NAME_IN_USE",
        message: "project P has an app already. For another: state allowDuplicateName",
      },
    ]);
  });

  it("reports what the provider refuses, with secrets removed", () => {
    const redactor = new Redactor(['CANARY-"1"']);
    const refusals = [{ urn: "urn:pulumi:prod::shop::t::support", message: 'bad CANARY-"1", {"t":"CANARY-\\"1\\""}' }];
    const [found] = findingsOf(proposal({ refusals }), (text) => redactor.clean(text));
    assert.equal(found?.message, 'bad [secret]", {"t":"[secret]\\""}');
  });
});

describe("a text of the engine @promotion-no-secret", () => {
  it("isn't passed on for a violated plan: it prints old secrets", () => {
    assert.doesNotMatch(
      failureOf({
        ok: false,
        events: [],
        errors: [{ message: "resource urn violates plan: properties changed: ~~t[{&{{CANARY}}}]" }],
        stderr: "",
        written: "",
      }),
      /CANARY/,
    );
  });
});

describe("the fix for a failure", () => {
  it("is to pass an executable if the engine can't run a policy pack by its folder", () => {
    const failure = 'policy pack "policy" failed to start: could not read plugin [pulumi-analyzer]: not supported';
    assert.match(hintOf(failure) ?? "", /node_modules\/\.bin\/sinch-apps-policy/);
    assert.equal(hintOf("name taken"), undefined);
  });

  it("is to look at a policy pack's own message if it doesn't start", () => {
    const failure = 'policy pack "policy" failed to start: could not read plugin [policy]: exit status 1';
    assert.match(hintOf(failure) ?? "", /`pulumi preview --policy-pack …` prints what the pack itself says/);
  });

  it("is to set a key for the stack if that of the environment is refused", () => {
    const hint = (configured: Readonly<Record<string, string>>, code?: ErrorCode): string | undefined =>
      keyHint(
        {
          name: "prod",
          settings: new Settings((key) => configured[key], { SINCH_KEY_ID: "k", SINCH_KEY_SECRET: "s" }),
        },
        "project-3",
        code,
      );
    const refused = "ERR_SINCH_ACCESS_DENIED";
    assert.match(hint({}, "ERR_SINCH_KEY_REFUSED") ?? "", /SINCH_KEY_ID/);
    assert.match(hint({}, refused) ?? "", /SINCH_KEY_ID.*pulumi config set --secret sinch:keyId --stack prod/);
    assert.equal(hint({ "sinch:keyId": "o", "sinch:keySecret": "s" }, refused), undefined);
    const projects = JSON.stringify({ "project-3": { keyId: "o", keySecret: "s" } });
    assert.equal(hint({ "sinch:projects": projects }, refused), undefined);
    assert.equal(hint({}, "ERR_SINCH_UNREACHABLE"), undefined);
    assert.equal(hint({}), undefined);
  });
});

describe("refusedFor @promotion-gates", () => {
  const finding = (gate: string): Finding => ({ gate, message: "x" });
  const gates = Object.keys(PLAN_GATES);
  const fixed = ["policy", "preview"];

  for (const gate of gates) {
    it(`${gate}: ${fixed.includes(gate) ? "nothing allows it" : "only its own flag allows it, with a reason"}`, () => {
      assert.equal(refusedFor(withAllowances([finding(gate)], {})).length, 1);
      const others = Object.fromEntries(gates.filter((one) => one !== gate).map((one) => [one, "because"]));
      assert.equal(refusedFor(withAllowances([finding(gate)], allowedBy({ skip: others }))).length, 1);
      const [own] = withAllowances([finding(gate)], allowedBy({ skip: { [gate]: "because" } }));
      assert.deepEqual(own?.allowed, fixed.includes(gate) ? undefined : { by: "--skip", reason: "because" });
      assert.equal(wayAround(gate) === undefined, fixed.includes(gate));
    });
  }

  it("allows a finding with its own flag and a reason", () => {
    const allowed = allowedBy({ allowDelete: "cleaning up", overwriteDrift: "by hand", withOthers: "new" });
    assert.deepEqual(Object.keys(allowed), ["delete", "drift", "others"]);
    assert.deepEqual(allowed.delete, { by: "--allow-delete", reason: "cleaning up" });
    assert.deepEqual(allowed.drift, { by: "--overwrite-drift", reason: "by hand" });
  });

  it("refuses a flag without a reason", () => {
    for (const args of [["--allow-same-secret"], ["--allow-same-secret="], ["--allow-same-secret", "--output"]]) {
      const command = addAllowOptions(new Command().exitOverride().configureOutput({ writeErr: () => {} }));
      assert.throws(() => command.parse(args, { from: "user" }), /allow-same-secret <reason>/);
    }
    const command = addAllowOptions(new Command());
    command.parse(["--allow-same-secret", " one key ", "--allow-delete=old"], { from: "user" });
    assert.deepEqual(allowedBy(command.opts()), {
      "same-secret": { by: "--allow-same-secret", reason: "one key" },
      delete: { by: "--allow-delete", reason: "old" },
    });
  });
});

describe("a source's record", () => {
  const at = { project: "shop", stack: "prod", fullName: "organization/shop/prod" };
  const rows: [what: string, record: SourceRecord, says: RegExp][] = [
    ["that was changed", { ...sourceRecord(), stack: "dev" }, /was changed after it was written/],
    [
      "whose gates it didn't pass",
      sourceRecord({ gates: [{ gate: "drift", status: "refused", found: "support: displayName" }] }),
      /can't be promoted: drift \(support: displayName\)/,
    ],
    ["of another project", sourceRecord({ project: "other" }), /is of project other/],
    [
      "of the stack itself, under another name",
      sourceRecord({ stack: "organization/shop/prod", fullName: "organization/shop/prod" }),
      /is of stack prod itself/,
    ],
  ];
  for (const [what, record, says] of rows) {
    it(`is refused: one ${what}`, () => assert.throws(() => assertUsable(record, "file", at), says));
  }
  it("is accepted otherwise", () => assertUsable(sourceRecord(), "file", at));
  it("is accepted from another organization's stack with that name", () =>
    assertUsable(sourceRecord({ stack: "prod", fullName: "another/shop/prod" }), "file", at));
});
