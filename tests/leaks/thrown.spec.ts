import assert from "node:assert/strict";
import { type Fake, startFake } from "../../fake";
import { readFailure } from "../../provider/http/api-message";
import * as lifecycle from "../../provider/lifecycle";
import { check } from "../../provider/lifecycle/check";
import { textsIn } from "../../provider/model/secrets";
import type { Inputs, State } from "../../provider/model/state";
import { appType } from "../../provider/resources/app";
import { Settings } from "../../provider/sinch/settings";
import { createTransport } from "../../provider/sinch/transport";
import { everythingIn, rejection } from "../support/access";
import { type Front, quotations, startFront } from "./front";
import { Planted, plantedApp, secretNodes } from "./planted";

const PROJECT = "project-1";
const KEY_ID = "key-1";

describe("what is thrown @planted-secrets", function () {
  this.timeout(60_000);
  const planted = new Planted();
  const keySecret = planted.plant("key secret");
  const otherSecret = planted.plant("key secret in sinch:projects");
  let fake: Fake;
  let front: Front;
  let context: lifecycle.Context;
  let inputs: Inputs;
  let app: { id: string; outs: State };

  const contextFor = (authMethod: string): lifecycle.Context => {
    const config: Record<string, string> = {
      "sinch:projectId": PROJECT,
      "sinch:region": "us",
      "sinch:keyId": KEY_ID,
      "sinch:keySecret": keySecret,
      "sinch:projects": JSON.stringify({ "project-2": { keyId: "key-2", keySecret: otherSecret } }),
      "sinch:apiUrl": front.apiUrl,
      "sinch:authMethod": authMethod,
    };
    const settings = new Settings((name) => config[name], {});
    const transport = createTransport(settings, { budget: { attemptMs: 5_000, totalMs: 0, longestWaitMs: 1 } });
    return lifecycle.createContext(appType, settings, transport);
  };

  before(async () => {
    const projects = [
      { projectId: PROJECT, keys: [{ keyId: KEY_ID, keySecret }] },
      { projectId: "project-2", keys: [{ keyId: "key-2", keySecret: otherSecret }] },
    ];
    fake = await startFake({ projects, instagram: "keep", unknownFields: "keep" });
    front = await startFront(fake, planted);
    context = contextFor("oauth2");
    const checked = await check(context, {}, plantedApp("Every channel", planted));
    assert.deepEqual(checked.problems, []);
    inputs = checked.inputs;
    app = await lifecycle.create(context, inputs);
  });
  after(async () => {
    await front?.close();
    await fake?.close();
  });

  const assertClean = (text: string): void => assert.deepEqual(planted.hitsIn(text), []);

  it("is searched for 40 planted secrets at least, one for each that the schema knows", () => {
    assert.ok(planted.size >= 40, `${planted.size} planted`);
    assert.ok(secretNodes.length >= 18);
    const there = JSON.stringify(fake.apps());
    assert.equal(planted.hitsIn(there).length, planted.size - 3, "all but two keys and a token are at the service");
  });

  for (const [how, quote] of Object.entries(quotations)) {
    it(`holds none in the words of a service that quotes them ${how}`, () => {
      const texts = new Planted();
      const secrets = textsIn(appType, plantedApp("Quoted", texts) as Record<string, unknown>);
      assert.equal(secrets.length, texts.size);
      for (const secret of secrets) {
        const { message } = readFailure(JSON.stringify({ message: quote(JSON.stringify({ token: secret })) }), secrets);
        assert.match(message ?? "", /\[secret\]/);
        assert.deepEqual(texts.hitsIn(message ?? ""), []);
      }
    });
  }

  const changed = (): Inputs =>
    ({
      ...inputs,
      displayName: "Changed",
      channelCredentials: [],
      secrets: { ...(inputs.secrets as object), channelCredentials: {} },
    }) as never;
  const operations: Record<string, [fits: RegExp, work: () => Promise<unknown>]> = {
    "a token": [/oauth2/, () => contextFor("oauth2").collection.list(inputs)],
    "a list": [/GET .*apps$/, () => context.collection.list(inputs)],
    "a creation": [/POST .*apps/, () => lifecycle.create(context, { ...inputs, displayName: "New" })],
    "an adoption": [/PATCH/, () => lifecycle.create(context, { ...inputs, displayName: "New", adopt: app.id })],
    "an update": [/PATCH/, () => lifecycle.update(context, app.id, app.outs, changed())],
    "an update's look at the app": [/GET/, () => lifecycle.update(context, app.id, app.outs, changed())],
    "a read": [/GET/, () => lifecycle.read(context, app.id, { ...app.outs })],
    "a look-up": [/GET/, () => lifecycle.read(context, app.id, { projectId: PROJECT, region: "us" })],
    "a deletion": [/DELETE/, () => lifecycle.remove(context, app.id, app.outs)],
    "a call of the other project": [
      /POST .*apps/,
      () => context.collection.create({ projectId: "project-2", region: "us" }, plantedApp("Other", planted) as never),
    ],
    "a call with HTTP Basic": [
      /POST .*apps/,
      () => lifecycle.create(contextFor("basic"), { ...inputs, displayName: "New" }),
    ],
  };
  for (const [operation, [fits, work]] of Object.entries(operations)) {
    it(`holds none where ${operation} is refused by an answer that quotes it @quoted-secret`, async () => {
      for (const how of Object.keys(quotations)) {
        for (const what of how === "as it is" ? (["headers", "body"] as const) : (["body"] as const)) {
          front.quote(how, what, fits);
          const error = await rejection(work());
          front.pass();
          assert.match(error.message, /400/);
          for (let at: unknown = error; at instanceof Error; at = at.cause) {
            assertClean([at.message, at.stack, String(at), everythingIn(at), JSON.stringify(at)].join("\n"));
          }
        }
      }
      assert.ok(front.refused > 0);
    });
  }

  it("holds none where an answer is no use: not JSON, cut, another app, over 10 MB", async () => {
    const quoted = JSON.stringify(fake.received.at(0));
    for (const body of [
      quoted,
      `<p>${quoted}`,
      quoted.slice(0, -9),
      { id: "other", quoted },
      `"${"x".repeat(11 << 20)}"`,
      { quoted },
    ]) {
      fake.fail({ projectId: PROJECT, effect: { kind: "status", status: 200, body } });
      for (const work of [
        () => context.collection.list(inputs),
        () => lifecycle.update(context, app.id, app.outs, changed()),
        () => lifecycle.read(context, app.id, { ...app.outs }),
      ]) {
        const text = everythingIn(await rejection(work()));
        assertClean(text);
        assert.ok(text.length < 20_000, `${text.length} characters`);
      }
      fake.clearFaults();
    }
  });

  it("holds none where the program is wrong", async () => {
    const stated = plantedApp("Wrong", planted);
    const wrong = JSON.parse(JSON.stringify(stated).replace(/"(channel|token|password)":/g, '"$1x":'));
    const places: Record<string, unknown>[] = [wrong, { ...wrong, channelCredentials: wrong.channelCredentials[0] }];
    for (const news of places) {
      const { problems, notes } = await check(context, {}, news);
      assert.ok(problems.length > 0);
      assertClean([...problems, ...notes].join("\n"));
    }
    const lost = await check(context, {}, { ...stated, channelCredentials: [], secrets: inputs.secrets });
    assert.ok(lost.problems.length > 30);
    assertClean(lost.problems.join("\n"));
  });

  it("stands without them in the journal of the fake", () => {
    assert.ok(fake.journal.count() > 10);
    assertClean(JSON.stringify(fake.journal));
  });
});
