import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { appType } from "../../provider/resources/app";
import { packageSchema } from "../../tools/generate/package-schema";
import type { EnumSpec, ObjectSpec, Properties } from "../../tools/generate/package-schema/spec";
import { Types } from "../../tools/generate/package-schema/types";
import { useEngine } from "../support/engine";

interface Schema {
  readonly pluginDownloadURL?: string;
  readonly types: Readonly<Record<string, ObjectSpec | EnumSpec>>;
  readonly config: { readonly variables: Properties };
  readonly resources: Readonly<
    Record<string, ObjectSpec & { inputProperties: Properties; requiredInputs: string[]; aliases: object[] }>
  >;
  readonly functions: Readonly<Record<string, { readonly inputs: ObjectSpec; readonly outputs: ObjectSpec }>>;
}

describe("packageSchema", () => {
  const schema = packageSchema() as Schema;
  const app = schema.resources["sinch:conversation:App"];
  assert.ok(app);
  const typeOf = (name: string): ObjectSpec | EnumSpec | undefined => schema.types[`sinch:conversation:${name}`];

  /** Every property that properties lead to, by its path. */
  function reachable(properties: Properties, at = ""): [string, Properties[string]][] {
    return Object.entries(properties).flatMap(([name, spec]) => {
      const { $ref } = spec.items ?? spec.additionalProperties ?? spec;
      const below = schema.types[$ref?.replace("#/types/", "") ?? ""];
      const own = `${at}${name}`;
      return [[own, spec], ...(below && "properties" in below ? reachable(below.properties, `${own}.`) : [])];
    });
  }
  const secretsIn = (properties: Properties): string[] =>
    reachable(properties).flatMap(([name, spec]) => (spec.secret ? [name] : []));

  it("has each property that a program can write, and none that only the service sets", () => {
    const writable = Object.entries(appType.properties).filter(([, node]) => !node.readOnly);
    assert.deepEqual(
      Object.keys(app.inputProperties),
      writable.map(([name]) => name),
    );
    assert.deepEqual(app.requiredInputs, ["displayName", "channelCredentials"]);
    const written = reachable(app.inputProperties).map(([name]) => name);
    assert.deepEqual(
      written.filter((name) => /\.(state|channelKnownId)\b/.test(name)),
      [],
    );
  });

  it("marks every secret in the inputs, and has none in what a program reads @plugin-package", () => {
    const secrets = secretsIn(app.inputProperties);
    const all = Object.values(appType.schema.definitions ?? {}).filter((node) => node.properties);
    for (const node of all) {
      for (const [name, below] of Object.entries(node.properties ?? {})) {
        if (!appType.resolve(below).writeOnly) continue;
        assert.ok(
          secrets.some((each) => each.endsWith(`.${name}`)),
          name,
        );
      }
    }
    const read = [app.properties, ...Object.values(schema.functions).map(({ outputs }) => outputs.properties)];
    for (const properties of read) {
      const names = reachable(properties).map(([name]) => name);
      assert.deepEqual(secretsIn(properties), []);
      assert.deepEqual(
        names.filter((name) => secrets.some((secret) => name.endsWith(secret))),
        [],
      );
    }
  });

  it("has one flat type for channels, with their names as an enum", () => {
    const channel = typeOf("ChannelCredential") as ObjectSpec;
    assert.deepEqual(channel.required, ["channel"]);
    assert.match(channel.properties.staticBearer?.description ?? "", /^For WHATSAPP, RCS, SMS, VIBERBM\. /);
    assert.match(channel.properties.credentialOrdinalNumber?.description ?? "", /LINE.*0–255.*Service default: `0`/);
    const names = (typeOf("Channel") as EnumSpec).enum.map(({ value }) => value);
    assert.equal(names.length, 14);
    assert.ok(names.includes("WECHAT"));
    assert.deepEqual(
      channel.properties.channel?.oneOf,
      [{ type: "string" }, { $ref: "#/types/sinch:conversation:Channel" }],
      "a channel that isn't listed can be named",
    );
  });

  it("describes what Pulumi's schema can't express", () => {
    const retention = typeOf("RetentionPolicy") as ObjectSpec;
    assert.match(retention.properties.ttlDays?.description ?? "", /1–3650.*Service default: `180`\. Can't be removed/);
    assert.match(typeOf("LineEnterpriseCredentials")?.description ?? "", /Set exactly one of `lineJapan` and `lineTh/);
    assert.match(app.inputProperties.projectId?.description ?? "", /At most 256 characters/);
  });

  it("replaces a resource if its address changes, and has the dynamic type as alias", () => {
    const replacing = Object.entries(app.inputProperties).filter(([, spec]) => spec.willReplaceOnChanges);
    assert.deepEqual(
      replacing.map(([name]) => name),
      ["projectId", "region"],
    );
    assert.deepEqual(app.aliases, [{ type: "pulumi-nodejs:dynamic/sinch/conversation:App" }]);
  });

  it("takes no default from the environment, which would put a key into the state", () => {
    assert.doesNotMatch(JSON.stringify(schema), /defaultInfo|"environment"/);
    assert.deepEqual(secretsIn(schema.config.variables), ["keySecret", "projects", "projects.keySecret"]);
  });

  it("names the plugins' download location once package.json has a repository, and no invented one before", () => {
    assert.equal(schema.pluginDownloadURL, undefined);
    const url = "git+https://github.com/someone/sinch.git";
    const published = packageSchema({ license: "MIT", repository: { url } }) as Schema;
    assert.equal(published.pluginDownloadURL, "github://api.github.com/someone/sinch");
  });

  it("refuses two types with the same name", () => {
    const types = new Types();
    types.enumOf("Region", ["us"]);
    types.enumOf("Region", ["us"], "the same with a description");
    assert.throws(() => types.enumOf("Region", ["eu"]), /two types are called Region/);
  });

  describe("through the engine", function () {
    this.timeout(20_000);
    const engine = useEngine();
    let folder: string;
    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), "sinch-schema-"));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    async function check(of: object): Promise<void> {
      const file = path.join(folder, "schema.json");
      await writeFile(file, JSON.stringify(of));
      const env = { ...process.env, PULUMI_HOME: folder, PULUMI_SKIP_UPDATE_CHECK: "1" };
      await promisify(execFile)(path.join(engine().bin, "pulumi"), ["schema", "check", file], { env });
    }

    it("passes `pulumi schema check`, which refuses a schema that lacks a type @plugin-package", async () => {
      await check(schema);
      const { "sinch:conversation:RetentionPolicy": _, ...types } = schema.types;
      await assert.rejects(check({ ...schema, types }), /RetentionPolicy/);
    });
  });
});
