import type { Props, ProviderProcess, Resource, StartProcess } from "./provider-process";

/** What a program asks for: apps by resource name, secrets in their places. */
export type Program = Readonly<Record<string, Props>>;

/** What came of an operation. */
export interface Outcome {
  readonly ok: boolean;
  /** What the user reads. */
  readonly messages: readonly string[];
}

/** How an `up` is run. */
export interface UpOptions {
  readonly env?: Record<string, string>;
  /** Without a preview in front. */
  readonly skipPreview?: boolean;
  /** The engine is killed after so many steps: what comes of the others isn't written into the state. */
  readonly killedAfter?: number;
}

/**
 * The engine's part in the life of apps, as it was measured: a process for each preview, update and refresh; checks one
 * after the other, the first failure ends it; creates and updates at once; deletes last, and only where all else went well.
 */
export class SimulatedEngine {
  readonly resources = new Map<string, Resource>();
  /** Predecessors that are still to be deleted. */
  readonly pendingDeletes: (Resource & { readonly name: string })[] = [];
  /** Whether faults befall its calls. */
  underFaults = false;
  #alive = true;
  #left = Number.POSITIVE_INFINITY;

  constructor(
    private readonly start: StartProcess,
    /** Whether there are previews at all: each is a process more. */
    private readonly previews = true,
  ) {}

  async up(program: Program, { env = {}, skipPreview = false, killedAfter }: UpOptions = {}): Promise<Outcome> {
    const messages: string[] = [];
    if (this.previews && !skipPreview) {
      await this.#within(env, async (process) => void (await this.#plan(process, program, messages)));
      if (messages.length > 0) return { ok: false, messages };
    }
    [this.#alive, this.#left] = [true, killedAfter ?? Number.POSITIVE_INFINITY];
    await this.#within(env, async (process) => {
      const steps = await this.#plan(process, program, messages, true);
      await settle(steps, messages);
      if (messages.length === 0) await settle(this.#deletions(process, program), messages);
    });
    if (!this.#alive) messages.push("the engine was killed");
    return { ok: messages.length === 0, messages };
  }

  destroy(options: UpOptions = {}): Promise<Outcome> {
    return this.up({}, options);
  }

  async refresh(): Promise<Outcome> {
    const messages: string[] = [];
    await this.#within({}, (process) =>
      settle(
        [...this.resources].map(async ([name, old]) => {
          const found = await process.read(old);
          if (found) this.resources.set(name, { id: old.id, inputs: found.inputs, outputs: found.props });
          else this.resources.delete(name);
        }),
        messages,
      ),
    );
    return { ok: messages.length === 0, messages };
  }

  async #within(env: Record<string, string>, work: (process: ProviderProcess) => Promise<void>): Promise<void> {
    const process = await this.start(env, this.underFaults);
    try {
      await work(process);
    } finally {
      await process.stop();
    }
  }

  /** Writes into the state, unless the engine is dead by then. */
  #write(change: () => void): void {
    if (this.#left <= 0) this.#alive = false;
    this.#left -= 1;
    if (this.#alive) change();
  }

  /** Checks and compares one resource after the other; begins the steps where it is told to carry them out. */
  async #plan(
    process: ProviderProcess,
    program: Program,
    messages: string[],
    carryOut = false,
  ): Promise<Promise<void>[]> {
    const steps: Promise<void>[] = [];
    const begin = (step: () => Promise<void>): void => {
      if (!carryOut) return;
      const running = step();
      running.catch(() => {});
      steps.push(running);
    };
    for (const [name, news] of Object.entries(program)) {
      const old = this.resources.get(name);
      const { inputs, failures } = await process.check(old?.inputs ?? {}, news);
      messages.push(...failures);
      if (failures.length > 0) break;
      if (!old) {
        begin(() => this.#create(process, name, inputs));
        continue;
      }
      const { same, replaces } = await process.diff(old, inputs);
      if (replaces) {
        const anew = await process.check({}, news);
        messages.push(...anew.failures);
        if (anew.failures.length > 0) break;
        begin(() => this.#create(process, name, anew.inputs, old));
      } else if (same) {
        if (carryOut) this.resources.set(name, { ...old, inputs });
      } else {
        begin(() => this.#update(process, name, old, inputs));
      }
    }
    return steps;
  }

  async #create(process: ProviderProcess, name: string, inputs: Props, old?: Resource): Promise<void> {
    const { id, outs } = await process.create(inputs);
    this.#write(() => {
      this.resources.set(name, { id, inputs, outputs: outs });
      if (old) this.pendingDeletes.push({ ...old, name });
    });
  }

  async #update(process: ProviderProcess, name: string, old: Resource, inputs: Props): Promise<void> {
    const outputs = await process.update(old, inputs);
    this.#write(() => this.resources.set(name, { id: old.id, inputs, outputs }));
  }

  #deletions(process: ProviderProcess, program: Program): Promise<void>[] {
    if (!this.#alive) return [];
    const gone = [...this.resources].filter(([name]) => !Object.hasOwn(program, name));
    return [
      ...this.pendingDeletes.map(async (old) => {
        await process.delete(old);
        this.#write(() => void this.pendingDeletes.splice(this.pendingDeletes.indexOf(old), 1));
      }),
      ...gone.map(async ([name, old]) => {
        await process.delete(old);
        this.#write(() => void this.resources.delete(name));
      }),
    ];
  }
}

async function settle(steps: readonly Promise<void>[], messages: string[]): Promise<void> {
  for (const step of await Promise.allSettled(steps)) {
    if (step.status === "rejected") messages.push((step.reason as Error).message);
  }
}
