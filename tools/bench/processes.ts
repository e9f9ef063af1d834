import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** What a process of an operation is: Pulumi's engine, the user's program, or the one that the provider runs in. */
export const roles = ["engine", "program", "provider"] as const;
export type Role = (typeof roles)[number];

/** What `/proc` counts processor time in, by the second. */
const TICKS = 100;

const PROGRAM = /cmd[\\/]run[\\/]index\.js/;

/**
 * The processes of an operation, which all work in one folder: what they took, as of the last look. Where there is no
 * `/proc`, they are never seen.
 *
 * @param provider
 *  What the command line of the provider's process matches.
 */
export class Processes {
  readonly #seconds = new Map<string, { readonly role: Role; readonly seconds: number }>();
  /** The most memory that the provider's process held, in MB. */
  memoryMb: number | undefined;

  constructor(
    private readonly cwd: string,
    private readonly provider: RegExp,
  ) {}

  look(): void {
    for (const id of orNone(() => readdirSync("/proc"))?.filter((name) => /^\d+$/.test(name)) ?? []) {
      // Processes go while they are looked at.
      orNone(() => this.lookAt(id));
    }
  }

  /** Seconds of processor time by role; empty where none was seen. */
  get seconds(): Partial<Record<Role, number>> {
    const sums: Partial<Record<Role, number>> = {};
    for (const { role, seconds } of this.#seconds.values()) sums[role] = (sums[role] ?? 0) + seconds;
    return sums;
  }

  private lookAt(id: string): void {
    if (readlinkSync(`/proc/${id}/cwd`) !== this.cwd) return;
    const role = this.roleOf(readFileSync(`/proc/${id}/cmdline`, "utf8"));
    if (!role) return;
    const stat = readFileSync(`/proc/${id}/stat`, "utf8");
    // The name, in brackets, can hold blanks. Behind it, from the state on: user and system time are the 12th and 13th.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    this.#seconds.set(id, { role, seconds: (Number(fields[11]) + Number(fields[12])) / TICKS });
    if (role !== "provider") return;
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1];
    if (kilobytes !== undefined) this.memoryMb = Number(kilobytes) / 1024;
  }

  private roleOf(commandLine: string): Role | undefined {
    if (this.provider.test(commandLine)) return "provider";
    if (PROGRAM.test(commandLine)) return "program";
    return /^[^\0]*[\\/]pulumi\0/.test(commandLine) ? "engine" : undefined;
  }
}

function orNone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
