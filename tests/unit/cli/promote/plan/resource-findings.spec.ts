import assert from "node:assert/strict";
import { placeOf } from "../../../../../cli/promote/facts/recorded";
import { changesOf } from "../../../../../cli/promote/plan/planned-resource";
import {
  appFindings,
  inSourceProject,
  lackingSecrets,
  placeholders,
  type ResourceOutcome,
  sharedConfig,
  sharedWithSource,
} from "../../../../../cli/promote/plan/resource-findings";
import type { Finding } from "../../../../../cli/promote/records/records";
import { SecretDigests } from "../../../../../cli/promote/records/secret-digests";
import { leavesOf } from "../../../../../provider/model/leaves";
import { appType } from "../../../../../provider/resources/app";
import { DIGESTS, facts, recordedApp, sourceRecord } from "../fixtures";

const sms = (identity: string, token: string, more: object = {}) => ({
  channel: "SMS",
  staticBearer: { claimedIdentity: identity, token },
  ...more,
});
const keep = (ttlDays: number) => ({ retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays } });
const forEver = { retentionPolicy: { retentionType: "PERSIST_RETENTION_POLICY" } };
const say = (findings: readonly Finding[]): string[] => findings.map(({ gate, message }) => `${gate}: ${message}`);

describe("appFindings @promotion-gates", () => {
  const rows: [what: string, now: object, after: object, live: object | undefined, says: RegExp | undefined][] = [
    ["a retention that is shortened", keep(30), keep(14), undefined, /^retention: .*from 30 days to 14 days/],
    ["a retention that is lengthened", keep(14), keep(30), undefined, undefined],
    ["a retention that ends", forEver, keep(3650), undefined, /^retention: .*from without end to 3650 days/],
    ["a retention without end from now on", keep(30), forEver, undefined, undefined],
    [
      "a retention that is stated for the first time, below the service's default",
      {},
      keep(30),
      undefined,
      /^retention: .*from 180 days to 30 days/,
    ],
    ["a retention that is stated for the first time, above what the service shows", {}, keep(30), keep(14), undefined],
    [
      "a retention of another kind for the same time",
      keep(30),
      { retentionPolicy: { retentionType: "CONVERSATION_EXPIRE_POLICY", ttlDays: 30 } },
      undefined,
      undefined,
    ],
    [
      "a dispatch retention that is shortened",
      { dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 7 } },
      { dispatchRetentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 1 } },
      undefined,
      /^retention: dispatchRetentionPolicy .*from 7 days to 1 day:/,
    ],
    ["a channel that is lost", { channelCredentials: [sms("a", "b")] }, {}, undefined, /^channel: .*SMS$/],
    [
      "a channel that is lost, which only the service has",
      {},
      {},
      { channelCredentials: [sms("a", "b")] },
      /^channel: .*SMS$/,
    ],
    ["a channel that is new", {}, { channelCredentials: [sms("a", "b")] }, undefined, undefined],
    ["a placeholder", {}, { displayName: "CHANGE_ME" }, undefined, /^placeholder: displayName is still a placeholder$/],
    [
      "a placeholder among secrets",
      {},
      { channelCredentials: [sms("a", "your-token")] },
      undefined,
      /^placeholder: channelCredentials\[SMS\]\.staticBearer\.token is/,
    ],
  ];
  for (const [what, now, after, live, says] of rows) {
    it(`${says ? "reports" : "allows"} ${what}`, () => {
      const outcome: ResourceOutcome = {
        kind: "app",
        name: "support",
        action: "update",
        now: facts("support", now),
        after: facts("support", after),
        ...(live ? { live: leavesOf(appType, { displayName: "support", channelCredentials: [], ...live }) } : {}),
      };
      const found = say([...appFindings(outcome), ...placeholders(outcome)]);
      if (!says) assert.deepEqual(found, []);
      else {
        assert.equal(found.length, 1, found.join());
        assert.match(found[0] ?? "", says);
      }
    });
  }

  it("reports a deletion, or a replacement", () => {
    const now = facts("support", {});
    assert.match(say(appFindings({ kind: "app", name: "support", action: "delete", now })).join(), /^delete: /);
    assert.match(
      say(appFindings({ kind: "app", name: "support", action: "replace", now, after: now })).join(),
      /^replace: /,
    );
  });
});

describe("sharedWithSource (app)", () => {
  const digests = new SecretDigests(DIGESTS);
  const path = "channelCredentials/SMS/staticBearer/token";
  const source = async () =>
    sourceRecord({
      resources: [
        recordedApp("support", { secrets: { [path]: await digests.of(placeOf("support", path), "CANARY-1") } }),
      ],
    });
  const shared = async (identity: string, token: string): Promise<string[]> =>
    say(
      await sharedWithSource(
        {
          kind: "app",
          name: "sales",
          action: "create",
          after: facts("sales", { channelCredentials: [sms(identity, token)] }),
        },
        await source(),
        digests,
      ),
    );

  it("returns nothing if each app has its own values", async () =>
    assert.deepEqual(await shared("plan-sales", "CANARY-2"), []));

  it("reports a secret, of whatever app, without its value", async () => {
    assert.deepEqual(await shared("plan-sales", "CANARY-1"), [
      "same-secret: channelCredentials[SMS].staticBearer.token is the same as in staging (support, channelCredentials[SMS].staticBearer.token)",
    ]);
  });

  it("reports a secret of the configuration, if no preview says where that is used", async () => {
    const configured = {
      "shop:token": { value: "CANARY-1", secret: true },
      "shop:own": { value: "CANARY-2", secret: true },
      "shop:plain": { value: "CANARY-1" },
      "shop:empty": { secret: true },
    };
    assert.deepEqual(await sharedConfig(configured, "prod", await source(), digests), [
      {
        gate: "same-secret",
        message: "shop:token of prod is the same as in staging (support, channelCredentials[SMS].staticBearer.token)",
        fix: "set its own",
      },
    ]);
  });

  it("names the same app and field if the source has it in several places", async () => {
    const other = "channelCredentials/SMS/callbackSecret";
    const app = async (name: string, ...paths: string[]) =>
      recordedApp(name, {
        secrets: Object.fromEntries(
          await Promise.all(paths.map(async (at) => [at, await digests.of(placeOf(name, at), "CANARY-1")])),
        ),
      });
    const resources = [await app("a4", path), await app("sales", other, path)];
    const after = facts("sales", { channelCredentials: [sms("plan", "CANARY-1")] });
    const found = await sharedWithSource(
      { kind: "app", name: "sales", action: "update", after },
      sourceRecord({ resources }),
      digests,
    );
    assert.deepEqual(say(found), [
      "same-secret: channelCredentials[SMS].staticBearer.token is the same as in staging (sales, channelCredentials[SMS].staticBearer.token)",
    ]);
  });

  it("labels it as the source's among the changes, and what differs as the target's own", async () => {
    const now = facts("sales", { channelCredentials: [sms("prod", "p")] });
    const kinds = async (identity: string, token: string) => {
      const after = facts("sales", { channelCredentials: [sms(identity, token)] });
      const record = await source();
      const shared = await sharedWithSource(
        { kind: "app", name: "sales", action: "update", now, after },
        record,
        digests,
      );
      return changesOf({ kind: "app", now, after }, record.resources[0], shared).map(({ kind }) => kind);
    };
    assert.deepEqual(await kinds("plan-support", "CANARY-1"), ["source", "source"]);
    assert.deepEqual(await kinds("plan-prod", "CANARY-2"), ["own", "own"]);
  });

  it("ignores unknown fields whose names don't suggest a secret, though they are kept as one @extra-fields", async () => {
    const extra = { new_mode: "CANARY-1", nested: { api_token: "CANARY-1" } };
    const after = facts("sales", {
      extraFields: extra,
      channelCredentials: [sms("plan", "t", { extraFields: extra })],
    });
    const found = await sharedWithSource(
      { kind: "app", name: "sales", action: "update", after },
      await source(),
      digests,
    );
    assert.deepEqual(
      found.map(({ path: at }) => at),
      ["channelCredentials/SMS/extraFields/nested/api_token", "extraFields/nested/api_token"],
    );
  });

  it("reports a claimed identity", async () => {
    assert.deepEqual(await shared("plan-support", "CANARY-2"), [
      'same-identity: channelCredentials[SMS].staticBearer.claimedIdentity is the same as in staging: "plan-support"',
    ]);
  });
});

describe("inSourceProject @promotion-gates", () => {
  const source = sourceRecord();
  const at = (projectId: string) => facts("support", {}, { projectId });
  const found = (now: string | undefined, after: string): string[] =>
    say(
      inSourceProject(
        { kind: "app", name: "support", action: "update", ...(now ? { now: at(now) } : {}), after: at(after) },
        source,
      ),
    );

  it("reports an app that is new in the source's project, or moves there", () => {
    const says = ["same-project: it would be created in staging's Sinch project, project-2"];
    assert.deepEqual(found(undefined, "project-2"), says);
    assert.deepEqual(found("project-3", "project-2"), says);
  });

  it("ignores one that exists there already, or is in its own project", () => {
    assert.deepEqual(found("project-2", "project-2"), []);
    assert.deepEqual(found(undefined, "project-3"), []);
  });
});

describe("lackingSecrets", () => {
  const secrets = {
    "channelCredentials/SMS/callbackSecret": "digest",
    "callbackSettings/secretForOverriddenCallbackUrls": "d",
  };
  const lacking = (fields: object): string[] =>
    say(
      lackingSecrets(
        { kind: "app", name: "support", action: "same", after: facts("support", fields) },
        recordedApp("support", { secrets }),
        "staging",
      ),
    );

  it("reports a secret that the source's app has and the target's lacks", () => {
    assert.deepEqual(lacking({ channelCredentials: [sms("a", "b", { callbackSecret: "" })] }), [
      "secret: channelCredentials[SMS].callbackSecret isn't set, but staging has it",
      "secret: callbackSettings.secretForOverriddenCallbackUrls isn't set, but staging has it",
    ]);
  });

  it("ignores a missing channel, which is reported itself", () => {
    assert.deepEqual(lacking({ callbackSettings: { secretForOverriddenCallbackUrls: "x" } }), []);
  });
});
