import { existsSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import spawn, { type Options, type Subprocess, type SubprocessError } from "nano-spawn";
import { CliError } from "../cli-error";
import { findProject, readProject } from "./project";
import { explain } from "./pulumi-errors";

/** Where and how the Pulumi CLI runs. */
export interface PulumiOptions {
  /** The folder of the Pulumi project, or one below it. */
  readonly cwd: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * The Pulumi CLI in a project's folder: `pulumi` on `PATH`, or the one in `~/.pulumi/bin`, where the official installer
 * puts it. Runs the same commands as the Automation API's `LocalWorkspace`, without loading that, which takes longer
 * than reading a stack.
 */
export class Pulumi {
  readonly cwd: string;
  /** The CLI's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly #fullNames = new Map<string, Promise<string>>();

  /** @throws CliError if the folder doesn't exist. */
  constructor({ cwd, env = process.env }: PulumiOptions) {
    this.cwd = resolve(cwd);
    if (!statSync(this.cwd, { throwIfNoEntry: false })?.isDirectory()) {
      throw new CliError(`there is no folder ${this.cwd}`, "--cwd names the folder of the Pulumi project");
    }
    this.env = { ...defined(env), PULUMI_SKIP_UPDATE_CHECK: "1", PATH: searchPath(env) };
  }

  /**
   * Runs a command non-interactively.
   *
   * @returns its standard output.
   * @throws CliError that says what is wrong and what to do.
   */
  async run(...args: string[]): Promise<string> {
    return this.ended(args);
  }

  /** The same, with a text on the command's standard input. No error contains it. */
  async feed(input: string, ...args: string[]): Promise<string> {
    return this.ended(args, { string: input });
  }

  /** Starts a command whose output is read line by line. */
  start(args: readonly string[], { env, ...options }: Pick<Options, "env" | "stdin"> = {}): Subprocess {
    const own = { cwd: this.cwd, env: { ...replacing(this.env), ...env }, stdin: "ignore" } as const;
    return spawn("pulumi", [...args, "--non-interactive"], { ...own, ...options });
  }

  private async ended(args: readonly string[], stdin: Options["stdin"] = "ignore"): Promise<string> {
    try {
      return (await this.start(args, { stdin })).stdout;
    } catch (error) {
      throw explain(error as SubprocessError, this);
    }
  }

  /** Name of the Pulumi project; `undefined` if there is none. @throws CliError if its file doesn't have one. */
  projectName(): string | undefined {
    const file = this.projectFile();
    if (file === undefined) return undefined;
    const { name } = readProject(file);
    if (!name) throw new CliError(`${file} has no project name`);
    return name;
  }

  /** The nearest `Pulumi.yaml`, in the folder or above it. */
  projectFile(): string | undefined {
    return findProject(this.cwd);
  }

  /**
   * A stack's full name, `organization/project/stack`, from any of its names.
   *
   * @param stack One of its names. @default the selected one
   */
  fullName(stack = ""): Promise<string> {
    const named = stack === "" ? [] : ["--stack", stack];
    const found =
      this.#fullNames.get(stack) ??
      this.run("stack", "--show-name", "--fully-qualify-stack-names", ...named).then((text) => text.trim());
    this.#fullNames.set(stack, found);
    return found;
  }

  /** The CLI's version, without a leading `v`. */
  async version(): Promise<string> {
    return (await this.run("version")).trim().replace(/^v/, "");
  }
}

const defined = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** The library adds variables to those of this process, so variables that we don't pass must be removed by name. */
const replacing = (env: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined])),
  ...env,
});

function searchPath(env: NodeJS.ProcessEnv): string {
  const installed = join(env.PULUMI_HOME || join(env.HOME || homedir(), ".pulumi"), "bin");
  return [env.PATH, existsSync(installed) ? installed : undefined].filter(Boolean).join(delimiter);
}
