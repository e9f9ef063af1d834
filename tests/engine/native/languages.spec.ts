import assert from "node:assert/strict";
import { cp, readFile, symlink } from "node:fs/promises";
import path from "node:path";
import { type Fake, startFake } from "../../../fake";
import type { Language } from "../../../tools/engine";
import { compileSdks } from "../../../tools/sdks/compile";
import { generateSdks } from "../../../tools/sdks/generate";
import { CHECKOUT } from "../../support/checkout";
import { start } from "../../support/command";
import { useEngine } from "../../support/engine";
import { useLanguageHost } from "../../support/language-host";
import { Program } from "../../support/program";
import { usePythonPackages } from "../../support/python-packages";
import { fakeEnvironment } from "../../support/stack";

// examples/languages, each as its README operates it, with SDKs made of the schema as it is now.

const SDKS = path.join(CHECKOUT, "node_modules/.cache/sdks");
const TOKENS = ["CANARY-sms-token", "CANARY-webhook-secret"] as const;

describe("the SDKs that are made of the plugin's schema", function () {
  this.timeout(600_000);
  const packages = usePythonPackages("pulumi==3.272.0", "mypy==2.3.0");

  before("the SDKs", () => generateSdks(SDKS));

  it("compile in each language", () => compileSdks(SDKS));

  it("type the Python example, and refuse what isn't a channel's", async () => {
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
});

describe("examples/languages", function () {
  this.timeout(600_000);
  const engine = useEngine();
  const hosts = {
    yaml: useLanguageHost("yaml", engine),
    python: useLanguageHost("python", engine),
    go: useLanguageHost("go", engine),
  } satisfies Record<Language, () => string>;
  const packages = usePythonPackages("pulumi==3.272.0", "mypy==2.3.0");

  before("the SDKs", () => generateSdks(SDKS));

  for (const language of ["yaml", "python", "go", "typescript"] as const) {
    describe(language, () => {
      let fake: Fake;
      let program: Program;
      let printed = "";
      before(async () => {
        fake = await startFake();
        program = await Program.create(engine(), fakeEnvironment(fake));
        await cp(path.join(CHECKOUT, "examples/languages", language), program.cwd, { recursive: true });
        for (const name of ["Pulumi.yaml", "go.mod"]) {
          const text = await program.read(name).catch(() => undefined);
          if (text !== undefined)
            await program.write(name, text.replaceAll("../../../dist/sdks", SDKS).replaceAll("../../..", CHECKOUT));
        }
        if (language === "typescript")
          await symlink(path.join(CHECKOUT, "node_modules"), path.join(program.cwd, "node_modules"));
        else program.env.PATH = [hosts[language](), program.env.PATH].join(path.delimiter);
        if (language === "python") {
          const site = path.join(program.folder, "site");
          const install = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", site, path.join(SDKS, "python")];
          const { code, output } = await program.run(packages().python, ...install);
          assert.equal(code, 0, output);
          program.env.PYTHONPATH = [site, packages().folder].join(path.delimiter);
        }
        program.env.PYTHONDONTWRITEBYTECODE = "1";
        program.env.GOWORK = "off";
        if (language === "go") assert.equal((await program.run("go", "mod", "tidy")).code, 0);
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

      it("makes an app and its webhook in Europe, looks the app up, changes nothing then, and destroys both", async () => {
        await works("up", "--yes", "--skip-preview", "--diff");
        const [app] = fake.apps({ region: "eu" });
        assert.deepEqual([fake.apps().length, app?.display_name, app?.processing_mode], [1, "Support", "CONVERSATION"]);
        assert.deepEqual(
          fake.webhooks({ appId: app?.id as string }).map(({ target }) => target),
          ["https://hooks.example.com/sinch"],
        );
        const outputs = JSON.parse((await program.works("stack", "output", "--json")).toString());
        assert.deepEqual([outputs.appId, outputs.found], [app?.id, "Support"]);
        await works("preview", "--expect-no-changes");
        await works("destroy", "--yes", "--skip-preview");
        assert.deepEqual([fake.apps().length], [0]);
        const kept = [printed, ...(await program.filesKept()).values()];
        for (const token of TOKENS) assert.ok(!kept.some((text) => text.includes(token)));
      });
    });
  }
});
