import assert from "node:assert/strict";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Fake, startFake } from "../../../fake";
import { packageVersion } from "../../../provider/base/version";
import { SETTINGS } from "../../../provider/sinch/setting-names";
import { marksIn, PluginProvider, type Props, secret, unmarked } from "../../support/plugin-provider";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("the plugin's provider", function () {
  this.timeout(60_000);
  let fake: Fake;
  let provider: PluginProvider;

  before(async () => {
    fake = await startFake({ pendingMs: 0 });
    provider = await PluginProvider.startFor(fake);
  });
  after(async () => {
    await provider?.stop();
    await fake?.close();
  });

  it("returns its version, and its schema with it", async () => {
    const info = await provider.call<{ getVersion(): string }>((done) =>
      provider.client.getPluginInfo(new Empty(), done),
    );
    assert.equal(info.getVersion(), packageVersion);
    const answer = await provider.call<messages.GetSchemaResponse>((done) =>
      provider.client.getSchema(new messages.GetSchemaRequest(), done),
    );
    const schema = JSON.parse(answer.getSchema());
    assert.deepEqual([schema.name, schema.version], ["sinch", packageVersion]);
    const settings = Object.values(SETTINGS).flatMap(({ config }) => (config ? [config.replace("sinch:", "")] : []));
    assert.deepEqual(Object.keys(schema.provider.inputProperties).sort(), [...settings, "projects"].sort());
  });

  it("marks its secrets, which the engine sends without marks", async () => {
    const inputs = {
      keyId: "k",
      keySecret: "CANARY",
      projects: { p: { keyId: "k", keySecret: "CANARY" } },
      version: "1.0.0",
    };
    const checked = await provider.checkConfig(inputs);
    assert.deepEqual(checked.failures, []);
    assert.deepEqual(marksIn(checked.inputs).sort(), ["keySecret", "projects"]);
    assert.deepEqual(unmarked(checked.inputs), inputs);
  });

  const rows: [what: string, inputs: Props, problem: RegExp, name?: string][] = [
    ["a misspelt key", { regoin: "us" }, /^"regoin" is not a setting of this provider; did you mean region\?$/],
    [
      "a misspelt key of the stack",
      { keySecrte: "CANARY" },
      /^"sinch:keySecrte" is not a setting .* did you mean keySecret\?$/,
      "default_1_0_0",
    ],
    ["an unknown region", { region: "as" }, /^region of provider "eu" is "as", which must be one of us, eu, br$/],
    [
      "a region of the stack",
      { region: "as" },
      /^sinch:region in the stack's configuration is "as", which must be/,
      "default",
    ],
    [
      "a project that can't be one",
      { projectId: "a/b" },
      /^projectId of provider "eu" is "a\/b", which can't be a project id$/,
    ],
    [
      "a time",
      { timeoutSeconds: 0.5 },
      /^timeoutSeconds of provider "eu" must be a number of seconds from 1 to 3600, not "0\.5"$/,
    ],
    [
      "a way to authenticate",
      { authMethod: "oauth" },
      /^authMethod of provider "eu" must be oauth2 or basic, not "oauth"$/,
    ],
    [
      "a host that isn't Sinch's",
      { region: "us", apiUrl: "https://example.com" },
      /^apiUrl of provider "eu": a host outside sinch\.com would get the access key/,
    ],
    ["keys that aren't JSON", { projects: "{CANARY" }, /^projects of provider "eu" must be JSON like/],
    [
      "a key with a line end",
      { projectId: "p", keyId: "k", keySecret: "CANARY\n" },
      /^keySecret of provider "eu" ends with a line end: set it without$/,
    ],
  ];
  for (const [what, inputs, problem, name] of rows) {
    it(`refuses ${what}, and shows no secret`, async () => {
      const { failures } = await provider.checkConfig(inputs, name);
      assert.equal(failures.length, 1, failures.join("\n"));
      assert.match(failures[0] ?? "", problem);
      assert.doesNotMatch(failures.join(), /CANARY/);
    });
  }

  it("accepts unknown values", async () => {
    const inputs = {
      region: UNKNOWN,
      projectId: UNKNOWN,
      keySecret: UNKNOWN,
      projects: { p: { keyId: UNKNOWN, keySecret: "x" } },
    };
    const checked = await provider.checkConfig(inputs);
    assert.deepEqual([checked.failures, unmarked(checked.inputs)], [[], inputs]);
  });

  it("is changed in place by a rotated key, and by anything else", async () => {
    const urn = "urn:pulumi:test::tests::pulumi:providers:sinch::eu";
    const ask = async (olds: Props, news: Props) => {
      const request = new messages.DiffRequest()
        .setUrn(urn)
        .setId("i")
        .setOlds(struct(olds))
        .setOldInputs(struct(olds))
        .setNews(struct(news));
      const { changes, replacesList, diffsList } = (
        await provider.call<messages.DiffResponse>((done) => provider.client.diffConfig(request, done))
      ).toObject();
      return [changes, replacesList, diffsList.sort()];
    };
    const olds = { region: "us", keyId: "k", keySecret: "old", projects: { p: 1 } };
    assert.deepEqual(await ask(olds, { ...olds }), [messages.DiffResponse.DiffChanges.DIFF_NONE, [], []]);
    assert.deepEqual(await ask(olds, { ...olds, keySecret: "new", region: "eu" }), [
      messages.DiffResponse.DiffChanges.DIFF_SOME,
      [],
      ["keySecret", "region"],
    ]);
  });

  it("refuses to move an app by a change of its own region or project", async () => {
    const { inputs } = await provider.check({}, { displayName: "A", channelCredentials: [] });
    const other = await PluginProvider.startFor(fake, {}, { region: "eu" }, "", "eu");
    try {
      const { failures } = await other.check(inputs, { displayName: "A", channelCredentials: [] });
      assert.match(
        failures.map(({ reason }) => reason).join(),
        /^the app is in region "us", but region of provider "eu" is set to "eu"\. No changes were made: correct that value/,
      );
      const moved = await other.check(inputs, { displayName: "A", channelCredentials: [], region: "us" });
      assert.deepEqual(moved.failures, []);
    } finally {
      await other.stop();
    }
  });

  it("reads the environment at run time, and adds nothing of it to its inputs", async () => {
    const env = {
      SINCH_PROJECT_ID: "project-1",
      SINCH_REGION: "us",
      SINCH_KEY_ID: "key-1",
      SINCH_KEY_SECRET: "key-secret-1",
      SINCH_API_URL: fake.apiUrl,
    };
    const other = await PluginProvider.start({}, env);
    try {
      assert.deepEqual((await other.checkConfig({})).inputs, {});
      const { inputs, failures } = await other.check({}, { displayName: "B", channelCredentials: [] });
      assert.deepEqual(failures, []);
      const { id } = await other.create(inputs);
      assert.equal(fake.app(id)?.display_name, "B");
    } finally {
      await other.stop();
    }
  });

  it("says in its own terms where a key and a place can come from", async () => {
    const none = {
      SINCH_PROJECT_ID: "",
      SINCH_REGION: "",
      SINCH_CONVERSATION_REGION: "",
      SINCH_KEY_ID: "",
      SINCH_KEY_SECRET: "",
      SINCH_API_URL: "",
    };
    const other = await PluginProvider.start({ keySecret: secret("CANARY") }, none, "", "eu");
    try {
      const { failures } = await other.check({}, { displayName: "A", channelCredentials: [], region: "us" });
      assert.equal(
        failures[0]?.reason,
        'no project id: set projectId on the app, or projectId of provider "eu", or SINCH_PROJECT_ID in the environment',
      );
      const { inputs } = await other.check(
        {},
        { displayName: "A", channelCredentials: [], region: "us", projectId: "p" },
      );
      await assert.rejects(
        other.create(inputs),
        /no key id for project p: set keyId and keySecret of provider "eu", or the project's entry in its projects, or SINCH_KEY_ID/,
      );
    } finally {
      await other.stop();
    }
  });
});

const struct = (props: Props): Struct => Struct.fromJavaScript(props as never);
