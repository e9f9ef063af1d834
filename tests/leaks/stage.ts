import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type Fake, startFake } from "../../fake";
import type { Engine } from "../../tools/engine";
import type { Ended } from "../support/command";
import { DYNAMIC, type Form } from "../support/forms";
import { Program } from "../support/program";
import { type Front, startFront } from "./front";
import { Planted } from "./planted";

/** In the native form apps of another project come from an explicit provider with a key of its own. */
const programOf = ({ module, form }: Form): string => `
const sinch = require("${module}");
const { apps, webhooks, lookedUp, other } = require("./args.json");
const provider = ${form === "native"} ? new sinch.Provider("other", other) : undefined;
const made = Object.entries(apps).map(([name, args]) => new sinch.App(name, args, args.projectId ? { provider } : {}));
for (const [name, args] of Object.entries(webhooks)) new sinch.Webhook(name, { ...args, appId: made[0].id });
const got = lookedUp ? sinch.App.get("got", lookedUp) : undefined;
exports.apps = made.map(({ id, channelCredentials }) => ({ id, channelCredentials }));
exports.got = got && got.channelCredentials;
exports.lookedUp = lookedUp && sinch.getAppOutput({ id: lookedUp });
`;

/** A program on the command line and a service, and the secrets that were planted in them, keys included. */
export class Stage {
  private constructor(
    readonly planted: Planted,
    readonly fake: Fake,
    readonly front: Front,
    private readonly line: Program,
    /** What an explicit provider is made with. */
    private readonly other: object,
  ) {}

  /** @param env for the command line. */
  static async set(engine: Engine, form: Form = DYNAMIC, env: Readonly<Record<string, string>> = {}): Promise<Stage> {
    const planted = new Planted();
    const key = { keyId: "key-1", keySecret: planted.plant("key secret") };
    const other = { keyId: "key-2", keySecret: planted.plant("key secret in sinch:projects") };
    const fake = await startFake({
      projects: [
        { projectId: "project-1", keys: [key] },
        { projectId: "project-2", keys: [other] },
      ],
      unknownFields: "keep",
    });
    const front = await startFront(fake, planted);
    // What the tests of others have in the environment is in the stack's configuration here.
    const line = await Program.create(engine, env);
    // Where the engine and the language host keep logs.
    line.env.TMPDIR = path.join(line.folder, "tmp");
    await mkdir(line.env.TMPDIR);
    await line.project(programOf(form));
    await line.works("stack", "init", "test");
    const plain = ["sinch:projectId=project-1", "sinch:region=us", "sinch:keyId=key-1", `sinch:apiUrl=${front.apiUrl}`];
    const secret = [`sinch:keySecret=${key.keySecret}`, `sinch:projects=${JSON.stringify({ "project-2": other })}`];
    const pairs = [...plain.flatMap((pair) => ["--plaintext", pair]), ...secret.flatMap((pair) => ["--secret", pair])];
    await line.works("config", "set-all", ...pairs);
    const named = { ...other, projectId: "project-2", region: "us", apiUrl: front.apiUrl };
    return new Stage(planted, fake, front, line, named);
  }

  /** What the program states. @param lookedUp the id of an app for `App.get`. */
  state(apps: Record<string, unknown>, lookedUp?: string, webhooks: Record<string, unknown> = {}): Promise<void> {
    return this.line.write("args.json", JSON.stringify({ apps, webhooks, lookedUp, other: this.other }));
  }

  /** Runs `pulumi`, and fails where a secret is in what it prints, but for lines that `isKnown` names. */
  async clean(args: readonly string[], isKnown: (line: string) => boolean = () => false): Promise<Ended> {
    const printed = await this.line.pulumi(...args);
    for (const [what, text] of Object.entries({ stdout: printed.stdout, stderr: printed.stderr })) {
      this.assertClean(text, `${what} of pulumi ${args.join(" ")}`, isKnown);
    }
    return printed;
  }

  assertClean(text: string, what: string, isKnown: (line: string) => boolean = () => false): void {
    const rest = text.split("\n").filter((line) => !isKnown(line));
    assert.deepEqual(this.planted.hitsIn(rest.join("\n")), [], what);
  }

  /** A file for logs. */
  get log(): string {
    return path.join(this.line.folder, "log.json");
  }

  /** All files that were written, by their paths: state, history, backups, logs. What the program states isn't among them. */
  async filesWritten(): Promise<Map<string, string>> {
    const files = await this.line.filesKept();
    files.delete(path.join(this.line.cwd, "args.json"));
    return files;
  }

  async strike(): Promise<void> {
    await this.line.remove();
    await this.front.close();
    await this.fake.close();
  }
}
