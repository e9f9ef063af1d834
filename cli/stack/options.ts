import { type Command, Option } from "commander";
import type { SelectedStack } from "./select";

/** The flags that say which stacks are meant, and how they are opened. */
export interface StackFlags {
  readonly stack?: readonly string[];
  readonly allStacks?: boolean;
  readonly cwd?: string;
  readonly passphraseFile?: readonly string[];
  readonly passphraseEnv?: readonly string[];
}

/** Adds `--stack`, `--all-stacks`, `--cwd`, `--passphrase-file` and `--passphrase-env`. */
export function addStackOptions(command: Command): Command {
  const each = (value: string, before: readonly string[] = []): string[] => [...before, value];
  return command
    .option("--stack <name...>", "stacks of the Pulumi project (default: the one that is selected)")
    .addOption(new Option("--all-stacks", "all stacks of the Pulumi project").conflicts("stack"))
    .option("--cwd <dir>", "folder of the Pulumi project (default: the current folder)")
    .option("--passphrase-file <stack=file>", "file with the passphrase of one stack; repeatable", each)
    .option(
      "--passphrase-env <stack=variable>",
      "environment variable with the passphrase of one stack; repeatable",
      each,
    );
}

/** The stacks that the flags name. */
export async function stacksFrom({
  stack,
  allStacks,
  cwd,
  passphraseFile,
  passphraseEnv,
}: StackFlags): Promise<readonly SelectedStack[]> {
  // Not before it is needed: the help does without.
  const { passphrasesFrom, selectStacks } = await import("./select.js");
  return selectStacks({
    ...(cwd === undefined ? {} : { cwd }),
    ...(stack === undefined ? {} : { stacks: stack }),
    ...(allStacks === undefined ? {} : { allStacks }),
    passphrases: passphrasesFrom(passphraseFile, passphraseEnv),
  });
}
