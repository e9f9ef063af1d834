import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type Fake, startFake } from "../../../fake";
import type { Engine } from "../../../tools/engine";
import { type Ended, sinchApps } from "../../support/command";
import { Program } from "../../support/program";

const run = promisify(execFile);

/** The stacks of the tests, each with a Sinch project of its own: its number. */
export const STACKS = { dev: 1, staging: 2, prod: 3 } as const;
export type StackName = keyof typeof STACKS;

/** An app of the program, as `apps.json` in its folder states it. */
export interface AppSpec {
  readonly displayName?: string;
  readonly days?: number;
  readonly channels?: readonly string[];
  /** Where the program makes it; everywhere by default. */
  readonly only?: readonly string[];
  readonly more?: object;
  /** Its webhooks, by name. */
  readonly webhooks?: Readonly<Record<string, WebhookSpec>>;
}

/** A webhook of an app; target and secrets are those of the stack. */
interface WebhookSpec {
  readonly triggers?: readonly string[];
  readonly only?: readonly string[];
}

/** The forms of an app, and the module that a program has each from. */
export const MODULES = {
  dynamic: "pulumi-sinch-conversation",
  native: "pulumi-sinch-conversation/native",
} as const;

const programFrom = (module: string): string => `
const pulumi = require("@pulumi/pulumi");
const { App, Webhook } = require("${module}");
const config = new pulumi.Config();
const stack = pulumi.getStack();
for (const [name, { displayName = name, days = 30, channels = ["SMS"], only, more, webhooks = {} }] of Object.entries(require("./apps.json"))) {
  if (only && !only.includes(stack)) continue;
  const app = new App(name, {
    displayName,
    channelCredentials: channels.map((channel) => ({
      channel,
      staticBearer: { claimedIdentity: config.require("identity") + "-" + name, token: config.requireSecret("token") },
      callbackSecret: config.getSecret("callbackSecret"),
    })),
    retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: days },
    ...more,
  });
  for (const [hook, { triggers = ["MESSAGE_INBOUND"], only }] of Object.entries(webhooks)) {
    if (only && !only.includes(stack)) continue;
    const host = config.require("identity") + ".example.com/";
    new Webhook(hook, {
      appId: app.id,
      target: "https://hooks." + host + hook,
      triggers,
      secret: config.requireSecret("token"),
      clientCredentials: {
        clientId: config.require("identity"),
        clientSecret: config.requireSecret("token"),
        endpoint: "https://auth." + host,
      },
    });
  }
}
`;

/** A program in a git repository with three stacks; each job's environment holds the key and the passphrase of one. */
export class Promotion {
  private constructor(
    readonly fake: Fake,
    private readonly cli: Program,
  ) {}

  static async start(
    engine: Engine,
    apps: Readonly<Record<string, AppSpec>>,
    form: keyof typeof MODULES = "dynamic",
  ): Promise<Promotion> {
    const projects = Object.values(STACKS).map((number) => ({
      projectId: `project-${number}`,
      keys: [{ keyId: `key-${number}`, keySecret: `CANARY-key-${number}` }],
    }));
    const fake = await startFake({ projects });
    const cli = await Program.create(engine, { SINCH_API_URL: fake.apiUrl });
    const promotion = new Promotion(fake, cli);
    await cli.project(programFrom(MODULES[form]), "shop");
    await cli.write(".gitignore", "node_modules\n/dev.json\n/staging.json\n*.plan*.json\n");
    await promotion.git("init", "--quiet");
    await promotion.commit(apps);
    return promotion;
  }

  /** Where the program is. */
  get program(): string {
    return this.cli.cwd;
  }

  /** What a job of a stack has in its environment. */
  environment(stack: StackName): NodeJS.ProcessEnv {
    return {
      ...this.cli.env,
      PULUMI_CONFIG_PASSPHRASE: `CANARY-passphrase-${stack}`,
      SINCH_KEY_ID: `key-${STACKS[stack]}`,
      SINCH_KEY_SECRET: `CANARY-key-${STACKS[stack]}`,
    };
  }

  /** Makes a stack and sets what it needs. */
  async init(stack: StackName, more: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.pulumi(stack, "stack", "init", stack, "--no-select");
    await this.configure(stack, { token: `CANARY-token-${stack}`, identity: stack, ...more });
  }

  /** Sets the configuration of a stack; `undefined` takes a key out. */
  async configure(stack: StackName, values: Readonly<Record<string, string | undefined>>): Promise<void> {
    const place = ["--plaintext", `sinch:projectId=project-${STACKS[stack]}`, "--plaintext", "sinch:region=us"];
    const entries = Object.entries(values);
    const set = entries.flatMap(([key, value]) =>
      value === undefined ? [] : [key === "identity" ? "--plaintext" : "--secret", `${key}=${value}`],
    );
    await this.pulumi(stack, "config", "set-all", "--stack", stack, ...place, ...set);
    for (const [key, value] of entries) {
      if (value === undefined) await this.pulumi(stack, "config", "rm", key, "--stack", stack);
    }
  }

  /** Commits the apps that the program is to make. */
  async commit(apps: Readonly<Record<string, AppSpec>>): Promise<string> {
    await this.cli.write("apps.json", JSON.stringify(apps));
    await this.git("add", "--all", "--", ":!Pulumi.*.yaml");
    await this.git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--message", "apps");
    return (await this.git("rev-parse", "HEAD")).trim();
  }

  async git(...args: string[]): Promise<string> {
    return (await run("git", args, { cwd: this.program })).stdout;
  }

  /** Runs `pulumi` with what a job of the stack has. */
  async pulumi(stack: StackName, ...args: string[]): Promise<string> {
    const { code, stdout, output } = await this.cli.start(args, this.environment(stack)).ended;
    assert.equal(code, 0, output);
    return stdout;
  }

  up(stack: StackName, ...args: string[]): Promise<string> {
    return this.pulumi(stack, "up", "--yes", "--skip-preview", "--stack", stack, ...args);
  }

  /** Runs `sinch-apps promote` with what a job of the stack has. */
  promote(stack: StackName, ...args: string[]): Promise<Ended> {
    return this.run(this.environment(stack), ...args);
  }

  /** Runs `sinch-apps promote` in an environment. */
  async run(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> {
    const ended = await sinchApps(["promote", ...args], this.program, env);
    assert.doesNotMatch(ended.stdout + ended.stderr, /CANARY/);
    return ended;
  }

  async attest(stack: StackName, ...args: string[]): Promise<Ended> {
    return this.promote(stack, "attest", "--stack", stack, "-o", `${stack}.json`, ...args);
  }

  plan(from: StackName, to: StackName, ...args: string[]): Promise<Ended> {
    return this.promote(to, "plan", "--from", `${from}.json`, "--stack", to, "-o", `${to}.plan.json`, ...args);
  }

  apply(to: StackName, ...args: string[]): Promise<Ended> {
    return this.promote(to, "apply", `${to}.plan.json`, "--yes", ...args);
  }

  /** A record in the program's folder. */
  async record<T>(name: string): Promise<T> {
    return JSON.parse(await this.cli.read(name)) as T;
  }

  /** Everything that the commands wrote beside the program. */
  async written(): Promise<string> {
    const names = (await readdir(this.program)).filter((name) => /\.(json|md)$/.test(name));
    return (await Promise.all(names.map((name) => readFile(path.join(this.program, name), "utf8")))).join("\n");
  }

  /** The app of a stack by its display name. */
  app(stack: StackName, displayName: string): ReturnType<Fake["apps"]>[number] {
    const found = this.fake
      .apps({ projectId: `project-${STACKS[stack]}` })
      .find((app) => app.display_name === displayName);
    assert.ok(found, `${displayName} in ${stack}`);
    return found;
  }

  /** The webhook of a stack by its name. */
  webhook(stack: StackName, name: string): ReturnType<Fake["webhooks"]>[number] {
    const found = this.fake.webhooks().find(({ target }) => target === `https://hooks.${stack}.example.com/${name}`);
    assert.ok(found, `${name} in ${stack}`);
    return found;
  }

  /** The writing requests since the journal was cleared: `PATCH project-3 retention_policy`. */
  writes(): string[] {
    return this.fake.journal.writes.map(({ method, projectId, updateMask }) =>
      [method, projectId, updateMask?.join(",")].filter(Boolean).join(" "),
    );
  }

  async close(): Promise<void> {
    await this.fake.close();
    await this.cli.remove();
  }
}
