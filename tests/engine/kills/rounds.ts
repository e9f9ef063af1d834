import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fake, FaultRule, Region } from "../../../fake";
import { type Aftermath, aftermath } from "./aftermath";
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

const sms = (token: string): object => ({
  channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan", token } }],
});

const app = (displayName: string, region: Region, ttlDays: number, more: object = {}): Record<string, unknown> => ({
  displayName,
  region,
  ...sms("token"),
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
  }

  /** One round with a kill, and the way back from it. @returns what it took, and how it stands afterwards. */
  async killed(request: Request, moment: Moment, kill: Kill): Promise<Aftermath> {
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
    const lasting = { changed: before.changed, [`adopted-${this.#round}`]: this.#adopted };
    return { ...(await aftermath(this.stack, this.fake, apps, lasting)), left };
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
      changed: app("Changed", "us", round, sms(`token-${round}`)),
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
}
