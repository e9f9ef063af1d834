import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fake, FaultRule, Region } from "../../../fake";
import type { Apps, KillableStack } from "./killable-stack";

/** Requests of an `up` that makes, changes, deletes, adopts and moves an app. */
export const REQUESTS = ["create", "update", "delete", "adopt", "move: create", "move: delete"] as const;
export type Request = (typeof REQUESTS)[number];

/** When the kill comes: before the request has its effect (it never has it), after, or when its answer is on the way. */
export const MOMENTS = ["before its effect", "after its effect", "before the state is written"] as const;
export type Moment = (typeof MOMENTS)[number];

/** What is killed, and how. */
export const KILLS = ["engine SIGKILL", "engine SIGINT", "engine SIGTERM", "provider SIGKILL"] as const;
export type Kill = (typeof KILLS)[number];

/** How long a process may live on after its engine, in milliseconds. */
export const LIVES_ON_MS = 10_000;

const app = (displayName: string, region: Region, ttlDays: number, more: object = {}): Record<string, unknown> => ({
  displayName,
  region,
  channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "token" } }],
  retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays },
  ...more,
});

/**
 * A stack that goes through kills one after the other. Each round makes an app and adopts one, changes one, moves one, and
 * deletes those that the round before made and adopted.
 */
export class Rounds {
  #round = 0;
  #adopted = "";

  constructor(
    private readonly stack: KillableStack,
    private readonly fake: Fake,
  ) {}

  /** The first round, without a kill. */
  async begin(): Promise<void> {
    await this.#next();
    const { ok, output } = await this.stack.up();
    assert.ok(ok, output);
    await this.assertSame();
  }

  /** One round with a kill, and the way back from it. @returns runs of `up` that it took, and how many processes of the provider lived on. */
  async killed(request: Request, moment: Moment, kill: Kill): Promise<{ tries: number; left: number }> {
    const before = await this.stack.state();
    const apps = await this.#next();
    let hit = false;
    const strike = async (): Promise<void> => {
      hit = true;
      if (moment === "before the state is written") await sleep(Math.random() * 30);
      const [who, signal] = kill.split(" ") as [string, NodeJS.Signals];
      if (who === "engine") this.stack.killEngine(signal);
      else this.stack.killProvider();
    };
    const early = moment === "before its effect";
    this.fake.fail({
      ...this.#ruleFor(request, before),
      times: 1,
      ...(early
        ? { before: strike, effect: { kind: "drop", when: "before" } }
        : // The answer doesn't wait for the last kind of kill.
          { after: () => (moment === "after its effect" ? strike() : void strike()) }),
    });
    await this.stack.up();
    this.fake.clearFaults();
    assert.ok(hit, `the request was made: ${request}`);
    const left = await this.stack.leftAfter(LIVES_ON_MS);
    this.stack.endAll();
    const { tries } = await this.stack.wayBack();
    await this.assertSame();
    const after = await this.stack.state();
    assert.equal(after.changed, before.changed, "the app that was changed is the same one");
    assert.equal(after[`adopted-${this.#round}`], this.#adopted, "the adopted app is the same one");
    const preview = await this.stack.run(["preview", "--expect-no-changes"]);
    assert.ok(preview.ok, preview.output);
    assert.equal(Object.keys(after).length, Object.keys(apps).length);
    return { tries, left };
  }

  async #next(): Promise<Apps> {
    this.#round += 1;
    const round = this.#round;
    this.#adopted = this.fake.insert(
      { display_name: `By hand ${round}`, channel_credentials: [] },
      { region: "br", projectId: "project-1" },
    );
    const apps = {
      [`made-${round}`]: app(`Made ${round}`, "br", 30),
      [`adopted-${round}`]: app(`Adopted ${round}`, "br", 30, { adopt: this.#adopted }),
      changed: app("Changed", "us", round),
      moved: app("Moved", round % 2 ? "us" : "eu", 30),
    };
    await this.stack.program(apps);
    return apps;
  }

  #ruleFor(request: Request, before: Record<string, string>): FaultRule {
    const last = this.#round - 1;
    const rules: Record<Request, FaultRule> = {
      create: { operation: "create", region: "br" },
      update: { operation: "update", appId: before.changed as string },
      delete: { operation: "delete", appId: before[`made-${last}`] as string },
      adopt: { operation: "update", appId: this.#adopted },
      "move: create": { operation: "create", region: this.#round % 2 ? "us" : "eu" },
      "move: delete": { operation: "delete", appId: before.moved as string },
    };
    return rules[request];
  }

  /** The fake holds what the state holds, each app once. */
  async assertSame(): Promise<void> {
    const held = Object.values(await this.stack.state());
    const there = this.fake.apps().map(({ id }) => id);
    assert.deepEqual(there.sort(), held.sort());
  }
}
