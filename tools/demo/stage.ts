import { randomBytes } from "node:crypto";
import { type Fake, type JournalEntry, startFake } from "../../fake";
import type { Engine } from "../engine";
import type { Run } from "../engine/run";
import { TemporaryStack } from "../engine/stack";
import { ClaimError, check } from "./check";
import { errorsIn } from "./excerpt";
import type { Printer } from "./print";
import { program } from "./program";
import { type SeenApp, seenApp } from "./seen";

/** The fake's project for the demo's app. */
export const projectId = "demo-project";

const keyId = "demo-key";

type Operation = "preview" | "up" | "refresh" | "destroy";

/** What the steps work with: a fake Apps API, a stack in a temporary folder, and a printer. */
export class Stage {
  /** All secrets of the demo in plain text. */
  readonly secrets: readonly string[];
  /** Everything that the engine has printed and reported. */
  engineSaid = "";

  private constructor(
    readonly fake: Fake,
    readonly stack: TemporaryStack,
    readonly print: Printer,
    readonly tokens: Tokens,
    private readonly environments: Readonly<Record<EnvironmentName, Environment>>,
    others: readonly string[],
  ) {
    const theirs = Object.values(environments).flatMap(({ key, token }) => [key.keySecret, token]);
    this.secrets = [...Object.values(tokens), ...theirs, ...others];
  }

  /** An environment's Sinch project, its key, and its SMS token. */
  environmentOf(name: EnvironmentName): Environment {
    return this.environments[name];
  }

  /** Starts the fake and creates an empty stack configured for it. */
  static async open(engine: Engine, print: Printer, signal: AbortSignal): Promise<Stage> {
    const [keySecret, passphrase] = [secret("key"), secret("passphrase")];
    const environments = { staging: environment("staging"), prod: environment("prod") };
    const others = Object.values(environments).map(({ project, key }) => ({ projectId: project, keys: [key] }));
    const fake = await startFake({ projects: [{ projectId, keys: [{ keyId, keySecret }] }, ...others] });
    try {
      const stack = await TemporaryStack.create(engine, { PULUMI_CONFIG_PASSPHRASE: passphrase }, program, {
        projectName: "demo",
        stackName: "demo",
        signal,
      });
      const tokens = {
        sms: secret("sms"),
        messenger: secret("messenger"),
        rotated: secret("rotated"),
        webhook: secret("webhook"),
      };
      const stage = new Stage(fake, stack, print, tokens, environments, [keySecret, passphrase]);
      await stage.configure(
        { "sinch:apiUrl": fake.apiUrl, "sinch:projectId": projectId, "sinch:region": "us", "sinch:keyId": keyId },
        { "sinch:keySecret": keySecret },
      );
      return stage;
    } catch (error) {
      await fake.close();
      throw error;
    }
  }

  /** Sets configuration values, as `pulumi config set` and `pulumi config set --secret` do. */
  async configure(plain: Record<string, string>, secrets: Record<string, string> = {}): Promise<void> {
    const entries = (values: Record<string, string>, secret: boolean) =>
      Object.entries(values).map(([key, value]) => [key, { value, secret }]);
    await this.stack.stack.setAllConfig(Object.fromEntries([...entries(plain, false), ...entries(secrets, true)]));
  }

  /**
   * Runs the engine and prints the command.
   *
   * @throws ClaimError if the operation fails.
   */
  async pulumi(operation: Operation): Promise<Played> {
    this.print.action(`$ pulumi ${operation}`);
    const before = this.fake.journal.writes.length;
    const run = await this.stack[operation]();
    this.engineSaid += run.output + JSON.stringify(run.events);
    if (!run.ok) throw new ClaimError(`pulumi ${operation} succeeds`, "no error", errorsIn(run.output));
    return { ...run, writes: this.fake.journal.writes.slice(before) };
  }

  /** The apps that the API holds, with tokens replaced by their names in {@link tokens}. */
  apps(): SeenApp[] {
    const names = new Map<unknown, string>(Object.entries(this.tokens).map(([name, token]) => [token, name]));
    return this.fake.apps().map((app) => seenApp(app, (token) => names.get(token) ?? "unknown"));
  }

  /** Renames the apps behind Pulumi's back. */
  rename(name: string): void {
    for (const { id } of this.fake.apps()) this.fake.edit(id, (app) => Object.assign(app, { display_name: name }));
  }

  /** Checks a claim and prints the result. @throws ClaimError if it fails. */
  check(claim: string, seen: unknown, expected: unknown): void {
    check(claim, seen, expected);
    this.print.holds(claim);
  }

  async close(): Promise<void> {
    await Promise.all([this.fake.close(), this.stack.remove()]);
  }
}

/** What an engine operation did, and the write requests that the API received during it. */
export interface Played extends Run {
  readonly writes: readonly JournalEntry[];
}

type EnvironmentName = "staging" | "prod";

/** One of the promotion's environments. */
interface Environment {
  readonly project: string;
  readonly key: { readonly keyId: string; readonly keySecret: string };
  readonly token: string;
}

const environment = (name: EnvironmentName): Environment => ({
  project: `demo-${name}`,
  key: { keyId: `demo-key-${name}`, keySecret: secret("key") },
  token: secret("sms"),
});

type Tokens = {
  readonly sms: string;
  readonly messenger: string;
  /** What replaces the SMS token. */
  readonly rotated: string;
  readonly webhook: string;
};

const secret = (name: string): string => `${name}-${randomBytes(12).toString("hex")}`;
