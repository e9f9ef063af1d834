import assert from "node:assert/strict";
import path from "node:path";
import type * as Pulumi from "@pulumi/pulumi";
import type * as Sdk from "pulumi-sinch-conversation";
import { type Fake, startFake } from "../../../fake";
import { vmModules } from "../../support/vm-modules";

const root = path.join(__dirname, "../../..");

describe("look-ups in a vm context, as in Jest @look-ups-in-tests", () => {
  const load = vmModules();
  const pulumi = load(require.resolve("@pulumi/pulumi")) as typeof Pulumi;
  const { getApp, getApps, getAppOutput, getAppsOutput } = load(path.join(root, "dist/sdk/index.js")) as typeof Sdk;
  const idOf = <T>(output: Pulumi.Output<T>): Promise<T> => new Promise((resolve) => output.apply(resolve as never));
  let fake: Fake;
  let id: string;

  before(async () => {
    fake = await startFake();
    const channel_credentials = [{ channel: "SMS", static_bearer: { claimed_identity: "plan", token: "token" } }];
    id = fake.insert({ display_name: "Support", channel_credentials });
    pulumi.runtime.setAllConfig({
      "sinch:projectId": "project-1",
      "sinch:region": "us",
      "sinch:keyId": "key-1",
      "sinch:keySecret": "key-secret-1",
      "sinch:apiUrl": fake.apiUrl,
    });
  });
  after(() => fake.close());

  it("find apps, by promises and by Outputs", async () => {
    const [byName, byId, [one]] = await Promise.all([
      getApp({ displayName: "Support" }),
      getApp({ id }),
      getApps({ nameRegex: "^Supp", channel: "SMS" }),
    ]);
    const outputs = [getAppOutput({ id }).id, getAppsOutput({ nameRegex: "port$" }).apply((apps) => apps[0]?.id)];
    const found = await Promise.all(outputs.map(idOf));
    assert.deepEqual([byName.id, byId.id, one?.id, ...found], [id, id, id, id, id]);
    const [entry] = byName.channelCredentials as unknown as [{ staticBearer: { token: Pulumi.Output<string> } }];
    assert.equal(await pulumi.isSecret(entry.staticBearer.token), true);
  });

  const failing: [what: string, lookUp: () => Promise<unknown>, message: RegExp][] = [
    ["no such name", () => getApp({ displayName: "Suport" }), /^getApp: project .* no app "Suport"; it has "Support"/],
    ["no such id", () => getApp({ id: "Z" }), /^getApp: project project-1, region us, has no app Z$/],
    [
      "a wrong expression",
      () => getApps({ nameRegex: "(" }),
      /^getApps: "\(" can't be used as a regular expression: m/,
    ],
    [
      "what the service refuses",
      () => getApps({ projectId: "project-2" }),
      /^getApps: (?!\w*Error).*\(GET \/v1\/projects\/project-2\/apps → 403 PERMISSION_DENIED/,
    ],
  ];
  for (const [what, lookUp, message] of failing) {
    it(`reject with the message that programs get, for ${what}`, () => assert.rejects(lookUp, { message }));
  }
});
