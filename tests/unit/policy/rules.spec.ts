import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ResourceValidationArgs, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { App, Webhook } from "pulumi-sinch-conversation";
import * as exported from "pulumi-sinch-conversation/policy";
import * as listed from "../../../policy/rules";
import { matches, stackOf } from "../../../policy/stacks";
import { CHECKOUT } from "../../support/checkout";

const rules = Object.values(listed) as (ResourceValidationPolicy & Partial<StackValidationPolicy>)[];
const root = CHECKOUT;
const page = readFileSync(path.join(root, "docs/policy.md"), "utf8");

/** What a resource rule does with an app, under a configuration: the same in both forms. */
function judge(
  rule: ResourceValidationPolicy,
  props: Readonly<Record<string, unknown>> & { readonly secrets?: object },
  config: object,
  urn = "urn:pulumi:dev::p::t::app",
  of: typeof App | typeof Webhook = App,
): string[] {
  const { secrets, ...rest } = props;
  const dynamic = judgeForm(rule, of.__pulumiType, props, config, urn);
  const native = of.__pulumiType.replace("pulumi-nodejs:dynamic/sinch/", "sinch:");
  assert.deepEqual(judgeForm(rule, native, { ...rest, ...secrets }, config, urn), dynamic);
  return dynamic;
}

function judgeForm(rule: ResourceValidationPolicy, type: string, props: object, config: object, urn: string): string[] {
  const said: string[] = [];
  const args = {
    props,
    urn,
    name: "app",
    opts: { protect: true },
    type,
    getConfig: () => config,
    notApplicable: () => {},
  } as unknown as ResourceValidationArgs;
  const { validateResource } = rule;
  assert.ok(typeof validateResource === "function");
  validateResource(args, (violation) => said.push(String(violation)));
  return said;
}

const PROD = "urn:pulumi:prod::p::t::events";

describe("policy rules", () => {
  it("are 24, each with a unique name, a description, a level and a schema that explains every key", () => {
    assert.equal(rules.length, 24);
    assert.equal(new Set(rules.map(({ name }) => name)).size, 24);
    for (const { name, description, enforcementLevel, configSchema } of rules) {
      assert.match(name, /^sinch-(app|webhook)-[a-z-]+$/);
      assert.ok(description.length > 20, name);
      assert.ok(enforcementLevel === "mandatory" || enforcementLevel === "advisory", name);
      for (const [key, schema] of Object.entries(configSchema?.properties ?? {})) {
        assert.ok(schema.description && schema.default !== undefined, `${name}.${key}`);
      }
    }
  });

  it("are exported one by one @policy-packs", () => {
    for (const [name, rule] of Object.entries(listed)) {
      assert.equal((exported as Record<string, { name?: string }>)[name]?.name, rule.name);
    }
  });

  it("are documented with their levels, keys and defaults", () => {
    for (const [exportName, { name, enforcementLevel, configSchema }] of Object.entries(listed)) {
      // One row says what it asks for; others have its own keys, one each.
      const [row = "", ...keys] = page.match(new RegExp(`^\\| \`${name}\`.*$`, "gm")) ?? [];
      assert.ok(row.includes(`\`${exportName}\``) && row.includes(`| ${enforcementLevel} |`), `${name}: ${row}`);
      for (const key of Object.keys(configSchema?.properties ?? {})) {
        const ofAll = ["stacks", "exceptStacks", "exceptApps", "exceptWebhooks"].includes(key);
        assert.ok(ofAll ? page.includes(`\`${key}\``) : keys.join().includes(`| \`${key}\` |`), `${name}.${key}`);
      }
    }
  });

  it("refuse an unknown configuration key, in one line @policy-configuration", () => {
    assert.throws(
      () => judge(listed.retentionLimit, {}, { maxDay: 30 }),
      (error: Error) => {
        assert.equal(
          error.stack,
          "sinch-app-retention-limit: maxDay is not a key of this rule's configuration; allowed: maxDays, maxDispatchDays, " +
            "stacks, exceptStacks, exceptApps",
        );
        return true;
      },
    );
  });

  it("refuse a pattern that isn't a regular expression @policy-configuration", () => {
    const config = {
      patterns: [
        { stacks: ["*"], pattern: "A" },
        { stacks: ["prod"], pattern: "([" },
      ],
    };
    assert.throws(
      () => judge(listed.displayName, { displayName: "A" }, config),
      (error: Error) => {
        assert.match(
          String(error.stack),
          /^sinch-app-display-name: patterns\[1\]\.pattern: "\(\[" can't be used as a regular expression: missing closing \].*$/,
        );
        return true;
      },
    );
  });

  it("require a processing mode, known or not, and count unset Consent Management as disabled", () => {
    assert.match(
      judge(listed.processingMode, {}, {}).join(),
      /^app "app": processingMode isn't set; set it: since April 2025 the service creates apps in DISPATCH mode/,
    );
    assert.deepEqual(judge(listed.processingMode, { processingMode: "DISPATCH" }, {}), []);
    const config = { allowed: [{ stacks: ["dev"], modes: ["PRIMARY"] }] };
    assert.match(
      judge(listed.consentModes, {}, config).join(),
      /consentManagerSettings\.mode isn't set; allowed in stack "dev": "PRIMARY" \(configuration: sinch-app-consent-modes\.allowed\)$/,
    );
    assert.match(
      judge(listed.consentModes, { consentManagerSettings: { mode: "SECONDARY" } }, config).join(),
      /is "SECONDARY"/,
    );
    assert.deepEqual(judge(listed.consentModes, { consentManagerSettings: { mode: "PRIMARY" } }, config), []);
    assert.deepEqual(judge(listed.consentModes, {}, { allowed: [{ stacks: ["dev"], modes: ["DISABLED"] }] }), []);
  });

  it("report fields and channels that this version doesn't know, including secrets and fields of known objects, unless allowed @extra-fields", () => {
    const entry = { channel: "PIGEON", extraFields: { loft: { id: "CANARY" } } };
    const secrets = {
      extraFields: { "deep/token": "CANARY" },
      channelCredentials: { "SMS/extraFields/list": ["CANARY"], "SMS/staticBearer/token": "CANARY" },
    };
    const app = {
      channelCredentials: [{ channel: "SMS", extraFields: {} }, entry],
      extraFields: { on: true, deep: {} },
    };
    const native = {
      channelCredentials: [{ channel: "SMS", extraFields: { list: ["CANARY"] } }, entry],
      extraFields: { on: true, deep: { token: "CANARY" } },
    };
    const judged = (config: object): string[] =>
      [
        judgeForm(listed.extraFields, App.__pulumiType, { ...app, secrets }, config, PROD),
        judgeForm(listed.extraFields, "sinch:conversation:App", native, config, PROD),
      ].map((said) => said.join("\n").replace(/;.*/g, ""));
    const all = [
      "extraFields.on",
      "extraFields.deep",
      "channelCredentials[0].extraFields.list",
      "channelCredentials[1].extraFields.loft",
    ];
    const saying = (names: string[]): string => names.map((name) => `app "app": ${name} is set`).join("\n");
    assert.deepEqual(judged({}), [saying(all), saying(all)]);
    const rest = saying(all.slice(1, 2));
    assert.deepEqual(judged({ allowed: ["on", "SMS.list", "PIGEON.*"] }), [rest, rest]);
    assert.deepEqual(judged({ exceptApps: ["app"] }), ["", ""]);
    const allowed = { allowed: [{ stacks: ["*"], channels: ["SMS"] }] };
    assert.match(judge(listed.allowedChannels, app, allowed).join(), /\[1\]\.channel is "PIGEON"/);
    assert.deepEqual(judge(listed.allowedChannels, app, { ...allowed, otherChannels: ["PIGEON"] }), []);
  });

  it("run with their defaults without configuration @both-forms", () => {
    const args = { retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 3650 } };
    assert.deepEqual(judge(listed.retentionLimit, args, {}), []);
    assert.match(judge(listed.retentionLimit, args, { maxDays: 180 }).join(), /is 3650; at most 180 days/);
  });

  it("stop a run only for what is always wrong, or breaks a configured limit", () => {
    const mandatory = rules.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").map(({ name }) => name);
    assert.deepEqual(mandatory.sort(), [
      "sinch-app-allowed-channels",
      "sinch-app-allowed-regions",
      "sinch-app-consent-modes",
      "sinch-app-display-name",
      "sinch-app-retention-limit",
      "sinch-app-unique-identity",
      "sinch-webhook-allowed-hosts",
      "sinch-webhook-https",
      "sinch-webhook-test-endpoints",
      "sinch-webhook-triggers",
    ]);
  });

  it("report a channel at its position in the program, even if it was inserted before others", () => {
    const channelCredentials = [{ channel: "SMS" }, { channel: "VIBER", before: "SMS" }];
    assert.match(
      judge(listed.deprecatedChannels, { channelCredentials }, {}).join(),
      /channelCredentials\[0\].channel is "VIBER"/,
    );
  });

  it("apply to the stacks that globs match, minus the exceptions", () => {
    const args = { retentionPolicy: { retentionType: "PERSIST_RETENTION_POLICY" } };
    const count = (config: object): number => judge(listed.persistRetention, args, config).length;
    for (const [config, expected] of [
      [{}, 1],
      [{ stacks: ["d*"] }, 1],
      [{ stacks: ["prod"] }, 0],
      [{ stacks: [] }, 0],
      [{ exceptStacks: ["dev"] }, 0],
      [{ exceptStacks: ["de"] }, 1],
      [{ exceptApps: ["a??"] }, 0],
      [{ exceptApps: ["a"] }, 1],
    ] as const) {
      assert.equal(count(config), expected, JSON.stringify(config));
    }
  });

  const GOOD = { target: "https://hooks.example.com/s3cret", triggers: ["MESSAGE_INBOUND"], secrets: { secret: "x" } };
  const WEBHOOKS: readonly [
    rule: ResourceValidationPolicy,
    change: object,
    config: object,
    text: RegExp | undefined,
  ][] = [
    [listed.webhookHttps, {}, {}, undefined],
    [
      listed.webhookHttps,
      { target: "http://hooks.example.com/s3cret" },
      {},
      /^webhook "app": target is "http:\/\/hooks\.example\.com"; it must use https:\/\/ \(exceptions: sinch-webhook-https\.exceptWebhooks\)$/,
    ],
    [listed.webhookHttps, { target: "http://hooks.example.com" }, { exceptWebhooks: ["a*"] }, undefined],
    [listed.webhookSecret, {}, {}, undefined],
    [listed.webhookSecret, { secrets: {} }, {}, /^webhook "app": secret isn't set; set one/],
    [listed.webhookAllowedHosts, {}, {}, undefined],
    [listed.webhookAllowedHosts, {}, { allowed: [{ stacks: ["prod"], hosts: ["*.example.com"] }] }, undefined],
    [
      listed.webhookAllowedHosts,
      {},
      { allowed: [{ stacks: ["*"], hosts: ["*.example.org"] }] },
      /allowed hosts in stack "prod": "\*\.example\.org"/,
    ],
    [listed.webhookTestEndpoints, {}, {}, undefined],
    [
      listed.webhookTestEndpoints,
      { target: "https://webhook.site/s3cret" },
      {},
      /test endpoints aren't allowed in stack "prod"/,
    ],
    [listed.webhookTestEndpoints, { target: "https://a-b.ngrok-free.app/x" }, {}, /test endpoint/],
    [listed.webhookTriggers, {}, {}, undefined],
    [
      listed.webhookTriggers,
      {},
      { required: [{ stacks: ["*"], triggers: ["OPT_OUT", "MESSAGE_INBOUND"] }] },
      /triggers lacks "OPT_OUT"; required in stack "prod"/,
    ],
  ];
  it("check webhooks, and quote only a target's origin @both-forms", () => {
    for (const [rule, change, config, text] of WEBHOOKS) {
      const said = judge(rule, { ...GOOD, ...change }, config, PROD, Webhook).join();
      assert.doesNotMatch(said, /s3cret/);
      if (text) assert.match(said, text);
      else assert.equal(said, "", rule.name);
    }
    // Neither kind of rule looks at the other's resources.
    assert.deepEqual(judge(listed.webhookHttps, { ...GOOD, target: "http://x.example" }, {}, PROD), []);
    assert.deepEqual(judge(listed.persistRetention, GOOD, {}, PROD, Webhook), []);
  });

  it("take a stack's name from the URN, and match it whole", () => {
    assert.equal(stackOf("urn:pulumi:prod-eu::project::a$b::name::with::colons"), "prod-eu");
    for (const [globs, name, expected] of [
      [["*"], "team/app.1", true],
      [["prod-*"], "prod", false],
      [["prod-*"], "my-prod-eu", false],
      [["{dev,test}-??"], "test-eu", true],
      [["PROD"], "prod", false],
      [[], "prod", false],
    ] as const) {
      assert.equal(matches(globs, name), expected, `${globs} ${name}`);
    }
  });
});
