import assert from "node:assert/strict";
import { placeOf } from "../../../../../cli/promote/facts/recorded";
import { changesOf } from "../../../../../cli/promote/plan/planned-resource";
import {
  lackingSecrets,
  placeholders,
  type ResourceOutcome,
  sharedWithSource,
} from "../../../../../cli/promote/plan/resource-findings";
import { webhookFindings } from "../../../../../cli/promote/plan/webhook-findings";
import type {
  AppReference,
  Finding,
  PlannedResource,
  RecordedResource,
} from "../../../../../cli/promote/records/records";
import { SecretDigests } from "../../../../../cli/promote/records/secret-digests";
import { calledIn, keyOf, ownKind, type ResourceFacts } from "../../../../../cli/resources/resource-facts";
import { FORMS } from "../../../../../cli/stack";
import { leavesOf, splitPath } from "../../../../../provider/model/leaves";
import { webhookType } from "../../../../../provider/resources/webhook";
import { DIGESTS, recordedApp, sourceRecord } from "../fixtures";

const KEY = "webhook events";
const OWN_APP: AppReference = { id: "prod-app", key: "support" };

const facts = (fields: object, app: AppReference = OWN_APP): ResourceFacts => ({
  key: KEY,
  kind: "webhook",
  name: "events",
  id: "01",
  projectId: "project-3",
  region: "us",
  app,
  leaves: leavesOf(webhookType, { triggers: ["OPT_IN"], target: "https://prod.example.com/", ...fields }),
  isSecret: (path) => webhookType.isSecret(splitPath(path)),
});
const outcome = (action: PlannedResource["action"], now?: ResourceFacts, after?: ResourceFacts): ResourceOutcome => ({
  kind: "webhook",
  name: "events",
  action,
  ...(now ? { now } : {}),
  ...(after ? { after } : {}),
});
const credentials = (clientId: string, clientSecret: string) => ({
  clientCredentials: { clientId, clientSecret, endpoint: "https://auth.example.com/" },
});
const say = (findings: readonly Finding[]): string[] =>
  findings.map(({ gate, resource, message }) => `${gate}: ${resource}: ${message}`);

describe("webhookFindings @promotion-gates", () => {
  const source = sourceRecord({
    resources: [
      recordedApp("support", { id: "staging-app" }),
      { ...recordedApp("elsewhere"), kind: "webhook", app: { id: "unmanaged-app" } },
    ],
  });
  const plain = facts({});
  const rows: [what: string, outcome: ResourceOutcome, app: PlannedResource["action"] | undefined, says: RegExp[]][] = [
    [
      "deleted while its app stays",
      outcome("delete", plain),
      "same",
      [/^channel: webhook events: .*https:\/\/prod\.example/],
    ],
    ["deleted, of an app that the stack doesn't manage", outcome("delete", plain), undefined, [/^channel: /]],
    ["deleted with its app", outcome("delete", plain), "delete", []],
    ["replaced under its app", outcome("replace", plain, plain), "update", [/^replace: webhook events: /]],
    ["replaced with its app", outcome("replace", plain, plain), "replace", []],
    [
      "of an app of the source",
      outcome("create", undefined, facts({}, { id: "staging-app" })),
      undefined,
      [/^same-identity: .* staging: staging-app/],
    ],
    [
      "of an app that a webhook of the source has",
      outcome("create", undefined, facts({}, { id: "unmanaged-app" })),
      undefined,
      [/^same-identity: .* unmanaged-app/],
    ],
    ["of an app of its own", outcome("create", undefined, plain), "same", []],
    ["of an app that is new, too", outcome("create", undefined, facts({}, { key: "support" })), "create", []],
  ];
  for (const [what, of, app, says] of rows) {
    it(`${says.length > 0 ? "reports" : "allows"} one that is ${what}`, () => {
      const found = say(webhookFindings(of, app, source));
      assert.equal(found.length, says.length, found.join());
      for (const [index, one] of says.entries()) assert.match(found[index] ?? "", one);
    });
  }

  it("doesn't print a target that the program made secret", () => {
    const secret = { ...facts({ target: "https://CANARY.example.com/" }), isSecret: () => true };
    assert.doesNotMatch(say(webhookFindings(outcome("delete", secret), "same", source)).join(), /CANARY/);
  });
});

describe("sharedWithSource (webhook) @promotion-gates", () => {
  const digests = new SecretDigests(DIGESTS);
  const source = async () => {
    const secret = await digests.of(placeOf(KEY, "secret"), "CANARY-1");
    const webhook: RecordedResource = {
      ...recordedApp("events"),
      kind: "webhook",
      key: KEY,
      fields: { target: "https://staging.example.com/", "clientCredentials/clientId": "shared-client" },
      secrets: { secret },
    };
    return sourceRecord({ resources: [recordedApp("events"), webhook] });
  };
  const rows: [what: string, fields: object, says: string[]][] = [
    ["has nothing of the source's", { secret: "CANARY-2" }, []],
    [
      "has the source's target",
      { target: "https://staging.example.com/" },
      ['target is the same as in staging: "https://staging.example.com/"'],
    ],
    [
      "has the source's target, written otherwise",
      { target: "https://STAGING.example.com" },
      ['target is the same as in staging: "https://STAGING.example.com"'],
    ],
    ["has the source's secret", { secret: "CANARY-1" }, ["secret is the same as in staging (webhook events, secret)"]],
    [
      "has the source's secret elsewhere",
      credentials("c", "CANARY-1"),
      ["clientCredentials.clientSecret is the same as in staging (webhook events, secret)"],
    ],
    ["has the source's client, which may be shared", credentials("shared-client", "CANARY-2"), []],
  ];
  for (const [what, fields, says] of rows) {
    it(`checks one that ${what}`, async () => {
      const found = await sharedWithSource(outcome("create", undefined, facts(fields)), await source(), digests);
      assert.deepEqual(
        found.map(({ message }) => message),
        says,
      );
      assert.ok(found.every(({ resource }) => resource === "webhook events"));
    });
  }
});

describe("a webhook in a promotion", () => {
  it("has its own key beside an app with its name, of either form, in a component or with its app as parent", () => {
    for (const form of Object.values(FORMS)) {
      const urn = (type: string): string => `urn:pulumi:prod::shop::${type}::prod-a`;
      assert.equal(keyOf("prod", urn(`${form}App`)), "{stack}-a");
      assert.equal(keyOf("prod", urn(`${form}Webhook`)), "webhook {stack}-a");
      assert.equal(keyOf("prod", urn(`my:own:Group$${form}Webhook`)), "webhook my:own:Group::{stack}-a");
      assert.equal(keyOf("prod", urn(`${form}App$${form}Webhook`)), `webhook ${form}App::{stack}-a`);
      assert.equal(calledIn(urn(`${form}Webhook`)), "webhook prod-a");
    }
  });

  it("has environment-specific target and client, and promoted triggers", () => {
    const now = facts({ ...credentials("prod", "CANARY-1"), secret: "CANARY-1" });
    const changed = facts({
      ...credentials("prod-2", "CANARY-2"),
      secret: "CANARY-2",
      target: "https://prod-2.example.com",
      triggers: ["OPT_OUT"],
    });
    const there = { ...recordedApp("events"), fields: { triggers: ["OPT_OUT"] } };
    const kinds = changesOf({ kind: "webhook", now, after: changed }, there, []).map(
      ({ path, kind }) => `${path} ${kind}`,
    );
    assert.deepEqual(kinds.sort(), [
      "clientCredentials/clientId own",
      "clientCredentials/clientSecret own",
      "secret own",
      "target own",
      "triggers promoted",
    ]);
    assert.equal(ownKind("webhook", "targetType", "HTTP"), undefined);
  });

  it("is reported by path for missing values and remaining placeholders", () => {
    const after = facts({ target: "https://prod.example.com/", ...credentials("CHANGE_ME", "your-secret") });
    const there = {
      ...recordedApp("events"),
      secrets: { secret: "digest", "clientCredentials/clientSecret": "digest" },
    };
    assert.deepEqual(
      say([
        ...lackingSecrets(outcome("update", after, after), there, "staging"),
        ...placeholders(outcome("update", after, after)),
      ]),
      [
        "secret: webhook events: secret isn't set, but staging has it",
        "placeholder: webhook events: clientCredentials.clientId is still a placeholder",
        "placeholder: webhook events: clientCredentials.clientSecret is still a placeholder",
      ],
    );
  });
});
