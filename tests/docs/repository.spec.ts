import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { CHECKOUT } from "../support/checkout";

const read = (file: string): string => readFileSync(path.join(CHECKOUT, file), "utf8");
const { scripts, version, homepage, bugs, repository, dependencies, peerDependencies } = JSON.parse(
  read("package.json"),
);

describe("repository workflows", () => {
  const files = globSync(".github/workflows/*.yml", { cwd: CHECKOUT });

  for (const file of files) {
    it(`${path.basename(file)} runs scripts in package.json, with the least permissions`, () => {
      const { permissions, jobs } = parse(read(file));
      assert.deepEqual(permissions, { contents: "read" });
      const commands = Object.values<{ steps: { run?: string }[] }>(jobs)
        .flatMap(({ steps }) => steps.flatMap(({ run }) => run?.split("\n") ?? []))
        .flatMap((line) => /^npm (?:run (?:-s )?)?([\w:]+)/.exec(line)?.[1] ?? []);
      assert.ok(commands.includes("test"));
      assert.deepEqual(
        commands.filter((name) => !["ci", "publish"].includes(name) && !(name in scripts)),
        [],
      );
    });
  }

  it("pin actions to a commit", () => {
    const used = files.flatMap((file) => read(file).match(/uses: .*/g) ?? []);
    assert.ok(used.length > 10);
    assert.deepEqual(
      used.filter((line) => !/@[0-9a-f]{40} # v[\d.]+$/.test(line)),
      [],
    );
  });

  it("include tests and the release", () => assert.equal(files.length, 2));
});

describe("package.json", () => {
  it("names one repository in all addresses", () => {
    const [, url] = /^git\+(https:\/\/github\.com\/[\w-]+\/[\w-]+)\.git$/.exec(repository.url) ?? [];
    assert.deepEqual([homepage, bugs], [`${url}#readme`, `${url}/issues`]);
  });
});

describe("the pulumi new template", () => {
  it("requires packages that match this version", () => {
    const own = JSON.parse(read("template/package.json"));
    const quickstart = JSON.parse(read("examples/quickstart/package.json"));
    assert.deepEqual(own.dependencies, { ...quickstart.dependencies, "pulumi-sinch-conversation": `^${version}` });
    assert.deepEqual(own.devDependencies, quickstart.devDependencies);
    assert.ok(peerDependencies["@pulumi/pulumi"] && !dependencies["@pulumi/pulumi"]);
  });

  it("prompts for the configuration that its program reads, secrets as secrets", () => {
    const program = read("template/index.ts");
    const { config } = parse(read("template/Pulumi.yaml")).template as { config: Record<string, { secret?: boolean }> };
    const asked = Object.entries(config).filter(([key]) => !key.startsWith("sinch:"));
    const wanted = [...program.matchAll(/config\.require(Secret)?\("(\w+)"\)/g)];
    assert.deepEqual(
      asked.map(([key, { secret = false }]) => [key, secret]),
      wanted.map(([, secret, key]) => [key, secret !== undefined]),
    );
    assert.equal(config["sinch:keySecret"]?.secret, true);
  });
});
