import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { App } from "pulumi-sinch-conversation";
import { App as NativeApp } from "pulumi-sinch-conversation/native";
import { type Fake, startFake } from "../../fake";
import { nameIn } from "../../provider/base/urn";
import { folderRunner } from "../support/analyzer";
import { useEngine } from "../support/engine";
import { fakeEnvironment, type Run, TestStack } from "../support/stack";
import { argsOf, bearer, CONFIG, good, LENIENT, type Row, rows, twins, unknownRows } from "../unit/policy/rows";

const checkout = path.join(__dirname, "../..");
/** As the official CLI takes it, and as an engine takes it that can't run a pack by its folder. */
const PACK = { folder: path.join(checkout, "policy"), executable: path.join(checkout, "policy/sinch-apps-policy") };

type PackOptions = { policyPacks: string[]; policyPackConfigs: string[] };

/** What was said of each app, as the rows state it: `<rule> <text>`, or `?<rule>` where it couldn't be told. */
function violationsIn(run: Run): Record<string, string[]> {
  const said: Record<string, string[]> = {};
  for (const { policyEvent } of run.events) {
    if (!policyEvent) continue;
    const { resourceUrn = "", policyName, message } = policyEvent;
    const app = nameIn(resourceUrn);
    const rule = policyName.replace("sinch-app-", "");
    const text = /can't be known during preview/.test(message)
      ? `?${rule}`
      : `${rule} ${message
          .trim()
          .split("\n")
          .at(-1)
          ?.replace(`app ${JSON.stringify(app)}: `, "")}`;
    said[app] = [...(said[app] ?? []), text].sort();
  }
  return said;
}

/** Both forms of an app, each with what its resources' names end in. */
const FORMS = [
  [App, ""],
  [NativeApp, "-native"],
] as const;

describe("the policy pack", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;
  let runner: Awaited<ReturnType<typeof folderRunner>>;

  before(async () => {
    fake = await startFake();
    runner = await folderRunner(engine());
    test = await TestStack.create(runner.engine, fakeEnvironment(fake), undefined, { stackName: "prod-eu" });
  });
  after(async () => {
    await test?.remove();
    await runner?.remove();
    await fake?.close();
  });

  /** Options that run the pack with a configuration, from a file as an organisation has it. */
  const withPack = async (pack: string, config: unknown): Promise<PackOptions> => {
    const file = path.join(test.folder, "policy.json");
    await writeFile(file, JSON.stringify(config));
    return { policyPacks: [pack], policyPackConfigs: [file] };
  };

  describe("in a preview of good, bad and unknown apps", () => {
    let run: Run;
    let all: Record<string, Row>;

    before(async () => {
      test.use(async () => {
        const other = new App("other", argsOf({ args: good(), violations: [] }), { protect: true });
        all = {};
        for (const [Form, end] of FORMS) {
          const of = { ...rows(end), ...unknownRows((value) => other.id.apply(() => value), end) };
          for (const [name, row] of Object.entries({ ...of, ...twins() }))
            new Form(name + end, argsOf(row), { protect: row.protect ?? true });
          for (const [name, { native, ...row }] of Object.entries(of))
            all[name + end] = { ...row, violations: (end && native) || row.violations };
        }
      });
      run = await test.preview(await withPack(PACK.folder, CONFIG));
    });

    it("says of each app what is wrong with it, and nothing else @policy-rules @policy-unknown", () => {
      const said = violationsIn(run);
      const wrong = Object.entries(all).filter(([name, { violations }]) => {
        const found = said[name] ?? [];
        const expected = [...violations].sort();
        return found.length !== expected.length || expected.some((text, index) => !found[index]?.startsWith(text));
      });
      const details = wrong.map(([name, { violations }]) => [name, violations, said[name]]);
      assert.equal(wrong.length, 0, JSON.stringify(details, undefined, 2));
      assert.equal(said.other, undefined);
    });

    it("says of apps that claim one identity, in either form, which they are, and not the identity @policy-rules", () => {
      const said = violationsIn(run);
      const claims = FORMS.flatMap(([, end]) => [`same-one${end}`, `same-other${end}`]);
      const found = claims.flatMap((name) => said[name] ?? []);
      assert.equal(found.length, claims.length - 1);
      for (const text of found) {
        assert.match(
          text,
          /^unique-identity channelCredentials\[0\]\.staticBearer\.claimedIdentity is the same as channelCredentials\[0\]\.staticBearer\.claimedIdentity of app "same-(one|other)(-native)?"; an identity on SMS can be used only once per stack /,
        );
      }
    });

    it("names the rule's key that says so @policy-messages", () => {
      for (const texts of Object.values(violationsIn(run))) {
        for (const text of texts.filter((one) => !one.startsWith("?"))) {
          const [rule] = text.split(" ");
          assert.match(text, new RegExp(`\\((configuration|exceptions): sinch-app-${rule}\\.[a-zA-Z]+\\)$`));
        }
      }
    });

    it("fails it, and tells no secret @policy-messages", () => {
      assert.equal(run.ok, false);
      assert.doesNotMatch(run.output, /CANARY/);
      assert.doesNotMatch(JSON.stringify(run.events.filter(({ policyEvent }) => policyEvent)), /CANARY/);
    });
  });

  it("lowers a retention to the limit, and holds for the stacks that the configuration names @policy-rules @policy-lowers", async () => {
    const [there, other] = ["EU by hand", "EU by another hand"].map((display_name) =>
      fake.insert({ display_name, channel_credentials: [] }),
    );
    const args: Record<string, Record<string, unknown>> = {
      long: { retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 400 } },
      short: { retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 7 } },
      persisting: { retentionPolicy: { retentionType: "PERSIST_RETENTION_POLICY" } },
      full: { conversationMetadataReportView: "FULL" },
      duplicate: { allowDuplicateName: true },
      name: { displayName: "Ops", channelCredentials: [bearer("SMS", "looked-up")] },
      adopted: { displayName: "EU by hand", channelCredentials: [], adopt: there },
    };
    const ofNative: Record<string, Record<string, unknown>> = {
      name: { displayName: "Ops 2", channelCredentials: [bearer("SMS", "looked-up-2")] },
      adopted: { displayName: "EU by another hand", channelCredentials: [], adopt: other },
    };
    const appsOf = (changes: typeof args) =>
      Object.entries(changes).map(
        ([name, change]) => [name, argsOf({ args: { ...good(), ...change }, violations: [] })] as const,
      );
    const apps = [appsOf(args), appsOf({ ...args, ...ofNative })];
    test.use(async () => {
      FORMS.forEach(([Form, end], at) => {
        for (const [name, app] of apps[at] ?? []) {
          const made = new Form(name + end, app);
          if (name === "name") Form.get(`same${end}`, made.id);
        }
      });
    });
    const options = await withPack(PACK.executable, LENIENT);
    const first = await test.preview(options);
    assert.deepEqual(violationsIn(first), {}, first.output);
    const up = await test.up(options);
    assert.ok(up.ok, up.output);
    assert.deepEqual(Object.keys(violationsIn(up)).sort(), ["adopted", "adopted-native"], up.output);
    const days = fake.apps().map(({ retention_policy }) => (retention_policy as { ttl_days?: number })?.ttl_days);
    const count = (many: number): number => days.filter((one) => one === many).length;
    assert.deepEqual([count(7), count(400)], [2, 0], String(days));
    assert.ok(count(90) > 2, String(days));
    const sent = JSON.stringify(fake.apps());
    assert.match(sent, /CANARY-token/, "a remediation mustn't lose secrets");
    assert.doesNotMatch(await test.everythingKept(), /CANARY/);

    const again = await test.preview(options);
    assert.ok(again.ok, again.output);
    assert.ok(
      Object.values(again.steps).every((step) => step === "same" || step === "read"),
      JSON.stringify(again.steps),
    );
    const said = violationsIn(again);
    assert.deepEqual(Object.keys(said).sort(), ["adopted", "adopted-native"], again.output);
    for (const text of Object.values(said))
      assert.match(
        String(text),
        /^adoption adopt is "[0-9A-Z]+"; remove it from the program: the app is adopted \(exceptions: sinch-app-adoption\.exceptApps\)$/,
      );
  });

  it("says what is wrong with the values of a configuration, before it runs @policy-configuration", async () => {
    const values = await test.preview(
      await withPack(PACK.executable, {
        "sinch-app-retention-limit": { maxDays: 0 },
        "sinch-app-allowed-regions": { allowed: [{ stacks: ["*"], regions: ["mars"] }] },
        "sinch-app-deprecated-channels": { channels: ["WIBER"] },
      }),
    );
    assert.equal(values.ok, false);
    assert.match(values.output, /sinch-app-retention-limit: maxDays: Must be greater than or equal to 1/);
    assert.match(values.output, /sinch-app-allowed-regions: allowed\.0\.regions\.0.*: "us", "eu", "br"/);
    assert.match(values.output, /sinch-app-deprecated-channels: channels\.0.*"APPLEBC", "INSTAGRAM"/);
  });

  it("stops the example as it was, and lets it through as it is put right, unless an organisation's own pack is stricter @policy-packs", async () => {
    const examples = path.join(checkout, "examples/policy");
    const config = path.join(examples, "config.json");
    const secrets = ["smsToken", "viberToken"].map((key) => [`tests:${key}`, `CANARY-${key}`]);
    const run = (program: string): void => {
      for (const [key, value] of secrets) pulumi.runtime.setConfig(key as string, value as string);
      const file = path.join(examples, program, "index.ts");
      delete require.cache[file];
      require(file);
    };

    test.use(async () => run("before"));
    const before = await test.preview({ policyPacks: [PACK.executable], policyPackConfigs: [config] });
    assert.equal(before.ok, false);
    const broken = Object.values(violationsIn(before)).flatMap((texts) => texts.map((text) => text.split(" ")[0]));
    assert.deepEqual([...new Set(broken)].sort(), BROKEN_BY_THE_EXAMPLE, before.output);

    const own = path.join(test.folder, "own-pack");
    await mkdir(own, { recursive: true });
    const files = {
      "PulumiPolicy.yaml": "runtime: nodejs\n",
      "package.json": '{ "version": "1.2.3" }',
      "index.js": OWN_PACK,
      "config.json": "{}",
    };
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(own, name), text);
    test.use(async () => run("after"));
    const after = await test.preview({
      policyPacks: [PACK.executable, own],
      policyPackConfigs: [config, path.join(own, "config.json")],
    });
    const said = after.events.flatMap(({ policyEvent }) => (policyEvent ? [policyEvent] : []));
    assert.deepEqual(
      said.map(({ policyPackName, policyName, enforcementLevel }) => [policyPackName, policyName, enforcementLevel]),
      [["acme", "sinch-app-retention-limit", "advisory"]],
      after.output,
    );
    assert.match(after.output, /app "support": retentionPolicy\.ttlDays is 90; at most 60 days are allowed/);
    assert.ok(after.ok, after.output);
    assert.doesNotMatch(before.output + after.output, /CANARY/);
  });
});

const BROKEN_BY_THE_EXAMPLE = [
  "allowed-channels",
  "callback-secrets",
  "deprecated-channels",
  "display-name",
  "fallback-channels",
  "full-metadata",
  "persist-retention",
  "processing-mode",
  "protection",
  "retention-limit",
  "unique-identity",
];

const OWN_PACK = `
const { PolicyPack } = require("@pulumi/policy");
const { policyOf, protection, retentionLimit } = require("pulumi-sinch-conversation/policy");

const noMms = policyOf({
  name: "acme-no-mms",
  description: "MMS isn't in our contract.",
  enforcementLevel: "mandatory",
  configuration: {},
  check(app, { report }) {
    if (app.channelCredentials.some(({ channel }) => channel === "MMS")) {
      report({ property: "channelCredentials", is: "has MMS", limit: "it isn't allowed", key: "exceptApps" });
    }
  },
});

new PolicyPack(
  "acme",
  { policies: [noMms, protection, { ...retentionLimit, enforcementLevel: "advisory" }] },
  { "sinch-app-retention-limit": { maxDays: 60 } },
);
`;
