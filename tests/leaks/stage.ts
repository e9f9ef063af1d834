import assert from "node:assert/strict";
import { type Fake, startFake } from "../../fake";
import type { Engine } from "../../tools/engine";
import { type Front, startFront } from "./front";
import { Planted } from "./planted";
import { type Printed, Project } from "./project";

const PROGRAM = `
const { App } = require("pulumi-sinch-conversation");
const { apps, lookedUp } = require("./args.json");
const made = Object.entries(apps).map(([name, args]) => new App(name, args));
const got = lookedUp ? App.get("got", lookedUp) : undefined;
exports.apps = made.map(({ id, channelCredentials }) => ({ id, channelCredentials }));
exports.got = got && got.channelCredentials;
`;

/** A program on the command line and a service, and the secrets that were planted in them, keys included. */
export class Stage {
  private constructor(
    readonly planted: Planted,
    readonly fake: Fake,
    readonly front: Front,
    readonly project: Project,
  ) {}

  /** @param env for the command line. */
  static async set(engine: Engine, env: Readonly<Record<string, string>> = {}): Promise<Stage> {
    const planted = new Planted();
    const key = { keyId: "key-1", keySecret: planted.plant("key secret") };
    const other = { keyId: "key-2", keySecret: planted.plant("key secret in sinch:projects") };
    const fake = await startFake({
      projects: [
        { projectId: "project-1", keys: [key] },
        { projectId: "project-2", keys: [other] },
      ],
    });
    const front = await startFront(fake, planted);
    const project = await Project.create(engine, env);
    await project.write("index.js", PROGRAM);
    await project.run("stack", "init", "test");
    const plain = ["sinch:projectId=project-1", "sinch:region=us", "sinch:keyId=key-1", `sinch:apiUrl=${front.apiUrl}`];
    const secret = [`sinch:keySecret=${key.keySecret}`, `sinch:projects=${JSON.stringify({ "project-2": other })}`];
    const pairs = [...plain.flatMap((pair) => ["--plaintext", pair]), ...secret.flatMap((pair) => ["--secret", pair])];
    const { code, stderr } = await project.run("config", "set-all", ...pairs);
    assert.equal(code, 0, stderr);
    return new Stage(planted, fake, front, project);
  }

  /** What the program states. @param lookedUp the id of an app for `App.get`. */
  state(apps: Record<string, unknown>, lookedUp?: string): Promise<void> {
    return this.project.write("args.json", JSON.stringify({ apps, lookedUp }));
  }

  /** Runs `pulumi`, and fails where a secret is in what it prints, but for lines that `isKnown` names. */
  async clean(args: readonly string[], isKnown: (line: string) => boolean = () => false): Promise<Printed> {
    const printed = await this.project.run(...args);
    for (const [what, text] of Object.entries({ stdout: printed.stdout, stderr: printed.stderr })) {
      this.assertClean(text, `${what} of pulumi ${args.join(" ")}`, isKnown);
    }
    return printed;
  }

  assertClean(text: string, what: string, isKnown: (line: string) => boolean = () => false): void {
    const rest = text.split("\n").filter((line) => !isKnown(line));
    assert.deepEqual(this.planted.hitsIn(rest.join("\n")), [], what);
  }

  async strike(): Promise<void> {
    await this.project.remove();
    await this.front.close();
    await this.fake.close();
  }
}
