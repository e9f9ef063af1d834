import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fake, startFake } from "../../../fake";
import { nameIn } from "../../../provider/base/urn";
import type { Engine } from "../../../tools/engine";
import { useEngine } from "../../support/engine";
import { DYNAMIC, type Form } from "../../support/forms";
import { Program } from "../../support/program";
import { fakeEnvironment } from "../../support/stack";
import { clearPendingArgs, repairLines } from "../../support/way-back";

const programFor = ({ module }: Form): string => `
  const { App, Webhook } = require("${module}");
  for (const [name, { webhooks = {}, ...args }] of Object.entries(require("./apps.json"))) {
    const { id, region } = new App(name, args);
    for (const [hook, its] of Object.entries(webhooks)) new Webhook(hook, { appId: id, region, ...its });
  }
`;

/** Apps by resource name, as a program states them; `webhooks` are theirs, by resource name. */
export type Apps = Readonly<Record<string, Record<string, unknown>>>;

/** What a run of the CLI came to. */
export interface CliRun {
  readonly ok: boolean;
  /** All that was printed, in one line. */
  readonly output: string;
}

/** What the way back took. */
export interface WayBack {
  /** Runs of `up`. */
  readonly tries: number;
  /** Whether pending creates were left that had to be cleared. */
  readonly cleared: boolean;
}

/** An app as the state holds it. */
interface Stored {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly delete?: boolean;
}

/** What of the state's file matters here. */
interface Deployment {
  readonly resources?: Stored[];
  readonly pending_operations?: { readonly type: string }[];
}

/** Runs of the way back until it must have led back. */
const TRIES = 30;

/** A stack whose engine is a process of its own, so that it can be killed. */
export class KillableStack {
  #running: ReturnType<Program["start"]>["child"] | undefined;

  private constructor(
    private readonly cli: Program,
    private readonly form: Form,
  ) {}

  static async create(engine: Engine, fake: Fake, form: Form): Promise<KillableStack> {
    const stack = new KillableStack(await Program.create(engine, fakeEnvironment(fake)), form);
    await stack.cli.project(programFor(form));
    await stack.cli.works("stack", "init", "dev");
    await stack.program({});
    return stack;
  }

  /** Sets what the program states. */
  program(apps: Apps): Promise<void> {
    return this.cli.write("apps.json", JSON.stringify(apps));
  }

  /** Runs the CLI. */
  async run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliRun> {
    const { child, ended } = this.cli.start(args, env);
    this.#running = child;
    const { code, output } = await ended;
    return { ok: code === 0, output: output.replace(/\s+/g, " ") };
  }

  up(env: NodeJS.ProcessEnv = {}, args: readonly string[] = ["--skip-preview"]): Promise<CliRun> {
    return this.run(["up", "--yes", ...args], env);
  }

  /** Sends a signal to the engine that runs. */
  killEngine(signal: NodeJS.Signals): void {
    this.#running?.kill(signal);
  }

  /** Ends the provider's process without a word. */
  killProvider(): void {
    for (const pid of this.cli.processes(/dynamic-provider|pulumi-resource-sinch/)) kill(pid);
  }

  /** Ends what still runs of all that the engine started. */
  endAll(): void {
    for (const pid of this.cli.processes(/./)) kill(pid);
  }

  /** How many of the provider's processes still run after so many milliseconds. */
  async leftAfter(ms: number): Promise<number> {
    const until = Date.now() + ms;
    // Pulumi's own host of the language can live on, too; that is its matter.
    const left = (): number => this.cli.processes(/dynamic-provider|pulumi-resource/).length;
    while (left() > 0 && Date.now() < until) await sleep(100);
    return left();
  }

  /**
   * The way back of docs/interruptions.md, and nothing else: `pulumi up` again, after `pulumi cancel` where the stack is locked, and
   * after its lines of repair where the stack's file is broken, with the adoptions that the error names. In the end it clears
   * the pending creates, which the engine warns of until then, and of nothing else.
   *
   * @throws Error where it doesn't lead back.
   */
  async wayBack(): Promise<WayBack> {
    const said: string[] = [];
    let env: NodeJS.ProcessEnv = {};
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const { ok, output } = await this.up(env);
      if (ok) return { tries, cleared: await this.clearPending(output) };
      said.push(output);
      if (output.includes("failed to load checkpoint")) await this.repair();
      if (output.includes("currently locked")) await this.run(["cancel", "--yes"]);
      const pairs = output.match(/SINCH_ADOPT='([^']+)' pulumi up/)?.[1];
      if (pairs) env = { SINCH_ADOPT: pairs };
    }
    throw new Error(`the way back doesn't lead back:\n${said.join("\n")}`);
  }

  /** What the documentation says of the engine's warning about pending operations holds, and its command ends it. */
  private async clearPending(lastUp: string): Promise<boolean> {
    const pending = await this.pendingOperations();
    assert.ok(
      pending.every((type) => type === "creating"),
      `an up that ends well leaves at most pending creates, not ${pending}`,
    );
    if (pending.length === 0) return false;
    assert.ok(lastUp.includes("interrupted while creating"), lastUp);
    const { ok, output } = await this.run(clearPendingArgs());
    assert.ok(ok, output);
    assert.deepEqual(await this.pendingOperations(), []);
    return true;
  }

  private async repair(): Promise<void> {
    const { code, output } = await this.cli.run("sh", "-c", repairLines(this.backend, "program/dev"));
    assert.equal(code, 0, output);
  }

  private get backend(): string {
    return path.join(this.cli.folder, "backend");
  }

  private async deployment(): Promise<Deployment> {
    const file = path.join(this.backend, ".pulumi/stacks/program/dev.json");
    if (!existsSync(file)) return {};
    const { checkpoint } = JSON.parse(await readFile(file, "utf8")) as { checkpoint: { latest?: Deployment } };
    return checkpoint.latest ?? {};
  }

  /** What the state holds of operations that didn't come to an end: `creating`, `updating`, `deleting`. */
  async pendingOperations(): Promise<string[]> {
    return ((await this.deployment()).pending_operations ?? []).map(({ type }) => type);
  }

  /** The apps in the state, by resource name; predecessors that are still to be deleted under `<name> (old)`. */
  async state(): Promise<Record<string, string>> {
    return this.#held("App");
  }

  /** The webhooks in the state, in the same way. */
  webhooks(): Promise<Record<string, string>> {
    return this.#held("Webhook");
  }

  async #held(what: "App" | "Webhook"): Promise<Record<string, string>> {
    const all = ((await this.deployment()).resources ?? []).filter(({ type }) => type.endsWith(`conversation:${what}`));
    return Object.fromEntries(all.map((one) => [`${nameIn(one.urn)}${one.delete ? " (old)" : ""}`, one.id]));
  }

  /** The URN of a resource. */
  urn(name: string): string {
    return `urn:pulumi:dev::program::${this.form.type}::${name}`;
  }

  async remove(): Promise<void> {
    this.endAll();
    await this.cli.remove();
  }
}

/** Gives the tests of the surrounding `describe` a fake and a stack on it. @param form of its apps. @returns functions that tests call for them. */
export function useKillableStack(form: Form = DYNAMIC): { fake: () => Fake; stack: () => KillableStack } {
  const engine = useEngine();
  let fake: Fake;
  let stack: KillableStack;
  before(async () => {
    fake = await startFake();
    stack = await KillableStack.create(engine(), fake, form);
  });
  after(async () => {
    await stack?.remove();
    await fake?.close();
  });
  return { fake: () => fake, stack: () => stack };
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
