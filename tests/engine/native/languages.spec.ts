import assert from "node:assert/strict";
import { cp, readFile } from "node:fs/promises";
import path from "node:path";
import { type Fake, startFake } from "../../../fake";
import type { Language } from "../../../tools/engine";
import { makeRelease, type Release } from "../../../tools/release/make";
import { compileSdks } from "../../../tools/sdks/compile";
import { unpack } from "../../package/tarball";
import { CHECKOUT } from "../../support/checkout";
import { start } from "../../support/command";
import { useEngine } from "../../support/engine";
import { useLanguageHost } from "../../support/language-host";
import { Program } from "../../support/program";
import { usePythonPackages } from "../../support/python-packages";
import { fakeEnvironment } from "../../support/stack";

// examples/languages, each as its README operates it, with SDKs made of the schema as it is now.

const RELEASE = path.join(CHECKOUT, "node_modules/.cache/release");
const SDKS = path.join(RELEASE, "sdks");
const TOKENS = ["CANARY-sms-token", "CANARY-webhook-secret"] as const;

/** What the README has a user set: the programs need no more, and no less. */
async function namesInReadme(): Promise<{ environment: string[]; configuration: string[] }> {
  const text = await readFile(path.join(CHECKOUT, "examples/languages/README.md"), "utf8");
  const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = ""]) => name).sort();
  return {
    environment: all(/\b(SINCH_\w+)(?:=|\s+&&|\s+#)/g).filter((name, index, names) => names.indexOf(name) === index),
    configuration: all(/^pulumi config set (?:--secret )?(\S+)/gm),
  };
}

describe("examples/languages, by the files of a release alone", function () {
  this.timeout(600_000);
  const engine = useEngine();
  const hosts = {
    yaml: useLanguageHost("yaml", engine),
    python: useLanguageHost("python", engine),
    go: useLanguageHost("go", engine),
  } satisfies Record<Language, () => string>;
  const packages = usePythonPackages("pulumi==3.272.0", "mypy==2.3.0");
  let made: Release;

  it("are told by their README what they need", async () => {
    assert.deepEqual(await namesInReadme(), {
      environment: ["SINCH_KEY_ID", "SINCH_KEY_SECRET", "SINCH_PROJECT_ID"],
      configuration: ["smsServicePlanId", "smsToken", "webhookSecret"],
    });
  });

  before("the release", async () => {
    made = await makeRelease(RELEASE);
  });
  const fileFor = (part: string): string => {
    const found = made.files.find(({ file }) => file.includes(part));
    assert.ok(found, part);
    return path.join(RELEASE, found.file);
  };

  it("has SDKs that compile", () => compileSdks(SDKS));

  it("types the Python example, and refuses a misspelt argument", async () => {
    const { python, folder } = packages();
    const check = (...args: string[]) =>
      start(
        python,
        ["-m", "mypy", "--strict", "--cache-dir", path.join(CHECKOUT, "node_modules/.cache/mypy"), ...args],
        {
          cwd: CHECKOUT,
          env: { PYTHONPATH: [folder, path.join(SDKS, "python")].join(path.delimiter) },
        },
      ).ended;
    const example = "examples/languages/python/__main__.py";
    const { code, output } = await check(example);
    assert.equal(code, 0, output);
    const wrong = (await readFile(path.join(CHECKOUT, example), "utf8")).replace("display_name=", "displayname=");
    assert.match((await check("-c", wrong)).output, /Unexpected keyword argument "displayname"/);
  });

  /** What a user does first, by language. */
  const install: Readonly<Record<string, (program: Program) => Promise<void>>> = {
    yaml: async () => {},
    typescript: (program) => unpack(fileFor(".tgz"), program.cwd),
    go: async (program) => {
      const module = await program.read("go.mod");
      await program.write("go.mod", module.replace("../../../dist/sdks/go", path.join(RELEASE, made.goModule.folder)));
      assert.equal((await program.run("go", "mod", "tidy")).code, 0);
    },
    python: async (program) => {
      const { python, folder } = packages();
      const site = path.join(program.folder, "site");
      const args = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", site, fileFor(".whl")];
      const { code, output } = await program.run(python, ...args);
      assert.equal(code, 0, output);
      program.env.PYTHONPATH = [site, folder].join(path.delimiter);
    },
  };

  for (const language of ["yaml", "python", "go", "typescript"] as const) {
    describe(language, () => {
      let fake: Fake;
      let program: Program;
      let printed = "";
      before(async () => {
        fake = await startFake();
        program = await Program.create(engine(), fakeEnvironment(fake));
        await cp(path.join(CHECKOUT, "examples/languages", language), program.cwd, { recursive: true });
        await program.write("Pulumi.yaml", (await program.read("Pulumi.yaml")).replace(/^plugins:\n( .*\n)+/m, ""));
        // The plugin that the checkout has is on the PATH of each test.
        const found = (program.env.PATH ?? "")
          .split(path.delimiter)
          .filter((each) => !each.startsWith(path.join(CHECKOUT, "dist")));
        program.env.PATH = [...(language === "typescript" ? [] : [hosts[language]()]), ...found].join(path.delimiter);
        // The README has none: each program names its own.
        delete program.env.SINCH_CONVERSATION_REGION;
        Object.assign(program.env, { PYTHONDONTWRITEBYTECODE: "1", GOWORK: "off" });
        await install[language]?.(program);
        const plugin = fileFor(`${process.platform}-${{ x64: "amd64" }[process.arch as string] ?? process.arch}`);
        await works("plugin", "install", "resource", "sinch", made.version, "--file", plugin);
        await works("stack", "init", "dev");
        const [sms, webhook] = TOKENS;
        const secrets = ["--secret", `smsToken=${sms}`, "--secret", `webhookSecret=${webhook}`];
        await works("config", "set-all", "--plaintext", "smsServicePlanId=plan", ...secrets);
      });
      after(async () => {
        await fake?.close();
        await program?.remove();
      });

      async function works(...args: string[]): Promise<string> {
        const { code, output } = await program.pulumi(...args);
        printed += output;
        assert.equal(code, 0, `pulumi ${args.join(" ")}\n${output}`);
        return output;
      }

      it("makes an app and its webhook in Europe, shows a change, takes an app over, and destroys what it has", async () => {
        await works("up", "--yes", "--skip-preview");
        const [app] = fake.apps({ region: "eu" });
        assert.deepEqual([fake.apps().length, app?.display_name, app?.processing_mode], [1, "Support", "CONVERSATION"]);
        assert.deepEqual(
          fake.webhooks({ appId: app?.id as string }).map(({ target }) => target),
          ["https://hooks.example.com/sinch"],
        );
        const outputs = JSON.parse(await program.works("stack", "output", "--json"));
        assert.deepEqual([outputs.appId, outputs.found], [app?.id, "Support"]);
        await works("preview", "--expect-no-changes");
        await works("config", "set", "smsServicePlanId", "another");
        assert.match(await works("preview", "--diff"), /~ claimedIdentity: "plan" => "another"/);
        const id = fake.insert({ display_name: "By hand", channel_credentials: [] });
        await works(
          "import",
          "sinch:conversation:App",
          "byHand",
          `project-1/us/${id}`,
          "--yes",
          "--generate-code=false",
          "--protect=false",
        );
        await works("destroy", "--yes", "--skip-preview");
        assert.deepEqual(fake.apps(), []);
        const kept = [printed, ...(await program.filesKept()).values()];
        for (const token of TOKENS) assert.ok(!kept.some((text) => text.includes(token)));
      });
    });
  }
});
