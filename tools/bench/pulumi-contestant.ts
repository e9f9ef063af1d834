import { copyFile, cp, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Engine, engineEnvironment } from "../engine";
import type { Contestant, Kept, Wanted } from "./contestant";
import type { ContestantName, OperationName } from "./figures";
import { runMeasured } from "./run-measured";

const CHECKOUT = path.join(__dirname, "../..");
const PROGRAMS = path.join(__dirname, "programs");
const PROVIDER = /cmd[\\/]dynamic-provider[\\/]index\.js|pulumi-resource-sinch/;

const ARGUMENTS: Readonly<Partial<Record<OperationName, readonly string[]>>> = {
  preview: ["preview"],
  up: ["up", "--yes", "--skip-preview"],
  "up, no change": ["up", "--yes", "--skip-preview"],
  "up, one field of each": ["up", "--yes", "--skip-preview"],
  refresh: ["refresh", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
};

/**
 * A Pulumi program of `programs/`, with a file backend, as a user has it.
 *
 * @param access
 *  What leads its requests to the fake, as environment variables.
 */
export async function pulumiContestant(
  name: ContestantName,
  engine: Engine,
  access: Readonly<Record<string, string>>,
): Promise<Contestant> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "sinch-bench-")));
  const cwd = path.join(root, "program");
  await cp(path.join(PROGRAMS, name.replace(" ", "-")), cwd, { recursive: true });
  await copyFile(path.join(PROGRAMS, "apps.js"), path.join(cwd, "apps.js"));
  await writeFile(path.join(cwd, "Pulumi.yaml"), "name: bench\nruntime: nodejs\n");
  await writeFile(path.join(cwd, "package.json"), '{"main":"index.js"}');
  await symlink(path.join(CHECKOUT, "node_modules"), path.join(cwd, "node_modules"));
  const bare = Object.entries(process.env).filter(([variable]) => !/^(SINCH|PULUMI|npm)_/.test(variable));
  const env = { ...Object.fromEntries(bare), ...engineEnvironment(engine, root), ...access };
  const pulumi = path.join(engine.bin, "pulumi");
  await runMeasured([pulumi, "stack", "init", "bench", "--non-interactive"], cwd, env, PROVIDER);
  const stateFile = path.join(root, "backend/.pulumi/stacks/bench/bench.json");
  return {
    name,
    cwd,
    provider: PROVIDER,
    command(operation) {
      if (operation === "drift" && name !== "this package") return undefined;
      if (operation === "drift") return [process.execPath, path.join(CHECKOUT, "dist/cli/main.js"), "drift"];
      return [pulumi, ...(ARGUMENTS[operation] ?? []), "--non-interactive"];
    },
    environment: ({ apps, changed }: Wanted) => ({ ...env, BENCH_APPS: String(apps), BENCH_CHANGED: String(changed) }),
    kept: () => keptIn(stateFile),
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

async function keptIn(stateFile: string): Promise<Kept> {
  const text = await readFile(stateFile, "utf8");
  const { checkpoint } = JSON.parse(text) as { checkpoint: { latest?: { resources?: Resource[] } } };
  const provider = checkpoint.latest?.resources
    ?.map(({ inputs }) => inputs?.__provider)
    .find((code) => code !== undefined);
  const stateBytes = Buffer.byteLength(text);
  // A provider that captured a secret is kept as one, as an object.
  return { stateBytes, ...(provider === undefined ? {} : { providerBytes: textOf(provider).length }) };
}

interface Resource {
  readonly inputs?: { readonly __provider?: unknown };
}

const textOf = (provider: unknown): string => (typeof provider === "string" ? provider : JSON.stringify(provider));
