import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import ts from "typescript";
import { type Fake, startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { fakeEnvironment, TestStack } from "../support/stack";
import { codeBlocks, isProgram } from "./pages";

// The programs of README, docs and examples, all in one stack. Each names its apps and identities after the place that it stands
// in, since two may have the same. The policy pack looks on, with its defaults.

const root = path.join(__dirname, "../..");
const examples = globSync(["examples/*/index.ts", "template/index.ts"], { cwd: root }).map((at) => ({
  at,
  text: readFileSync(path.join(root, at), "utf8"),
}));
const shown = new Set(examples.map(({ text }) => text));
const programs = [...examples, ...codeBlocks.filter((block) => isProgram(block) && !shown.has(block.text))];

describe("programs in documentation and examples @documented-code", function () {
  this.timeout(120_000);
  const engine = useEngine();
  let fake: Fake;
  let test: TestStack;

  before(async () => {
    fake = await startFake({ unknownFields: "keep" });
    test = await TestStack.create(engine(), { ...fakeEnvironment(fake), SINCH_CONVERSATION_REGION: "us" }, undefined, {
      stackName: "prod",
    });
  });
  after(async () => {
    await test?.remove();
    await fake?.close();
  });

  it("run, and pass the policy pack with its defaults, in production too", async () => {
    const texts = programs.map(({ text }) => text).join("\n");
    const keys = [...texts.matchAll(/\b(?:config\.(?:require|get)(?:Secret)?|secret)\("(\w+)"\)/g)].map(
      ([, key]) => key,
    );
    const config = [...new Set(keys)].map((key) => [`tests:${key}`, { value: `value of ${key}`, secret: true }]);
    // Look-ups run in this process, whose environment isn't the stack's.
    const env = fakeEnvironment(fake);
    const access = [
      ["projectId", env.SINCH_PROJECT_ID],
      ["region", "us"],
      ["keyId", env.SINCH_KEY_ID],
      ["keySecret", env.SINCH_KEY_SECRET],
      ["apiUrl", env.SINCH_API_URL],
    ].map(([key, value]) => [`sinch:${key}`, { value, secret: key === "keySecret" }]);
    await test.stack.setAllConfig(Object.fromEntries([...config, ...access]));
    test.use(async () => {
      programs.forEach(({ text, at }, index) => {
        const own = text.replace(/(new App\(|getAppOutput\(|displayName: )(["`])/g, `$1$2${index}-`);
        runProgram(own.replaceAll("claimedIdentity: ", `claimedIdentity: "${index}-" + `), at);
      });
    });
    // The key that a program gives to an explicit provider.
    fake.addKey("project-1", { keyId: "value of euKeyId", keySecret: "value of euKeySecret" });
    const run = await test.up({ policyPacks: [path.join(root, "policy/sinch-apps-policy")] });
    assert.ok(run.ok, run.output);
    const levels = run.events.flatMap(({ policyEvent }) => policyEvent?.enforcementLevel ?? []);
    assert.deepEqual([...new Set(levels)], ["advisory"], run.output);
    assert.ok(programs.length >= 5 && fake.apps().length >= programs.length, run.output);
  });
});

function runProgram(text: string, at: string): void {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023, esModuleInterop: true },
    fileName: at,
  });
  const require = createRequire(path.join(__dirname, "program.js"));
  new Function("require", "exports", outputText)(require, {});
}
