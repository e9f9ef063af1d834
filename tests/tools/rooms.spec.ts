import assert from "node:assert/strict";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ICruiseOptions, ICruiseResult, IFlattenedRuleSet } from "dependency-cruiser";

const root = path.join(__dirname, "../..");
const rules = require("../../.dependency-cruiser.cjs") as {
  readonly forbidden: { readonly name: string }[];
  readonly options: ICruiseOptions & { readonly tsConfig: object };
};

/** An import that each rule refuses: from which file, of what. */
const WRONG: Readonly<Record<string, readonly [from: string, to: string]>> = {
  "provider-base": ["provider/base/a.ts", "provider/model/b.ts"],
  "provider-model": ["provider/model/a.ts", "provider/http/b.ts"],
  "provider-http": ["provider/http/a.ts", "provider/model/b.ts"],
  "provider-sinch": ["provider/sinch/a.ts", "provider/lifecycle/b.ts"],
  "provider-lifecycle": ["provider/lifecycle/a.ts", "provider/http/b.ts"],
  "provider-resources": ["provider/resources/app/a.ts", "provider/hosts/dynamic/b.ts"],
  "provider-hosts": ["provider/hosts/dynamic/a.ts", "sdk/b.ts"],
  "cli-terminal": ["cli/terminal/a.ts", "cli/report/b.ts"],
  "cli-report": ["cli/report/a.ts", "cli/drift/b.ts"],
  "cli-stack": ["cli/stack/a.ts", "cli/terminal/b.ts"],
  "cli-doctor": ["cli/doctor/a.ts", "cli/drift/b.ts"],
  "cli-import": ["cli/import/a.ts", "cli/report/b.ts"],
  "cli-drift": ["cli/drift/a.ts", "cli/promote/b.ts"],
  "cli-resources": ["cli/resources/a.ts", "cli/report/b.ts"],
  "cli-compare": ["cli/compare/a.ts", "cli/promote/b.ts"],
  "cli-promote": ["cli/promote/a.ts", "cli/import/b.ts"],
  "cli-fake": ["cli/fake/a.ts", "cli/stack/b.ts"],
  "cli-completion": ["cli/completion/a.ts", "cli/terminal/b.ts"],
  "cli-promote-records": ["cli/promote/records/a.ts", "cli/promote/facts/b.ts"],
  "cli-promote-facts": ["cli/promote/facts/a.ts", "cli/promote/engine/b.ts"],
  "cli-promote-engine": ["cli/promote/engine/a.ts", "cli/promote/plan/b.ts"],
  "cli-promote-attest": ["cli/promote/attest/a.ts", "cli/promote/plan/b.ts"],
  "cli-promote-plan": ["cli/promote/plan/a.ts", "cli/promote/apply/b.ts"],
  "cli-promote-apply": ["cli/promote/apply/a.ts", "cli/promote/attest/b.ts"],
  fake: ["fake/a.ts", "provider/index.ts"],
  sdk: ["sdk/a.ts", "provider/model/b.ts"],
  policy: ["policy/a.ts", "cli/b.ts"],
  cli: ["cli/a.ts", "sdk/b.ts"],
  "pure-model": ["provider/model/io.ts", "node:fs"],
  "no-cycles": ["cli/one.ts", "cli/two.ts"],
};

const FOLDERS = ["provider", "sdk", "cli", "policy", "fake"];

/** What the rules say of files that each import another one: `rule: from → to`. */
async function refusedOf(imports: readonly (readonly [from: string, to: string])[]): Promise<string[]> {
  const { cruise } = await import("dependency-cruiser");
  const baseDir = mkdtempSync(path.join(tmpdir(), "rooms-"));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(baseDir, file)), { recursive: true });
    writeFileSync(path.join(baseDir, file), text, { flag: "a" });
  };
  try {
    for (const folder of FOLDERS) write(`${folder}/index.ts`, "export {};\n");
    for (const [from, to] of imports) {
      const isOurs = !to.startsWith("node:");
      const target = `./${path.posix.relative(path.posix.dirname(from), to.replace(/\.ts$/, ""))}`;
      write(from, `import "${isOurs ? target : to}";\n`);
      if (isOurs) write(to, "export {};\n");
    }
    const { tsConfig, ...options } = rules.options;
    const ruleSet = { forbidden: rules.forbidden } as IFlattenedRuleSet;
    const { output } = await cruise(FOLDERS, { ...options, baseDir, validate: true, ruleSet });
    const { summary } = output as ICruiseResult;
    return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to.replace("node:", "")}`);
  } finally {
    rmSync(baseDir, { recursive: true, force: true });
  }
}

describe("room rules", () => {
  it("refuse a wrong import in each room, and in no other", async () => {
    const expected = Object.entries(WRONG).map(([rule, [from, to]]) => `${rule}: ${from} → ${to.replace("node:", "")}`);
    const refused = await refusedOf([...Object.values(WRONG), ["cli/two.ts", "cli/one.ts"]]);
    assert.deepEqual([...new Set(refused)].sort(), expected.sort());
  });

  it("keep the words of a resource type out of the core", () => {
    const files = globSync("provider/{model,http,sinch,lifecycle}/**/*.ts", { cwd: root });
    assert.ok(files.length > 50);
    const words = /\b(apps?|channels?|webhooks?)\b|channelCredentials/i;
    assert.deepEqual(
      files.filter((file) => words.test(readFileSync(path.join(root, file), "utf8").replaceAll("sinch-apps", ""))),
      [],
    );
  });

  it("have a wrong import here each, one for each existing folder", () => {
    const names = rules.forbidden.map(({ name }) => name);
    assert.deepEqual(Object.keys(WRONG).sort(), [...names].sort());
    const folders = globSync(["provider/*/", "cli/*/", "cli/promote/*/"], { cwd: root });
    assert.ok(folders.length > 15);
    for (const folder of folders) assert.ok(names.includes(folder.replaceAll(/[/\\]/g, "-").replace(/-$/, "")), folder);
  });
});
