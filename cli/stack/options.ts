import { type Command, Option } from "commander";
import { repeated } from "../option-values";
import type { SelectedStack } from "./select";

/** The flags that say how stacks are opened. */
interface OpenFlags {
  readonly cwd?: string;
  readonly passphraseFile?: readonly string[];
  readonly passphraseEnv?: readonly string[];
}

/** The flags of what works with one stack. */
export interface StackFlags extends OpenFlags {
  readonly stack?: string;
}

/** The flags of what works with several. */
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

/** Adds `--stack`, and how it is opened. */
export function addStackOptions(command: Command, stack: string): Command {
  return addOpenOptions(command.option("--stack <name>", `${stack} (default: the selected one)`), "the stack");
}

/** Adds `--stack`, `--all-stacks`, and how they are opened. */
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
  // Not before it is needed: the help does without.
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
