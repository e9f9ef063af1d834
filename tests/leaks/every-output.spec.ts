import assert from "node:assert/strict";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { type Front, startFront } from "./front";
import { Planted, plantedApp } from "./planted";
import { type Printed, Project } from "./project";

const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const { App } = require("pulumi-sinch-conversation");
const { apps, lookedUp } = require("./args.json");
const made = Object.entries(apps).map(([name, args]) => new App(name, args));
const got = lookedUp ? App.get("got", lookedUp) : undefined;
exports.apps = made.map(({ id, channelCredentials }) => ({ id, channelCredentials }));
exports.got = got && got.channelCredentials;
`;

describe("no planted secret is in what the command line prints and keeps", function () {
  this.timeout(180_000);
  const engine = useEngine();
  const planted = new Planted();
  const keySecret = planted.plant("key secret");
  const other = { keyId: "key-2", keySecret: planted.plant("key secret in sinch:projects") };
  let fake: Fake;
  let front: Front;
  let project: Project;

  before(async () => {
    fake = await startFake({
      projects: [
        { projectId: "project-1", keys: [{ keyId: "key-1", keySecret }] },
        { projectId: "project-2", keys: [other] },
      ],
    });
    front = await startFront(fake, planted);
    project = await Project.create(engine(), {});
    await project.write("index.js", PROGRAM);
    await project.run("stack", "init", "test");
    const plain = ["sinch:projectId=project-1", "sinch:region=us", "sinch:keyId=key-1", `sinch:apiUrl=${front.apiUrl}`];
    const secret = [`sinch:keySecret=${keySecret}`, `sinch:projects=${JSON.stringify({ "project-2": other })}`];
    const pairs = [...plain.flatMap((pair) => ["--plaintext", pair]), ...secret.flatMap((pair) => ["--secret", pair])];
    const { code, stderr } = await project.run("config", "set-all", ...pairs);
    assert.equal(code, 0, stderr);
  });
  after(async () => {
    await project?.remove();
    await front?.close();
    await fake?.close();
  });

  const state = (apps: Record<string, unknown>, lookedUp?: string): Promise<void> =>
    project.write("args.json", JSON.stringify({ apps, lookedUp }));

  const clean = async (...args: string[]): Promise<Printed> => {
    const printed = await project.run(...args);
    assert.deepEqual(planted.hitsIn(printed.stdout), [], `stdout of pulumi ${args.join(" ")}`);
    assert.deepEqual(planted.hitsIn(printed.stderr), [], `stderr of pulumi ${args.join(" ")}`);
    return printed;
  };

  it("where a program is refused, and where the service refuses an app by quoting it", async () => {
    const wrong = JSON.parse(
      JSON.stringify(plantedApp("Wrong", planted)).replace(/"(channel|token|password)":/g, '"$1x":'),
    );
    await state({ wrong });
    const refused = await clean("preview", "--json");
    assert.notEqual(refused.code, 0);
    assert.match(refused.stdout, /channelx is not a property here|channel is missing/);

    await state({ every: plantedApp("Every channel", planted) });
    front.quote("URL-escaped", "body", /POST .*apps/);
    const failed = await clean("up", "--yes", "--skip-preview", "--debug");
    front.pass();
    assert.notEqual(failed.code, 0);
    assert.match(failed.stdout, /\[hidden\]/);
  });

  it("where apps are made, adopted and looked up", async () => {
    const lookedUp = fake.insert({
      display_name: "By hand",
      channel_credentials: [{ channel: "MESSENGER", static_token: { token: planted.plant("looked up") } }],
      callback_settings: { secret_for_overridden_callback_urls: planted.plant("looked up, callbacks") },
    });
    const adopt = fake.insert({
      display_name: "Adopted",
      channel_credentials: [{ channel: "TELEGRAM", telegram_credentials: { token: planted.plant("before adoption") } }],
    });
    const token = planted.plant("adopted");
    await state(
      {
        every: plantedApp("Every channel", planted),
        other: { ...plantedApp("Other project", planted), projectId: "project-2" },
        adopted: {
          displayName: "Adopted",
          adopt,
          channelCredentials: [{ channel: "TELEGRAM", telegramCredentials: { token } }],
        },
      },
      lookedUp,
    );
    const { code, stdout } = await clean("up", "--yes", "--skip-preview", "--json");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /RegisterResource RPC finished/, "with Pulumi's debug messages");
    assert.ok(planted.size > 120, `${planted.size} planted`);
    assert.ok(planted.hitsIn(JSON.stringify(fake.apps())).length > 70, "at the service they are");
  });

  it("where a channel came up by hand, with a secret, and is refreshed", async () => {
    const id = fake.apps().find(({ display_name }) => display_name === "Adopted")?.id as string;
    fake.edit(id, (app) => {
      app.channel_credentials.push({ channel: "PIGEON", pigeon: { key: planted.plant("unknown channel") } } as never);
    });
    const { code, stdout } = await clean("refresh", "--yes", "--skip-preview", "--diff");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /PIGEON/);
  });

  it("in every file that was written, and in the fake's journal", async () => {
    const files = await project.filesWritten();
    assert.ok(
      [...files.keys()].some((name) => /history/.test(name)) && [...files.keys()].some((name) => /\.bak/.test(name)),
    );
    for (const [name, text] of files) assert.deepEqual(planted.hitsIn(text), [], name);
    assert.deepEqual(planted.hitsIn(JSON.stringify(fake.journal)), []);
  });
});
