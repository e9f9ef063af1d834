import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { CHECKOUT } from "../support/checkout";
import { LanguageService } from "../support/language-service";
import { appWith, BEARER, MISTAKES, NATIVE, PRELUDE, PROVIDER, SPELLINGS, WEBHOOK } from "./channel-programs";
import { codeBlocks, nameOf } from "./pages";

// All that TypeScript says of programs that use this package, by one service in this process.

const service = new LanguageService();

describe("documentation pages @documented-code", function () {
  this.timeout(60_000);

  it("contain code that compiles under strict", () => {
    const blocks = codeBlocks.map((block, index) => {
      const isWhole = /^(import|export) /m.test(block.text);
      const text = isWhole ? block.text : `${PRELUDE}\n${block.text}\nexport {};`;
      return [nameOf(block) ?? `block-${index}.ts`, { ...block, text }] as const;
    });
    const at = new Map(blocks.map(([name, block]) => [name, block.at]));
    service.open(Object.fromEntries(blocks.map(([name, { text }]) => [name, text])));
    assert.deepEqual(
      service.problems().map(({ file, lines }) => `${at.get(file)}: ${lines.join(" ")}`),
      [],
    );
    assert.ok(blocks.length >= 5);
  });
});

describe("AppArgs in programs @typed-channels", function () {
  this.timeout(60_000);

  const examples = globSync("examples/*/index.ts", { cwd: CHECKOUT }).map((file) => [
    `${path.basename(path.dirname(file))}.ts`,
    readFileSync(path.join(CHECKOUT, file), "utf8"),
  ]);
  const spellings = Object.values(SPELLINGS).map((text) =>
    `{ ${text} }`.replace(/declare const (\w+): (.*?);/, "const $1 = undefined as unknown as $2;"),
  );
  const program = `${PRELUDE}${spellings.join("\n")}`;
  const native = `${program.replaceAll('"pulumi-sinch-conversation"', '"pulumi-sinch-conversation/native"')}\n${PROVIDER}`;
  const nativeWebhook = WEBHOOK.replace('"pulumi-sinch-conversation"', '"pulumi-sinch-conversation/native"');
  const flags = { exactOptionalPropertyTypes: true, verbatimModuleSyntax: true, isolatedModules: true };
  const { ModuleKind, ModuleResolutionKind } = ts;
  const ways: readonly [string, string, ts.CompilerOptions][] = [
    ["nodenext", ".ts", {}],
    ["nodenext, as an ES module under the strictest flags", ".mts", flags],
    ["bundler", ".ts", { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler, ...flags }],
    ["node10", ".ts", { module: ModuleKind.CommonJS, moduleResolution: ModuleResolutionKind.Node10 }],
  ];
  for (const [title, extension, options] of ways) {
    it(`accepts every way to write a list of channels, with ${title}`, () => {
      const programs = [
        ["program.ts", program],
        ["native.ts", native],
        ["webhook.ts", WEBHOOK],
        ["native-webhook.ts", nativeWebhook],
        ...examples,
      ].map(([name, text]) => [name?.replace(".ts", extension), text]);
      const problems = service.open(Object.fromEntries(programs), options).problems();
      const first = PRELUDE.split("\n").length - 1;
      assert.deepEqual(
        problems.map(({ file, line, lines }) => `${file} ${Object.keys(SPELLINGS)[line - first]}: ${lines.join(" ")}`),
        [],
      );
      assert.ok(examples.length >= 5);
    });
  }
});

describe("AppArgs with a mistake in a channel @typed-channels", function () {
  this.timeout(60_000);
  const first = PRELUDE.split("\n").length - 1;

  before(() => {
    const lines = MISTAKES.map(([, entry]) => appWith(`[${entry}]`));
    service.open({ "mistakes.ts": `${PRELUDE}${lines.join("\n")}` });
  });

  for (const [index, [title, , at, message]] of MISTAKES.entries()) {
    it(`names it: ${title}`, () => {
      const problems = service.problems().filter(({ line }) => line === first + index);
      assert.deepEqual(
        problems.map((problem) => ({ at: problem.at, says: problem.lines.at(-1) })),
        [{ at, says: message }],
      );
    });
  }
});

describe("AppArgs in an editor @typed-channels", function () {
  this.timeout(60_000);

  before(() => {
    const entries = [`{ channel: "SMS", /*SMS*/ }`, `{ channel: "LINE", /*LINE*/ }`, `{ /*any*/ }`];
    const program = `${appWith(`[${entries.join(", ")}]`)}\nconst app = ${appWith(`[{ channel: "SMS", ${BEARER} }]`)}\napp.displayName;`;
    service.open({ "program.ts": `${PRELUDE}${program}`, "native.ts": NATIVE, "webhook.ts": WEBHOOK });
  });

  it("offers exactly what belongs to a channel after its name", () => {
    assert.deepEqual(service.completions("program.ts", "/*SMS*/"), [
      "staticBearer",
      "callbackSecret",
      "credentialOrdinalNumber",
      "extraFields",
    ]);
    assert.deepEqual(service.completions("program.ts", "/*LINE*/"), [
      "callbackSecret",
      "credentialOrdinalNumber",
      "extraFields",
      "lineCredentials",
      "lineEnterpriseCredentials",
    ]);
    assert.ok(service.completions("program.ts", "/*any*/").includes("channel"));
  });

  it("shows the meaning of each argument", () => {
    const hovers = service.hovers("dist/sdk/types/input.d.ts");
    const bare = [...hovers].filter(([, hover]) => !hover?.text).map(([name]) => name);
    assert.deepEqual(bare, []);
    assert.ok(hovers.size > 100);
  });

  const classes: readonly [string, string, RegExp][] = [
    ["program.ts", "App", /^An app of the Sinch Conversation API: .*/],
    ["webhook.ts", "Webhook", /^A webhook of an app: .*/],
    ["native.ts", "App", /^An app of the Sinch Conversation API, managed by the native plugin: .*/],
    ["native.ts", "Webhook", /^A webhook of an app, managed by the native plugin: .*/],
    ["native.ts", "Provider", /^An explicit provider: .*/],
  ];
  for (const [file, name, about] of classes) {
    it(`shows the class with its example over \`new ${name}\` in ${file}`, () => {
      const { text, tags } = service.hover(file, `${name}(`) ?? assert.fail();
      assert.match(text, about);
      assert.doesNotMatch(text, /outputs/);
      assert.match(tags.example ?? "", new RegExp(`new ${name}\\(`));
    });
  }

  it("shows the meaning of a field over an output, and the channel of an entry", () => {
    assert.match(service.hover("program.ts", "displayName;")?.text ?? "", /^Name of the app/);
    assert.match(service.hover("program.ts", "channel:")?.declaration ?? "", /StaticBearerChannel\.channel/);
  });
});
