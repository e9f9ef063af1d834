import { type Fake, type FakeOptions, startFake } from "../../fake";
import { sleep } from "../../provider/base/abort";
import * as lifecycle from "../../provider/lifecycle";
import { check } from "../../provider/lifecycle/check";
import type { Waits } from "../../provider/lifecycle/poller";
import type { ResourceType } from "../../provider/model/resource-type";
import type { Inputs, State } from "../../provider/model/state";
import { appType } from "../../provider/resources/app";
import { Settings } from "../../provider/sinch/settings";
import { createTransport } from "../../provider/sinch/transport";
import { fakeEnvironment } from "./stack";

/** The lifecycle of one resource type against a fake of its own, without the engine: what the engine would do, in the same order. */
export class Lifecycle {
  private constructor(
    readonly fake: Fake,
    readonly context: lifecycle.Context,
    private readonly env: Record<string, string>,
  ) {}

  static async start(options: FakeOptions = {}, env: Record<string, string> = {}, type = appType): Promise<Lifecycle> {
    return Lifecycle.on(await startFake(options), env, type);
  }

  /** The same on a fake that runs already. */
  static on(fake: Fake, env: Record<string, string> = {}, type: ResourceType = appType): Lifecycle {
    const settings = new Settings(() => undefined, { ...fakeEnvironment(fake), ...env });
    const transport = createTransport(settings, { budget: { attemptMs: 5_000, totalMs: 0, longestWaitMs: 1 } });
    return new Lifecycle(fake, lifecycle.createContext(type, settings, transport, HURRIED), env);
  }

  /** The process of another run of the engine, on the same fake. */
  anotherRun(env: Record<string, string> = {}): Lifecycle {
    return Lifecycle.on(this.fake, { ...this.env, ...env }, this.context.type);
  }

  /** Checks what a program states. @throws Error where `check` finds something wrong. */
  async check(olds: Inputs | undefined, news: Record<string, unknown>): Promise<Inputs> {
    const { inputs, problems } = await check(this.context, olds ?? {}, structuredClone(news));
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return inputs;
  }

  async create(news: Record<string, unknown>): Promise<ManagedApp> {
    return this.createFrom(await this.check(undefined, news));
  }

  async createFrom(inputs: Inputs): Promise<ManagedApp> {
    const { id, outs } = await lifecycle.create(this.context, inputs);
    return new ManagedApp(this, id, inputs, stored(outs));
  }
}

/** Waits of a second pass in 10 ms. */
const HURRIED: Waits = {
  now: () => Date.now() * 100,
  sleep: (ms, ...signals) => sleep(ms / 100, ...signals),
};

/** What goes through the state comes back as JSON. */
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** An app in the state. */
export class ManagedApp {
  constructor(
    readonly on: Lifecycle,
    readonly id: string,
    public inputs: Inputs,
    public outputs: State,
  ) {}

  /** Whether a preview of a program shows a change. */
  async differsFrom(news: Record<string, unknown>): Promise<boolean> {
    return (await this.diff(news)).changes !== false;
  }

  async diff(news: Record<string, unknown>): Promise<lifecycle.Difference> {
    return lifecycle.diff(this.on.context, this.id, this.outputs, await this.on.check(this.inputs, news));
  }

  /** An `up` with a program: nothing where the preview shows nothing. */
  async up(news: Record<string, unknown>): Promise<void> {
    const inputs = await this.on.check(this.inputs, news);
    const { changes } = lifecycle.diff(this.on.context, this.id, this.outputs, inputs);
    if (changes !== false) {
      this.outputs = stored((await lifecycle.update(this.on.context, this.id, this.outputs, inputs)).outs);
    }
    this.inputs = stored(inputs);
  }

  /** A refresh. @returns whether it found a change, or that the app is gone. */
  async refresh(): Promise<"same" | "changed" | "gone"> {
    this.on.context.reads.forget(this.outputs);
    const { id, props, inputs } = await lifecycle.read(this.on.context, this.id, this.outputs);
    if (id === undefined) return "gone";
    const before = this.inputs;
    this.outputs = stored(props as State);
    const { changes } = lifecycle.diff(this.on.context, this.id, this.outputs, before);
    this.inputs = stored(inputs as Inputs);
    return changes === false ? "same" : "changed";
  }

  async delete(): Promise<void> {
    await lifecycle.remove(this.on.context, this.id, this.outputs);
  }
}
