import { readFile, symlink } from "node:fs/promises";
import path from "node:path";
import {
  LocalWorkspace,
  type PulumiFn,
  type RefreshOptions,
  type Stack,
  type UpOptions,
} from "@pulumi/pulumi/automation";
import { nameIn } from "../../provider/base/urn";
import { endingAt, runCommand } from "./command";
import type { Engine } from "./engine";
import { engineWorkspace } from "./environment";
import { filesIn, makeFolder, removeFolder } from "./folder";
import { isOurs, type Run, run } from "./run";

/** What a {@link TemporaryStack} is called, and what can end its operations. */
export interface StackOptions {
  /** @default "tests" */
  readonly projectName?: string;
  /** @default "test" */
  readonly stackName?: string;
  /** Ends what the engine is at when it is aborted; operations fail from then on. */
  readonly signal?: AbortSignal;
}

type Packs = Pick<UpOptions, "policyPacks" | "policyPackConfigs">;

/** A stack in a temporary folder, run by the real engine with a file backend. */
export class TemporaryStack {
  private constructor(
    readonly stack: Stack,
    /** Holds the backend, and the folder that the program "stands" in. */
    readonly folder: string,
    readonly env: Record<string, string>,
    private readonly projectName: string,
  ) {
    // Three more starts of the CLI after each operation, for answers that nobody here asks for.
    Object.assign(stack, { outputs: async () => ({}), info: async () => undefined });
  }

  /**
   * Makes the folder and an empty stack in it.
   *
   * @param env
   *  Environment variables for the engine, the provider's process included. Those of this machine whose names begin with
   *  `SINCH_` or `PULUMI_` don't reach them.
   * @throws what the engine failed with; the folder is gone then.
   */
  static async create(
    engine: Engine,
    env: Record<string, string>,
    program: PulumiFn = async () => ({}),
    { projectName = "tests", stackName = "test", signal }: StackOptions = {},
  ): Promise<TemporaryStack> {
    // The program runs in this process. Its gRPC would go through an https_proxy even to the engine on this machine.
    process.env.no_grpc_proxy ??= "127.0.0.1,localhost";
    const folder = await makeFolder();
    try {
      await symlink(path.join(__dirname, "../../node_modules"), path.join(folder, "node_modules"));
      const workspace = await engineWorkspace(engine, folder);
      const pulumiCommand = signal ? endingAt(signal, workspace.pulumiCommand) : workspace.pulumiCommand;
      const envVars = { ...clearedVariables(), ...workspace.envVars, ...env };
      const stack = await LocalWorkspace.createStack(
        { projectName, stackName, program },
        { pulumiCommand, workDir: folder, envVars },
      );
      return new TemporaryStack(stack, folder, envVars, projectName);
    } catch (error) {
      await removeFolder(folder);
      throw error;
    }
  }

  /** The same stack, operated from another folder that holds no program. The folder isn't removed with it. */
  from(folder: string): Promise<TemporaryStack> {
    return this.selected(this.stack.name, folder, async () => ({}));
  }

  /** The same stack after it was renamed. */
  renamed(stackName: string): Promise<TemporaryStack> {
    return this.selected(stackName, this.folder, this.stack.workspace.program as PulumiFn);
  }

  private async selected(stackName: string, workDir: string, program: PulumiFn): Promise<TemporaryStack> {
    const { pulumiCommand } = this.stack.workspace;
    const stack = await LocalWorkspace.selectStack(
      { projectName: this.projectName, stackName, program },
      { workDir, envVars: this.env, pulumiCommand },
    );
    return new TemporaryStack(stack, this.folder, this.env, this.projectName);
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

  /** @param extra such as `replace` or `target`, which take URNs, and `policyPacks`. */
  up(extra: Pick<UpOptions, "replace" | "target"> & Packs = {}): Promise<Run> {
    return run((options) => this.stack.up({ ...options, ...extra }));
  }

  preview(extra: Packs = {}): Promise<Run> {
    return run((options) => this.stack.preview({ ...options, ...extra }));
  }

  /** @param extra such as `runProgram`, which takes the configuration as it is now. */
  refresh(extra: Pick<RefreshOptions, "runProgram"> = {}): Promise<Run> {
    return run((options) => this.stack.refresh({ ...options, ...extra }));
  }

  destroy(): Promise<Run> {
    return run((options) => this.stack.destroy(options));
  }

  /** Runs another command of the CLI, such as `state rename`. @returns what it printed. @throws CommandError where it fails. */
  async command(...args: string[]): Promise<string> {
    const { pulumiCommand, workDir } = this.stack.workspace;
    return runCommand(pulumiCommand, [...args, "--stack", this.stack.name, "--non-interactive"], workDir, this.env);
  }

  /** The state of each app as the backend keeps it, by resource name; secrets as `"[secret]"`. */
  async apps(): Promise<Record<string, StoredApp>> {
    const file = path.join(this.folder, "backend/.pulumi/stacks", this.projectName, `${this.stack.name}.json`);
    const { checkpoint } = JSON.parse(await readFile(file, "utf8"), (_, value) =>
      isSecret(value) ? "[secret]" : value,
    );
    const resources = (checkpoint.latest?.resources ?? []) as (StoredApp & { type: string })[];
    return Object.fromEntries(
      resources.filter(({ type }) => isOurs(type)).map((resource) => [nameIn(resource.urn), resource]),
    );
  }

  /** Every byte that is kept in the backend: state, history, backups. */
  async everythingKept(): Promise<string> {
    return [...(await filesIn(path.join(this.folder, "backend"))).values()].join("\n");
  }

  /** All files in the folder by path: what is kept in the backend, the stack's configuration, the engine's own files. */
  filesKept(): Promise<Map<string, string>> {
    return filesIn(this.folder);
  }

  async remove(): Promise<void> {
    await removeFolder(this.folder);
  }
}

/** A secret value in a state. */
const isSecret = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "ciphertext" in value && Object.keys(value).length === 2;

/** Variables of this machine that mustn't reach a stack, as empty ones: the Automation API adds its variables to them. */
function clearedVariables(): Record<string, string> {
  const names = Object.keys(process.env).filter((name) => name.startsWith("SINCH_") || name.startsWith("PULUMI_"));
  return Object.fromEntries(names.map((name) => [name, ""]));
}

/** A resource as the state keeps it. */
export interface StoredApp {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}
