import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { create, diff, read, UnfinishedError, UnverifiedInRun, update } from "../../../../provider/lifecycle";
import { createContext } from "../../../../provider/lifecycle/context";
import type { Inputs, State } from "../../../../provider/model/state";
import { appType } from "../../../../provider/resources/app";
import { createTransport } from "../../../../provider/sinch/transport";
import { Lifecycle } from "../../../support/lifecycle";

const sms = (claimedIdentity: string, token = "CANARY-token") => ({
  channel: "SMS",
  staticBearer: { claimedIdentity, token },
});
const rcs = (claimedIdentity: string) => ({ ...sms(claimedIdentity), channel: "RCS" });
const WAIT = { SINCH_CHANNEL_TIMEOUT: "60" };

/** What is thrown, which must leave the app in the state. */
async function unfinished(work: Promise<unknown>): Promise<UnfinishedError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof UnfinishedError, String(error));
  assert.equal(error.code, "ERR_SINCH_UNVERIFIED");
  assert.doesNotMatch(error.message, /CANARY/);
  return error;
}

describe("waiting for channel verification @channel-timeout", () => {
  let on: Lifecycle;
  const lists = (): number => on.fake.journal.count({ operation: "list" });
  const checked = (displayName: string, ...channelCredentials: object[]): Promise<Inputs> =>
    on.check(undefined, { displayName, channelCredentials });
  const start = async (env: Record<string, string> = WAIT): Promise<void> => {
    on = await Lifecycle.start(
      {
        pendingMs: 40,
        unverified: {
          "bad-plan": { becomes: "FAILING", afterMs: 60, reason: "no plan bad-plan for token CANARY-token" },
          "bad-agent": { becomes: "gone", afterMs: 20 },
          "slow-plan": { becomes: "FAILING", afterMs: 60_000 },
        },
      },
      env,
    );
  };
  afterEach(() => on.fake.close());

  it("sends one LIST every few seconds for all apps, and ends when none is PENDING", async () => {
    await start();
    const inputs = await Promise.all(Array.from({ length: 20 }, (_, at) => checked(`App ${at}`, sms(`plan-${at}`))));
    const before = lists();
    const made = await Promise.all(inputs.map((each) => create(on.context, each)));
    assert.equal(new Set(made.map(({ id }) => id)).size, 20);
    assert.ok(lists() - before <= 6, `${lists() - before} LISTs`);
    for (const app of on.fake.apps()) assert.equal(app.channel_credentials[0]?.state?.status, "ACTIVE");
  });

  it("fails for a channel that is FAILING or gone, with the service's reason; it keeps the app, and the state omits what is gone", async () => {
    await start();
    const inputs = await checked("Support", sms("bad-plan"), rcs("bad-agent"), { ...sms("plan"), channel: "WHATSAPP" });
    const error = await unfinished(create(on.context, inputs));
    const [app] = on.fake.apps();
    assert.equal(error.id, app?.id);
    assert.match(
      error.message,
      /^app "Support" \(\w+\) exists and is in the state, but channelCredentials\[SMS\] is FAILING: no plan bad-plan for token \[secret\]; channelCredentials\[RCS\] is gone: the service removes a channel that it can't verify\. The next `pulumi up` sends again/,
    );
    const kept = error.outs.channelCredentials as { channel: string }[];
    assert.deepEqual(
      kept.map(({ channel }) => channel),
      ["SMS", "WHATSAPP"],
    );
    assert.doesNotMatch(JSON.stringify(error.outs.secrets), /RCS/);

    // The next run, with nothing changed in the program, and then with what is right.
    on = Object.assign(on.anotherRun(WAIT), {});
    assert.deepEqual(diff(on.context, error.id, error.outs, inputs), {}, "what is gone is to be sent again");
    const again = await unfinished(update(on.context, error.id, error.outs, inputs));
    assert.match(again.message, /RCS\] is gone/);
    on.fake.configure({ unverified: {} });
    const right = await checked("Support", sms("plan-2"), rcs("agent"), { ...sms("plan"), channel: "WHATSAPP" });
    const { outs } = await update(on.context, error.id, again.outs, right);
    assert.equal(diff(on.context, error.id, outs, right).changes, false);
    assert.deepEqual(
      on.fake.app(error.id)?.channel_credentials.map(({ state }) => state?.status),
      ["ACTIVE", "ACTIVE", "ACTIVE"],
    );
  });

  it("sends a FAILING channel again in the next run, even if unchanged, and ends if it is ACTIVE by then", async () => {
    await start();
    const inputs = await checked("Support", sms("bad-plan"));
    const { id, outs } = await unfinished(create(on.context, inputs));
    on.fake.journal.clear();
    await unfinished(update(on.context, id, outs, inputs));
    assert.equal(on.fake.journal.count({ operation: "update" }), 1, "it was sent again");
    on.fake.setChannelState(id, "SMS", { status: "ACTIVE", description: "" });
    on.fake.journal.clear();
    const done = await update(on.context, id, outs, inputs);
    assert.deepEqual(done.outs, outs);
    assert.deepEqual(on.fake.journal.countByMethod(), { GET: 1 });
  });

  it("fails after the configured time, the app's own before the stack's, and keeps the app", async () => {
    await start({ SINCH_CHANNEL_TIMEOUT: "3600" });
    const inputs = await on.check(undefined, {
      displayName: "Slow",
      channelCredentials: [sms("slow-plan")],
      channelTimeout: 10,
    });
    const { message, outs } = await unfinished(create(on.context, inputs));
    assert.match(message, /channelCredentials\[SMS\] is still PENDING after 10 s\./);
    assert.equal("channelTimeout" in outs, false);
    const none = await on.check(undefined, {
      displayName: "Other",
      channelCredentials: [sms("slow-plan")],
      channelTimeout: 0,
    });
    const before = lists();
    assert.deepEqual((await create(on.context, none)).unverified, { pending: 1, failing: 0 });
    assert.equal(lists(), before);
    await assert.rejects(on.check(undefined, { displayName: "A", channelCredentials: [], channelTimeout: -1 }), {
      message: "channelTimeout must be a whole number from 0 to 3600",
    });
  });

  it("only concerns what an update wrote, and is skipped if that leaves channels unchanged", async () => {
    await start();
    const app = await on.create({ displayName: "Support", channelCredentials: [sms("plan"), rcs("agent")] });
    on.fake.setChannelState(app.id, "RCS", { status: "FAILING", description: "by hand" });
    on.fake.journal.clear();
    await app.up({ displayName: "Help", channelCredentials: [sms("plan"), rcs("agent")] });
    assert.equal(lists(), 0);
    await app.up({ displayName: "Help", channelCredentials: [sms("plan-2"), rcs("agent")] });
    assert.ok(lists() > 0);
    await unfinished(app.up({ displayName: "Help", channelCredentials: [sms("bad-plan"), rcs("agent")] }));
  });

  it("ends with an interruption or an outage, and keeps the app", async () => {
    await start();
    const stop = new AbortController();
    const transport = createTransport(on.context.settings, { stop: stop.signal });
    const context = createContext(appType, on.context.settings, transport);
    const inputs = await checked("Stopped", sms("slow-plan"));
    const waiting = unfinished(create(context, inputs));
    while (on.fake.apps().length === 0) await setTimeout(5);
    await setTimeout(50);
    const began = Date.now();
    stop.abort();
    assert.match((await waiting).message, /is still PENDING when the run was interrupted/);
    assert.ok(Date.now() - began < 1_000);

    const { id, outs } = await unfinished(waitingWithout(on, "list"));
    assert.equal(on.fake.app(id)?.display_name, "Outage");
    assert.match((await read(on.anotherRun().context, id, outs)).id ?? "", /\w/);
  });

  it("sends no request without a configured time, and adds one note per run", async () => {
    await start({});
    const run = new UnverifiedInRun();
    for (const name of ["One", "Two", "Three"]) {
      const before = on.fake.journal.entries.length;
      const inputs = await checked(name, sms(`${name}-plan`));
      const asked = on.fake.journal.entries.length - before;
      const { unverified } = await create(on.context, inputs);
      assert.equal(on.fake.journal.entries.length - before - asked, 1, "the POST alone");
      run.add(appType, unverified);
    }
    assert.deepEqual(run.notes(), [
      "channels written by this run: 3 PENDING. `sinch-apps drift` shows their later state; " +
        "set sinch:channelTimeout to make `pulumi up` wait",
    ]);
    assert.deepEqual(run.notes(), []);
  });
});

/** A create while no LIST comes through. */
async function waitingWithout(on: Lifecycle, operation: "list"): Promise<{ id: string; outs: State }> {
  const inputs = await on.check(undefined, {
    displayName: "Outage",
    channelCredentials: [sms("plan")],
    channelTimeout: 10,
  });
  on.fake.fail({ operation, effect: { kind: "status", status: 503 } });
  return create(on.context, inputs).finally(() => on.fake.clearFaults());
}
