import { readdir, readFile } from "node:fs/promises";

/** A process with its command line. */
export interface MarkedProcess {
  readonly pid: number;
  readonly command: string;
}

/** The processes that have a variable in their environment, as `NAME=value`. Only Linux shows them; elsewhere there are none. */
export async function marked(variable: string): Promise<MarkedProcess[]> {
  const pids = (await readdir("/proc").catch((): string[] => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid): Promise<MarkedProcess[]> => {
      const read = (name: string): Promise<string> => readFile(`/proc/${pid}/${name}`, "utf8").catch(() => "");
      if (!(await read("environ")).split("\0").includes(variable)) return [];
      return [{ pid: Number(pid), command: (await read("cmdline")).replaceAll("\0", " ").trim() }];
    }),
  );
  // One that has ended and wasn't waited for has no command line.
  return found.flat().filter(({ command }) => command !== "");
}
