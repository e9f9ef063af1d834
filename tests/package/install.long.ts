import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Fake, startFake } from "../../fake";
import type { Ended } from "../support/command";
import { useEngine } from "../support/engine";
import { Program } from "../support/program";
import { fakeEnvironment } from "../support/stack";
import { checkout, pack } from "./tarball";

// The package as a stranger installs it: from the tarball, into an empty folder.

interface Script {
  readonly file: string;
  readonly text: string;
  readonly package: object;
}

const MAKE = 'new App("app", { displayName: "App", channelCredentials: [] });\n';
const COMPONENT = {
  name: "messaging",
  version: "1.0.0",
  main: "index.js",
  text: `const pulumi = require("@pulumi/pulumi");
const { App } = require("pulumi-sinch-conversation");
exports.Messaging = class extends pulumi.ComponentResource {
  constructor(name) {
    super("messaging:index:Messaging", name);
    new App("app", { displayName: "App", channelCredentials: [] }, { parent: this });
  }
};
`,
};

const programs: Readonly<Record<string, Script>> = {
  "CommonJS TypeScript": {
    file: "index.ts",
    text: `import * as pulumi from "@pulumi/pulumi";\nimport { App } from "pulumi-sinch-conversation";\nexport const name: pulumi.Output<string> = ${MAKE.trim().replace(/;$/, "")}.displayName;\n`,
    package: { main: "index.ts" },
  },
  "ES-module TypeScript": {
    file: "index.ts",
    text: `import { App } from "pulumi-sinch-conversation";\nconst app: App = ${MAKE}export const id = app.id;\n`,
    package: { main: "index.ts", type: "module" },
  },
  "plain JavaScript": {
    file: "index.js",
    text: `const { App } = require("pulumi-sinch-conversation");\n${MAKE}`,
    package: { main: "index.js" },
  },
  "a program with a component package in between": {
    file: "index.js",
    text: `const { Messaging } = require("messaging");\nnew Messaging("messaging");\n`,
    package: { main: "index.js" },
  },
};

const managers: Readonly<Record<string, (line: Program) => Promise<Ended>>> = {
  npm: (line) => line.run("npm", "install", "--no-fund"),
  "pnpm's strict layout": (line) =>
    line.run(path.join(checkout, "node_modules/.bin/pnpm"), "install", "--store-dir", path.join(line.folder, "store")),
};

describe("the package installed in an empty folder", function () {
  this.timeout(0);
  const engine = useEngine();
  let fake: Fake;
  let packed: string;
  let tarball: string;

  before(async () => {
    fake = await startFake();
    packed = await mkdtemp(path.join(tmpdir(), "sinch-pack-"));
    tarball = await pack(packed);
  });
  after(async () => {
    await fake?.close();
    await rm(packed, { recursive: true, force: true });
  });

  for (const [manager, install] of Object.entries(managers)) {
    for (const [title, program] of Object.entries(programs)) {
      it(`works in ${title}, with ${manager}`, async () => {
        const line = await Program.create(engine(), fakeEnvironment(fake));
        try {
          await write(line, program, tarball);
          const installed = await install(line);
          assert.equal(installed.code, 0, installed.output);
          await works(line, fake);
        } finally {
          await line.remove();
        }
      });
    }
  }
});

async function write({ cwd, folder }: Program, program: Script, tarball: string): Promise<void> {
  const dependencies: Record<string, string> = {
    "@pulumi/pulumi": "^3.270.0",
    "pulumi-sinch-conversation": `file:${tarball}`,
  };
  if (program.text.includes("messaging")) {
    const { text, ...manifest } = COMPONENT;
    const component = path.join(folder, "messaging");
    await mkdir(component);
    await writeFile(path.join(component, "index.js"), text);
    const peers = { "@pulumi/pulumi": "*", "pulumi-sinch-conversation": "*" };
    await writeFile(path.join(component, "package.json"), JSON.stringify({ ...manifest, peerDependencies: peers }));
    dependencies.messaging = `file:${await pack(component, component)}`;
  }
  const devDependencies = { "@types/node": "^24", typescript: "^5.9.3" };
  await writeFile(path.join(cwd, "Pulumi.yaml"), "name: program\nruntime: nodejs\n");
  await writeFile(path.join(cwd, program.file), program.text);
  await writeFile(
    path.join(cwd, "package.json"),
    JSON.stringify({ ...program.package, dependencies, devDependencies }),
  );
}

/** `up`, refresh and `destroy`, the last two from other folders. */
async function works(line: Program, fake: Fake): Promise<void> {
  await line.works("stack", "init", "dev");
  await line.works("up", "--yes");
  assert.equal(fake.apps().length, 1);
  await line.works("refresh", "--yes", "--expect-no-changes", "--cwd", line.cwd);
  await line.works("preview", "--expect-no-changes");
  const below = path.join(line.cwd, "below");
  await mkdir(below);
  await line.works("destroy", "--yes", "--cwd", below);
  assert.deepEqual(fake.apps(), []);
}
