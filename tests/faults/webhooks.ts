import assert from "node:assert/strict";
import fc from "fast-check";
import { type Fake, type FaultEffect, startFake } from "../../fake";
import * as lifecycle from "../../provider/lifecycle";
import type { Inputs } from "../../provider/model/state";
import { webhookType } from "../../provider/resources/webhook";
import { Lifecycle, type ManagedApp } from "../support/lifecycle";

// An app with its webhooks through random programs, faults and kills, and then by the way back that errors name.

type Hook = Readonly<Record<string, unknown>>;

/** What a program declares: an app, perhaps, and webhooks by resource name. */
interface Program {
  readonly app: string | undefined;
  readonly hooks: Readonly<Record<string, Hook>>;
}

/** A run of a program; it may be killed after some of its operations. */
interface Step {
  readonly program: Program;
  readonly killedAfter: number;
  readonly refreshed: boolean;
}

const hook = (name: string): fc.Arbitrary<Hook> =>
  fc.record(
    {
      target: fc.constant(`https://hooks.example.com/${name}`),
      triggers: fc.uniqueArray(fc.constantFrom("MESSAGE_INBOUND", "OPT_IN", "SMART_CONVERSATIONS"), { minLength: 1 }),
      secret: fc.constantFrom("CANARY-1", "CANARY-2"),
      targetType: fc.constantFrom("HTTP", "DISMISS"),
    },
    { requiredKeys: ["target", "triggers"] },
  );
const program: fc.Arbitrary<Program> = fc.record({
  app: fc.oneof({ weight: 6, arbitrary: fc.constant("Support") }, { weight: 1, arbitrary: fc.constant(undefined) }),
  hooks: fc.record({ a: hook("a"), b: hook("b"), c: hook("c") }, { requiredKeys: [] }) as fc.Arbitrary<
    Record<string, Hook>
  >,
});
const whole: fc.Arbitrary<Program> = fc.record({
  app: fc.constant("Support"),
  hooks: fc.record({ a: hook("a"), b: hook("b"), c: hook("c") }) as fc.Arbitrary<Record<string, Hook>>,
});
const sequence: fc.Arbitrary<{ steps: Step[]; whole: Program; seed: number; masked: boolean; sorted: boolean }> =
  fc.record({
    steps: fc.array(
      fc.record({
        program,
        killedAfter: fc.oneof({ weight: 3, arbitrary: fc.constant(99) }, { weight: 1, arbitrary: fc.nat(4) }),
        refreshed: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    whole,
    seed: fc.nat(),
    masked: fc.boolean(),
    sorted: fc.boolean(),
  });

const effects: fc.Arbitrary<FaultEffect> = fc.oneof(
  fc.constantFrom(400, 429, 500, 503).map((status): FaultEffect => ({ kind: "status", status })),
  fc.constantFrom(500, 504, 400).map((status): FaultEffect => ({ kind: "status", status, applied: true })),
  fc.constantFrom("before", "after").map((when): FaultEffect => ({ kind: "drop", when: when as "before" | "after" })),
  fc.constant<FaultEffect>({ kind: "late", ms: 15 }),
  fc.constant<FaultEffect>({ kind: "cut-body" }),
  fc.constant<FaultEffect>({ kind: "answered-twice" }),
  fc.constant<FaultEffect>({ kind: "expired-token" }),
);

/** What a stack holds, and what was said. */
interface Stack {
  app?: ManagedApp;
  readonly hooks: Map<string, ManagedApp>;
  readonly said: string[];
}

class Killed extends Error {}

/** One run of the engine: what fails stays as it was in the state. @returns whether all of it went well. */
async function run(
  fake: Fake,
  stack: Stack,
  { app, hooks }: Program,
  adopt: string,
  killedAfter = 99,
): Promise<boolean> {
  const env = { SINCH_ADOPT: adopt };
  const [apps, webhooks] = [Lifecycle.on(fake, env), Lifecycle.on(fake, env, webhookType)].map((one) =>
    Object.assign(one, { context: { ...one.context, looksMs: [0, 5, 10] } }),
  ) as unknown as [Lifecycle, Lifecycle];
  let left = killedAfter;
  let ok = true;
  const attempt = async <T>(work: () => Promise<T>, keep: (result: T) => void): Promise<void> => {
    try {
      const result = await work();
      // The engine dies before it writes down what came of it.
      if (left-- <= 0) throw new Killed();
      keep(result);
    } catch (error) {
      if (error instanceof Killed) throw error;
      ok = false;
      stack.said.push((error as Error).message);
    }
  };
  const on = <T extends ManagedApp>(managed: T, life: Lifecycle): T => Object.assign(managed, { on: life });
  const drop = async (name: string, managed: ManagedApp): Promise<void> =>
    attempt(
      () => on(managed, webhooks).delete(),
      () => void (stack.hooks.get(name) === managed && stack.hooks.delete(name)),
    );

  if (app !== undefined) {
    const args = { displayName: app, channelCredentials: [] };
    const known = stack.app;
    if (known)
      await attempt(
        () => on(known, apps).up(args),
        () => {},
      );
    else
      await attempt(
        () => apps.create(args),
        (created) => Object.assign(stack, { app: created }),
      );
  }
  for (const [name, args] of Object.entries(app !== undefined && stack.app ? hooks : {})) {
    const wanted = { ...args, appId: stack.app?.id };
    const known = stack.hooks.get(name);
    if (!known) {
      await attempt(
        () => webhooks.create(wanted),
        (created) => stack.hooks.set(name, created),
      );
    } else if (known.outputs.appId !== wanted.appId) {
      await attempt(
        () => webhooks.create(wanted),
        (created) => stack.hooks.set(name, created),
      );
      if (stack.hooks.get(name) !== known) await drop(name, known);
    } else {
      const news = { ...wanted } as unknown as Inputs;
      await attempt(
        async () => {
          await lifecycle.assertSendable(webhooks.context, known.id, known.outputs, news);
          await on(known, webhooks).up(wanted);
        },
        () => {},
      );
    }
  }
  for (const [name, managed] of [...stack.hooks]) if (app === undefined || !(name in hooks)) await drop(name, managed);
  const { app: known } = stack;
  if (app === undefined && known && stack.hooks.size === 0) {
    await attempt(
      () => on(known, apps).delete(),
      () => void delete stack.app,
    );
  }
  return ok;
}

async function refresh(fake: Fake, stack: Stack): Promise<void> {
  for (const [name, managed] of stack.hooks) {
    Object.assign(managed, { on: Lifecycle.on(fake, {}, webhookType) });
    if ((await managed.refresh()) === "gone") stack.hooks.delete(name);
  }
  if (!stack.app) return;
  Object.assign(stack.app, { on: Lifecycle.on(fake) });
  if ((await stack.app.refresh()) === "gone") delete stack.app;
}

/** Without faults: what errors name, until the service is as the program says. */
async function wayBack(fake: Fake, stack: Stack, wanted: Program): Promise<void> {
  let adopt = "";
  for (let tries = 0; tries < 12; tries++) {
    const before = stack.said.length;
    await refresh(fake, stack);
    if (await run(fake, stack, wanted, adopt)) return;
    for (const said of stack.said.slice(before)) {
      const [, pairs] = /SINCH_ADOPT='([^']*)' pulumi up/.exec(said) ?? [];
      if (pairs) adopt = pairs;
    }
  }
  throw new Error(`no way back: ${stack.said.slice(-3).join("\n")}`);
}

function assertAsAsked(fake: Fake, stack: Stack, { app, hooks }: Program): void {
  assert.deepEqual(
    fake.apps().map(({ display_name }) => display_name),
    app === undefined ? [] : [app],
  );
  const there = fake.webhooks().map(({ target, triggers, app_id }) => [target, app_id, triggers.toSorted().join()]);
  const asked = Object.values(app === undefined ? {} : hooks).map(({ target, triggers }) => [
    target,
    fake.apps()[0]?.id,
    (triggers as string[]).toSorted().join(),
  ]);
  assert.deepEqual(there.sort(), asked.sort());
  assert.doesNotMatch(stack.said.join("\n"), /CANARY/);
}

/** Lives random sequences. @returns how many, and how many calls were hit. @throws an error that holds the first sequence that fails. */
export async function liveWebhooks(
  count: number,
  seed = Math.floor(Math.random() * 2 ** 31),
): Promise<{ sequences: number; faults: number; seed: number }> {
  let faults = 0;
  for (const [number, { steps, whole, seed: drawn, masked, sorted }] of fc
    .sample(sequence, { numRuns: count, seed })
    .entries()) {
    const fake = await startFake({
      seed: drawn,
      secrets: masked ? "masked" : "echo",
      triggerOrder: sorted ? "sorted" : "sent",
    });
    const befallen = fc.sample(effects, { numRuns: 40, seed: drawn });
    const stack: Stack = { hooks: new Map(), said: [] };
    try {
      for (const { program: wanted, killedAfter, refreshed } of steps) {
        let at = 0;
        const fault = fake.fail({ share: 1 / 3, effect: () => befallen[at++ % befallen.length] as FaultEffect });
        if (refreshed) await refresh(fake, stack).catch((error: Error) => stack.said.push(error.message));
        await run(fake, stack, wanted, "", killedAfter).catch((error) => {
          if (!(error instanceof Killed)) throw error;
        });
        faults += fault.hits;
        fault.remove();
        await fake.idle();
      }
      // What a killed run left and no program declares any more nobody can know of: the last program declares all.
      await wayBack(fake, stack, whole);
      assertAsAsked(fake, stack, whole);
      const nothing = { app: undefined, hooks: {} };
      await wayBack(fake, stack, nothing);
      assertAsAsked(fake, stack, nothing);
    } catch (error) {
      throw new Error(
        `FAULTS_SEED=${seed}, sequence ${number}: ${(error as Error).message}\n${JSON.stringify(steps)}`,
        { cause: error },
      );
    } finally {
      await fake.close();
    }
  }
  return { sequences: count, faults, seed };
}
