import { mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type EngineEvent, LocalWorkspace, PulumiCommand, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";
import type { Fake } from "../../fake";
import { type Engine, engineEnvironment } from "../../tools/engine";

/** The access that the tests' stacks have to a fake, as environment variables. */
export function fakeEnvironment(fake: Fake, project: FakeProjectName = "project-1"): Record<string, string> {
  const number = project.replace("project-", "");
  return {
    SINCH_API_URL: fake.apiUrl,
    SINCH_PROJECT_ID: project,
    SINCH_CONVERSATION_REGION: "us",
    SINCH_KEY_ID: `key-${number}`,
    SINCH_KEY_SECRET: `key-secret-${number}`,
  };
}

type FakeProjectName = `project-${number}`;

/** Variables of the machine that runs the tests mustn't reach the stacks. */
const CLEARED = Object.fromEntries(
  Object.keys(process.env)
    .filter((name) => name.startsWith("SINCH_") || name.startsWith("PULUMI_"))
    .map((name) => [name, ""]),
);

/** A stack in a temporary folder, run by the real engine with a file backend. */
export class TestStack {
  private constructor(
    readonly stack: Stack,
    /** Holds the backend, and the folder that the program "stands" in. */
    readonly folder: string,
    readonly env: Record<string, string>,
  ) {}

  static async create(
    engine: Engine,
    env: Record<string, string>,
    program: PulumiFn = async () => ({}),
  ): Promise<TestStack> {
    const folder = await mkdtemp(path.join(tmpdir(), "sinch-stack-"));
    await symlink(path.join(__dirname, "../../node_modules"), path.join(folder, "node_modules"));
    const envVars = { ...CLEARED, ...engineEnvironment(engine, folder), ...env };
    const stack = await LocalWorkspace.createOrSelectStack(
      { projectName: "tests", stackName: "test", program },
      { workDir: folder, envVars, pulumiCommand: await PulumiCommand.get({ root: engine.root }) },
    );
    return new TestStack(stack, folder, envVars);
  }

  /** Runs further operations with another program. */
  use(program: PulumiFn): void {
    this.stack.workspace.program = program;
  }

  /** Sets environment variables for further operations. */
  setEnv(env: Record<string, string>): void {
    Object.assign(this.env, env);
    this.stack.workspace.envVars = { ...this.env };
  }

  up(): Promise<Run> {
    return run((options) => this.stack.up(options));
  }

  preview(): Promise<Run> {
    return run((options) => this.stack.preview(options));
  }

  refresh(): Promise<Run> {
    return run((options) => this.stack.refresh(options));
  }

  destroy(): Promise<Run> {
    return run((options) => this.stack.destroy(options));
  }

  /** The state of each app, by resource name, as it stands in the file: secrets encrypted. */
  async apps(): Promise<Record<string, StoredApp>> {
    const { deployment } = await this.stack.exportStack();
    const resources = (deployment.resources ?? []) as (StoredApp & { type: string })[];
    return Object.fromEntries(
      resources
        .filter(({ type }) => type === "pulumi-nodejs:dynamic/sinch/conversation:App")
        .map((resource) => [resource.urn.split("::").at(-1), resource]),
    );
  }

  /** Every byte that is kept in the backend: state, history, backups. */
  async everythingKept(): Promise<string> {
    const backend = path.join(this.folder, "backend");
    const files = await readdir(backend, { recursive: true, withFileTypes: true });
    const texts = files.filter((f) => f.isFile()).map((f) => readFile(path.join(f.parentPath, f.name), "utf8"));
    return (await Promise.all(texts)).join("\n");
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A resource as the state keeps it. */
export interface StoredApp {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}

/** What an operation printed and reported. */
export interface Run {
  readonly ok: boolean;
  /** Everything that was printed, and the error that the operation ended with. */
  readonly output: string;
  readonly events: readonly EngineEvent[];
  /** What was done to each app: `create`, `update`, `same`, by resource name. */
  readonly steps: Readonly<Record<string, string>>;
}

type Options = { onOutput: (text: string) => void; onEvent: (event: EngineEvent) => void; color: "never"; diff: true };

async function run(operation: (options: Options) => Promise<unknown>): Promise<Run> {
  const texts: string[] = [];
  const events: EngineEvent[] = [];
  const options: Options = {
    onOutput: (text) => texts.push(text),
    onEvent: (event) => events.push(event),
    color: "never",
    diff: true,
  };
  let ok = true;
  try {
    await operation(options);
  } catch (error) {
    ok = false;
    texts.push(error instanceof Error ? error.message : String(error));
  }
  return { ok, output: texts.join(""), events, steps: stepsOf(events) };
}

function stepsOf(events: readonly EngineEvent[]): Record<string, string> {
  const steps: Record<string, string> = {};
  for (const event of events) {
    const metadata = event.resourcePreEvent?.metadata;
    if (metadata?.type !== "pulumi-nodejs:dynamic/sinch/conversation:App") continue;
    const name = metadata.urn.split("::").at(-1) as string;
    steps[name] = steps[name] ? `${steps[name]}, ${metadata.op}` : metadata.op;
  }
  return steps;
}
