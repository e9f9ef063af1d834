import { type Command, Option } from "commander";
import { repeated } from "../option-values";
import type { SelectedStack } from "./select";

/** The flags for opening stacks. */
interface OpenFlags {
  readonly cwd?: string;
  readonly passphraseFile?: readonly string[];
  readonly passphraseEnv?: readonly string[];
}

/** The flags of commands for one stack. */
export interface StackFlags extends OpenFlags {
  readonly stack?: string;
}

/** The flags of commands for several stacks. */
export interface StacksFlags extends OpenFlags {
  readonly stack?: readonly string[];
  readonly allStacks?: boolean;
}

/** Adds `--cwd`, `--passphrase-file` and `--passphrase-env`. */
export function addOpenOptions(command: Command, whose = "one stack; repeatable"): Command {
  return command
    .option("--cwd <dir>", "folder of the Pulumi project (default: the current folder)")
    .option("--passphrase-file <stack=file>", `file with the passphrase of ${whose}`, repeated)
    .option("--passphrase-env <stack=variable>", `environment variable with the passphrase of ${whose}`, repeated);
}

/** Adds `--stack`, and the flags for opening it. */
export function addStackOptions(command: Command, stack: string): Command {
  return addOpenOptions(command.option("--stack <name>", `${stack} (default: the selected one)`), "the stack");
}

/** Adds `--stack`, `--all-stacks`, and the flags for opening them. */
export function addStacksOptions(command: Command): Command {
  return addOpenOptions(
    command
      .option("--stack <name...>", "stacks of the Pulumi project (default: the selected one)")
      .addOption(new Option("--all-stacks", "all stacks of the Pulumi project").conflicts("stack")),
  );
}

/** The stacks that the flags name. */
export async function stacksFrom(
  { stack, allStacks, cwd, passphraseFile, passphraseEnv }: StacksFlags,
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly SelectedStack[]> {
  // Loaded when needed: the help doesn't need it.
  const { passphrasesFrom, selectStacks } = await import("./select.js");
  return selectStacks({
    env,
    ...(cwd === undefined ? {} : { cwd }),
    ...(stack === undefined ? {} : { stacks: stack }),
    ...(allStacks === undefined ? {} : { allStacks }),
    passphrases: passphrasesFrom(passphraseFile, passphraseEnv, env),
  });
}

/** The stack that the flags name. */
export async function stackFrom({ stack, ...flags }: StackFlags, env?: NodeJS.ProcessEnv): Promise<SelectedStack> {
  const [selected] = await stacksFrom({ ...flags, ...(stack === undefined ? {} : { stack: [stack] }) }, env);
  return selected as SelectedStack;
}
