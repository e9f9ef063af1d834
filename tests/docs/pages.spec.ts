import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { codeBlocks, nameOf, pages } from "./pages";

const root = path.join(__dirname, "../..");

/** Headings of a page as their anchors. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replace(/ /g, "-"),
  );

describe("the pages of documentation @documented-code", () => {
  it("hold code that compiles under strict", function () {
    this.timeout(60_000);
    const files = new Map(
      codeBlocks.map((block, index) => [
        path.join(root, "tests/docs", nameOf(block) ?? `block-${index}.ts`),
        {
          at: block.at,
          text: /^(import|export) /m.test(block.text) ? block.text : `${PRELUDE}\n${block.text}\nexport {};`,
        },
      ]),
    );
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile).config,
      ts.sys,
      root,
    );
    const compilerOptions = { ...options, noEmit: true, noUnusedLocals: false };
    const host = ts.createCompilerHost(compilerOptions);
    const { readFile, fileExists } = host;
    host.readFile = (file) => files.get(file)?.text ?? readFile(file);
    host.fileExists = (file) => files.has(file) || fileExists(file);
    const getSourceFile = host.getSourceFile.bind(host);
    host.getSourceFile = (file, ...rest) => {
      const block = files.get(file);
      return block ? ts.createSourceFile(file, block.text, ts.ScriptTarget.ES2023) : getSourceFile(file, ...rest);
    };
    const program = ts.createProgram([...files.keys()], compilerOptions, host);
    const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      const at = file ? (files.get(file.fileName)?.at ?? file.fileName) : "";
      return `${at}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
    assert.deepEqual(problems, []);
    assert.ok(files.size >= 5);
  });

  it("link to what is there", () => {
    const missing = pages.flatMap(({ file, text }) =>
      [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)]
        .filter(([, target, anchor]) => {
          const to = target ? path.join(path.dirname(file), target) : file;
          if (!existsSync(path.join(root, to))) return true;
          return anchor !== undefined && !anchorsOf(readFileSync(path.join(root, to), "utf8")).includes(anchor);
        })
        .map(([link]) => `${file}: ${link}`),
    );
    assert.deepEqual(missing, []);
  });

  it("quote messages that the code has", () => {
    const code = globSync(["provider/**/*.ts", "sdk/**/*.ts", "cli/**/*.ts"], { cwd: root })
      .map((file) => readFileSync(path.join(root, file), "utf8").replace(/" \+\s*["`]|` \+\s*["`]/g, ""))
      .join("\n")
      .replaceAll(/\$\{withArticle\((?:type\.definition\.)?noun\)\}/g, "an app")
      .replaceAll(/\$\{(?:type\.)?(?:definition\.)?noun\}/g, "app");
    const page = pages.find(({ file }) => file === "docs/troubleshooting.md");
    const quoted = [...(page?.text.matchAll(/^\| `(.*?)` \|/gm) ?? [])].flatMap(([, message = ""]) =>
      message.split("…"),
    );
    const unknown = quoted.map((part) => part.trim()).filter((part) => part !== "" && !code.includes(part));
    assert.deepEqual(unknown, []);
    assert.ok(quoted.length > 20);
  });
});

/** What a block without imports, a fragment of a program, can speak of. */
const PRELUDE = `
import * as pulumi from "@pulumi/pulumi";
import * as sinch from "pulumi-sinch-conversation";
import { App } from "pulumi-sinch-conversation";
declare const config: pulumi.Config;
`;
