import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse, parseAllDocuments, stringify } from "yaml";
import { type Fake, startFake } from "../../fake";
import { CHECKOUT } from "../support/checkout";
import { useEngine } from "../support/engine";
import { useLanguageHost } from "../support/language-host";
import { Program } from "../support/program";
import { fakeEnvironment } from "../support/stack";

// examples/fleet, operated as its README says.

const FLEET = path.join(CHECKOUT, "examples/fleet");
const CANARY = "CANARY-of-tenant";

interface Manifest {
  readonly apiVersion: string;
  readonly kind: "Stack" | "Program";
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly program?: Readonly<Record<"configuration" | "resources" | "outputs", Record<string, object>>>;
}

const read = (name: string): Promise<string> => readFile(path.join(FLEET, name), "utf8");
const manifests = async (name: string): Promise<Manifest[]> =>
  parseAllDocuments(await read(name)).map((document) => {
    assert.deepEqual(document.errors, []);
    return document.toJS() as Manifest;
  });

describe("examples/fleet", function () {
  this.timeout(180_000);
  const engine = useEngine();
  let fake: Fake;
  before(async () => {
    fake = await startFake();
  });
  after(() => fake?.close());

  it("has manifests of fields that the operator and Pulumi Cloud know", async () => {
    const SPEC = [
      ...["stack", "projectRepo", "branch", "commit", "repoDir", "shallow", "gitAuth", "fluxSource", "programRef"],
      ...["backend", "secretsProvider", "config", "configRef", "secretsRef", "environment", "envRefs"],
      ...["refresh", "expectNoRefreshChanges", "continueResyncOnCommitMatch", "resyncFrequencySeconds", "preview"],
      ...["prerequisites", "targets", "targetDependents", "destroyOnFinalize", "runProgram", "retryOnUpdateConflict"],
      ...["useLocalStackOnly", "serviceAccountName", "workspaceTemplate"],
    ];
    const all = [...(await manifests("kubernetes/stack.yaml")), ...(await manifests("kubernetes/program.yaml"))];
    assert.deepEqual(
      all.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`),
      ["pulumi.com/v1 Stack", "pulumi.com/v1 Program", "pulumi.com/v1 Stack"],
    );
    for (const { spec = {}, program: inline } of all) {
      assert.deepEqual(
        Object.keys(spec).filter((field) => !SPEC.includes(field)),
        [],
      );
      for (const references of [spec.envRefs, spec.secretsRef])
        for (const reference of Object.values((references ?? {}) as Record<string, Record<string, object>>)) {
          const { type, ...rest } = reference as unknown as { type: string };
          assert.ok(["Env", "FS", "Secret", "Literal"].includes(type), JSON.stringify(reference));
          assert.deepEqual(Object.keys(rest), [type.toLowerCase()]);
        }
      for (const setting of Object.values(inline?.configuration ?? {}))
        assert.deepEqual(
          Object.keys(setting).filter((field) => !["type", "default"].includes(field)),
          [],
        );
    }
    const { resources } = parse(await read("drift-schedules.yaml")) as {
      resources: Record<string, { type: string; properties: object }>;
    };
    for (const { type, properties } of Object.values(resources)) {
      assert.equal(type, "pulumiservice:DriftSchedule");
      assert.deepEqual(Object.keys(properties), ["organization", "project", "stack", "scheduleCron", "autoRemediate"]);
    }
  });

  describe("the program of kubernetes/program.yaml", () => {
    const yamlHost = useLanguageHost("yaml", engine);

    it("runs on Pulumi YAML with the plugin", async () => {
      const inline = (await manifests("kubernetes/program.yaml"))[0]?.program;
      const own = await Program.create(engine(), fakeEnvironment(fake, "project-1"));
      try {
        own.env.PATH = [yamlHost(), own.env.PATH].join(path.delimiter);
        await own.write("Pulumi.yaml", stringify({ name: "acme-program", runtime: "yaml", ...inline }));
        await own.works("stack", "init", "acme");
        await own.works("config", "set-all", "--secret", `smsToken=${CANARY}`, "--secret", `webhookSecret=${CANARY}`);
        const before = fake.apps().map(({ id }) => id);
        const { code, output } = await own.pulumi("up", "--yes", "--skip-preview", "--config", "sinch:region=eu");
        assert.equal(code, 0, output);
        const [app] = fake.apps().filter(({ id }) => !before.includes(id));
        assert.equal(app?.display_name, "Acme");
        assert.equal(fake.webhooks({ appId: app?.id as string }).length, 1);
        for (const [file, text] of await own.filesKept()) assert.ok(!text.includes(CANARY), file);
        await own.works("destroy", "--yes", "--skip-preview");
        assert.deepEqual(
          fake.apps().map(({ id }) => id),
          before,
        );
      } finally {
        await own.remove();
      }
    });
  });
});
