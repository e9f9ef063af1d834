import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

/** What a command printed, and how it ended. */
export interface Ended {
  /** `null` where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order that they came in. */
  readonly output: string;
}

/** Where a command runs, and with what. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** For its standard input. @default none */
  readonly input?: string;
}

/** Starts a command in a process group of its own, as a terminal does. */
export function start(
  file: string,
  args: readonly string[],
  { cwd, env, input }: Surroundings,
): { child: ChildProcess; ended: Promise<Ended> } {
  const stdin = input === undefined ? "ignore" : "pipe";
  const child = spawn(file, args, { cwd, env, detached: true, timeout: 300_000, stdio: [stdin, "pipe", "pipe"] });
  child.stdin?.end(input);
  const texts = { stdout: "", stderr: "", output: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
      texts.output += text;
    });
  }
  const closed = once(child, "close");
  const ended = once(child, "exit").then(async ([code]) => {
    // What a killed one has started may live on, and hold its outputs open.
    if (code !== null) await closed;
    return { code, ...texts };
  });
  closed.catch(() => undefined);
  return { child, ended };
}

/** Runs `sinch-apps` as its users do: the built command as a process of its own. */
export function sinchApps(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
  return start(process.execPath, [path.join(__dirname, "../../dist/cli/main.js"), ...args], { cwd, env }).ended;
}
