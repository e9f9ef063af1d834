import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type Fake, startFake } from "../../fake";
import { unitTests } from "../docs/pages";
import { pack } from "./tarball";

const run = promisify(execFile);

/** Sends requests, from a program that creates its app at its top level. */
const PROGRAM = `
import { App, getAppOutput } from "pulumi-sinch-conversation";
export const shared = getAppOutput({ displayName: "Shared" });
export const app = new App("app", { displayName: "App", region: shared.region, channelCredentials: [] });
`;
const REQUESTS = `
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { getApp, getApps } from "pulumi-sinch-conversation";

it("looks apps up at the fake, then in mocks", async () => {
  // A runner may share modules, and so the mocks, between files.
  pulumi.runtime.resetOptions("", "", -1, "", "", false, "");
  const apiUrl = process.env.FAKE_URL;
  const config = { projectId: "project-1", region: "us", keyId: "key-1", keySecret: "key-secret-1", apiUrl };
  pulumi.runtime.setAllConfig(Object.fromEntries(Object.entries(config).map(([key, value]) => ["sinch:" + key, value as string])));
  assert.equal((await getApp({ displayName: "Shared" })).region, "us");
  assert.equal((await getApps({ nameRegex: "^Sha" })).length, 1);
  await assert.rejects(getApp({ displayName: "Shard" }), /^\\S+ getApp: project project-1, region us, has no app "Shard"; it has "Shared"/);
  await pulumi.runtime.setMocks({ newResource: ({ inputs }) => ({ id: "id", state: inputs }), call: () => ({ region: "br" }) });
  const { app } = await import("./index");
  assert.equal(await new Promise((resolve) => app.region.apply(resolve)), "br");
});
`;

const LOADER = { "^.+\\.ts$": "ts-jest" };
const runners: Readonly<Record<string, { readonly command: string[]; readonly imports?: string }>> = {
  "Jest 30 with ts-jest": { command: ["jest"] },
  Mocha: { command: ["mocha", "--require", "tsx", "*.test.ts"] },
  Vitest: { command: ["vitest", "run"], imports: "vitest" },
  "Vitest in vm contexts": { command: ["vitest", "run", "--pool", "vmThreads"], imports: "vitest" },
  "node --test": { command: ["node", "--import", "tsx", "--test", "*.test.ts"], imports: "node:test" },
};

describe("the unit tests of docs/testing.md, with the package installed", function () {
  this.timeout(0);
  let folder: string;
  let fake: Fake;

  before(async () => {
    fake = await startFake();
    fake.insert({ display_name: "Shared" });
    folder = await mkdtemp(path.join(tmpdir(), "sinch-unit-tests-"));
    const tarball = await pack(folder);
    const manifest = {
      dependencies: { "@pulumi/pulumi": "^3.270.0", "pulumi-sinch-conversation": `file:${tarball}` },
      devDependencies: {
        "@types/jest": "^30",
        "@types/node": "^24",
        jest: "^30",
        mocha: "^11",
        "ts-jest": "^29.4",
        tsx: "^4",
        typescript: "^5.9.3",
        vitest: "^4",
      },
      jest: { testMatch: ["**/jest/*.test.ts"], transform: LOADER },
    };
    const compilerOptions = {
      ...{ target: "es2022", module: "commonjs", moduleResolution: "node", strict: true },
      ...{ esModuleInterop: true, skipLibCheck: true, types: ["jest", "node"] },
    };
    await writeFile(path.join(folder, "package.json"), JSON.stringify(manifest));
    await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    await run("npm", ["install", "--no-fund", "--no-audit"], { cwd: folder });
  });
  after(async () => {
    await fake?.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [runner, { command, imports }] of Object.entries(runners)) {
    it(`pass in ${runner}, and can send requests there`, async () => {
      // A folder for each runner, since the tests import another `it`; the configuration names Jest's.
      const cwd = path.join(folder, runner.startsWith("Jest") ? "jest" : runner.replace(/\W/g, ""));
      await mkdir(cwd, { recursive: true });
      const head = imports ? `import { it } from "${imports}";\n` : "";
      for (const [name, text] of [...unitTests, ["index.ts", PROGRAM], ["requests.test.ts", REQUESTS]] as const)
        await writeFile(path.join(cwd, name), name.endsWith(".test.ts") ? head + text : text);
      const [file = "", ...args] = command;
      const bin = path.join(folder, "node_modules/.bin");
      const env = {
        ...process.env,
        NODE_OPTIONS: "",
        FAKE_URL: fake.apiUrl,
        PATH: `${bin}:${process.env.PATH}`,
        NO_COLOR: "1",
      };
      const { stdout, stderr } = await run(file, args, { cwd, env, timeout: 120_000 });
      assert.match(stdout + stderr, /Tests:\s+3 passed|3 passing|\b3 passed|pass 3\b/);
      assert.doesNotMatch(stdout + stderr, /Warning/);
    });
  }
});
