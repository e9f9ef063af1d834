import { spawn } from "node:child_process";
import { Processes, type Role } from "./processes";

/** What a command took. */
export interface Taken {
  readonly wall: number;
  readonly cpu: number;
  /** Seconds of it by process, as far as they were seen. */
  readonly cpuOf: Partial<Record<Role, number>>;
  /** The most memory that the provider's process held, in MB; `undefined` where none was seen, or there is no /proc. */
  readonly memoryMb: number | undefined;
}

/** How often the processes are looked at, in milliseconds. */
const LOOK_MS = 100;

/** The shell tells the processor time of all processes that it, and they, waited for. */
const SCRIPT = '"$@"; code=$?; times >&3; exit $code';

/**
 * Runs a command to its end and measures it, the processes below it included.
 *
 * @param provider
 *  What the command line of the provider's process matches; it works in `cwd`.
 * @throws Error with what it printed, where it fails.
 */
export async function runMeasured(
  command: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  provider: RegExp,
): Promise<Taken> {
  const start = performance.now();
  const child = spawn("sh", ["-c", SCRIPT, "sh", ...command], { cwd, env, stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const texts: Record<"printed" | "times", string> = { printed: "", times: "" };
  child.stdio.slice(1).forEach((stream, index) => {
    stream?.on("data", (text) => {
      texts[index === 2 ? "times" : "printed"] += String(text);
    });
  });
  const processes = new Processes(cwd, provider);
  const look = setInterval(() => processes.look(), LOOK_MS);
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("close", resolve).once("error", reject),
  );
  clearInterval(look);
  const wall = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}:\n${texts.printed}`);
  const { memoryMb, seconds: cpuOf } = processes;
  return { wall, cpu: secondsIn(texts.times), cpuOf, memoryMb };
}

/** The sum of what the shell's `times` prints: `0m1.20s`, four of them. */
export function secondsIn(times: string): number {
  return [...times.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}
