import type { PulumiCommand } from "@pulumi/pulumi/automation";

/** The method that every run of the CLI goes through; the type of `PulumiCommand` hides it. */
interface Runner {
  run(
    args: unknown,
    cwd: unknown,
    env: unknown,
    onOutput?: unknown,
    onError?: unknown,
    signal?: unknown,
  ): Promise<{ readonly stdout: string }>;
}

/**
 * The command, with every run of the CLI ended at an abort. The `signal` that operations take is lost where it is aborted
 * while the operation is being prepared and the CLI hasn't started, and commands such as `config set-all` take none.
 */
export function endingAt(signal: AbortSignal, command: PulumiCommand): PulumiCommand {
  const run: Runner["run"] = async (args, cwd, env, onOutput, onError) => {
    signal.throwIfAborted();
    return (command as unknown as Runner).run(args, cwd, env, onOutput, onError, signal);
  };
  return Object.assign(Object.create(command), { run });
}

/** Runs another command of the CLI. @returns what it printed. @throws CommandError where it fails. */
export async function runCommand(
  command: PulumiCommand,
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<string> {
  return (await (command as unknown as Runner).run(args, cwd, env)).stdout;
}
