import assert from "node:assert/strict";
import type { PolicyResource, ResourceValidation, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { serviceFindings } from "../../../cli/doctor/service";
import { asReport } from "../../../cli/drift/as-report";
import { judge } from "../../../cli/drift/judge";
import { lookInto, placeName } from "../../../cli/drift/place";
import type { PlaceReport } from "../../../cli/drift/report";
import type { Survey } from "../../../cli/promote/facts/survey";
import type { FullOutcome } from "../../../cli/promote/plan/outcomes";
import { sharedInTarget } from "../../../cli/promote/plan/shared-senders";
import { markdownOf, textOf } from "../../../cli/report";
import { sharedSenders } from "../../../cli/stack/shared-senders";
import { pageFor } from "../../../cli/terminal";
import { type Fake, startFake } from "../../../fake";
import { uniqueIdentity } from "../../../policy/rules/unique-identity";
import { Redactor } from "../../../provider/http/redactor";
import { leavesOf } from "../../../provider/model/leaves";
import { appType } from "../../../provider/resources/app";
import { Settings } from "../../../provider/sinch/settings";
import { fakeEnvironment } from "../../support/stack";

const AT = { projectId: "project-1", region: "us" };
const FIELD = "channelCredentials[SMS].staticBearer.claimedIdentity";
const smsOnWire = (claimed_identity: string) => ({
  channel: "SMS",
  static_bearer: { claimed_identity, token: "CANARY-token" },
});
const sms = (claimedIdentity: string) => ({ channel: "SMS", staticBearer: { claimedIdentity, token: "CANARY-token" } });

describe("a sender in two apps, outside a program @shared-identity", () => {
  let fake: Fake;
  let contents: Survey["contents"];
  let [sales, support]: string[] = [];

  beforeEach(async () => {
    fake = await startFake();
    const insert = (display_name: string, plan: string): string =>
      fake.insert({ display_name, channel_credentials: [smsOnWire(plan)] });
    [sales, support] = [insert("Sales", "CANARY-plan"), insert("Support", "CANARY-plan")];
    insert("Alone", "CANARY-other-plan");
    const settings = new Settings(() => undefined, fakeEnvironment(fake));
    contents = { name: "prod", settings, redactor: new Redactor([]) } as unknown as Survey["contents"];
  });
  afterEach(() => fake.close());

  it("is found by doctor in its LIST, without a value or a secret name", async () => {
    const finding = async (unnamed?: ReadonlySet<string>): Promise<string> => {
      const findings = await serviceFindings(contents.settings, AT, [], unnamed);
      const { state, text } = findings.find(({ about }) => about === "senders") ?? {};
      return `${state}: ${text}`;
    };
    const why = "wrong: apps share a sender: inbound messages and receipts reach only the app that was given it last";
    assert.equal(await finding(), `${why}. ${FIELD}: "Sales" (${sales}), "Support" (${support})`);
    assert.equal(await finding(new Set([sales as string])), `${why}. ${FIELD}: ${sales}, "Support" (${support})`);
    assert.equal(fake.journal.count({ operation: "list" }), 2);
    fake.remove(sales as string);
    assert.equal(await finding(), "ok: no two apps of that project and region share a sender");
  });

  it("is listed by drift without counting", async () => {
    const place = await lookInto(contents, AT, []);
    assert.ok("apps" in place);
    const shared = sharedSenders(place.apps.values(), new Set());
    assert.deepEqual(shared, [
      {
        field: FIELD,
        apps: [
          { id: sales, displayName: "Sales" },
          { id: support, displayName: "Support" },
        ],
      },
    ]);
    const places: PlaceReport[] = [{ ...AT, apps: 3, managed: 0, shared }];
    const report = judge({ stacks: [], places }, { failOn: ["drift", "missing"], since: false });
    assert.equal(report.exitCode, 0);
    for (const page of [textOf(asReport(report), pageFor({ format: "text" })), markdownOf(asReport(report))]) {
      assert.match(page, /1 sender in several apps/);
      assert.match(page, /project project-1, region us: .*reach only the app that was given it last/);
      for (const part of ["Sales", "Support", sales, support]) assert.ok(page.includes(part as string), page);
      assert.doesNotMatch(page, /CANARY/);
    }
    const many = Array.from({ length: 2_000 }, () => shared[0] as (typeof shared)[number]);
    const long = judge({ stacks: [], places: [{ ...AT, shared: many }] }, { failOn: [], since: false });
    assert.match(markdownOf(asReport(long)), /and 1980 more/);
  });

  it("isn't mentioned for a channel that is gone: the service may have removed it", () => {
    const change = { kind: "removed", path: "channelCredentials/SMS", field: "channelCredentials[SMS]" } as const;
    const about = { name: "a", urn: "u", id: "i", ...AT, status: "changed" as const, health: [] };
    const stack = { name: "dev", apps: [{ ...about, changes: [change] }], pendingOperations: [] };
    const report = judge({ stacks: [stack], places: [] }, { failOn: ["drift"], since: false });
    const text = textOf(asReport(report), pageFor({ format: "text" }));
    assert.match(text, /1 channel is gone: the service removes channels that it can't verify/);
  });

  it("is refused by a promotion, both for two apps of the target and for one beside another", async () => {
    const outcome = (name: string, plan: string, id?: string): FullOutcome => {
      const leaves = leavesOf(appType, { displayName: name, channelCredentials: [sms(plan)] });
      const kind = "app" as const;
      const after = { key: name, kind, name, ...AT, leaves, isSecret: () => false };
      return {
        key: name,
        kind,
        name,
        action: id ? "update" : "create",
        after,
        ...(id ? { id, now: { ...after, id } } : {}),
      };
    };
    const found = async (...outcomes: FullOutcome[]): Promise<string[]> =>
      (await sharedInTarget({ contents, places: new Map() }, outcomes)).map(
        ({ gate, resource, message }) => `${gate} ${resource}: ${message}`,
      );
    const line = (app: string, others: string): string =>
      `same-identity ${app}: ${FIELD} is also used by app ${others} in the same project and region`;
    assert.deepEqual(await found(outcome("new", "plan"), outcome("sales", "CANARY-other-plan-2", sales)), []);
    assert.deepEqual(await found(outcome("new", "CANARY-other-plan")), [
      line("new", `"Alone" (${fake.apps()[2]?.id})`),
    ]);
    const [alone, own] = [fake.apps()[2]?.id, [outcome("new", "CANARY-other-plan")]];
    const target = { contents, places: new Map() };
    assert.deepEqual(await sharedInTarget(target, own, `new=${alone}`), [], "SINCH_ADOPT says that it is the new app");
    assert.equal((await sharedInTarget(target, own, `other=${alone}`)).length, 1);
    assert.deepEqual(await found(outcome("one", "plan"), outcome("two", "plan")), [
      line("one", "two"),
      line("two", "one"),
    ]);
    assert.deepEqual(await found(outcome("support", "CANARY-plan", support), outcome("sales", "moved", sales)), []);
    fake.journal.clear();
    const places = new Map([[placeName(contents, AT), await lookInto(contents, AT, [])]]);
    await sharedInTarget({ contents, places }, [outcome("one", "plan")]);
    assert.equal(fake.journal.count({ operation: "list" }), 1, "what was listed isn't listed again");
  });

  it("is refused by the policy within a program, by every identity that isn't secret", () => {
    const entries = {
      SMS: sms("CANARY-plan"),
      KAKAOTALK: {
        channel: "KAKAOTALK",
        kakaotalkCredentials: { kakaotalkPlusFriendId: "CANARY-friend" },
      },
      INSTAGRAM: { channel: "INSTAGRAM", instagramCredentials: { businessAccountId: "CANARY-account" } },
      TELEGRAM: { channel: "TELEGRAM", telegramCredentials: {} },
    };
    const violations = (entry: object): string[] => {
      const resources = ["one", "two"].map((name) => ({
        name,
        urn: `urn:pulumi:dev::p::T::${name}`,
        type: "sinch:conversation:App",
        props: { channelCredentials: [entry] },
      })) as unknown as PolicyResource[];
      const validate = uniqueIdentity.validateResource as ResourceValidation;
      for (const resource of resources) validate(resource as unknown as ResourceValidationArgs, assert.fail);
      const said: string[] = [];
      const args = { resources, getConfig: () => ({}) } as unknown as StackValidationArgs;
      uniqueIdentity.validateStack(args, (message) => void said.push(message));
      return said;
    };
    const told = Object.values(entries).map((entry) => violations(entry).map((text) => /\]\.\w+\.\w+/.exec(text)?.[0]));
    assert.deepEqual(told, [
      ["].staticBearer.claimedIdentity"],
      ["].kakaotalkCredentials.kakaotalkPlusFriendId"],
      ["].instagramCredentials.businessAccountId"],
      [],
    ]);
  });
});
