import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { plain, type Scene } from "./svg";

const run = promisify(execFile);

/** The steps of the demo in the picture, by the first words of their titles. */
const SHOWN = ["Change two", "Edit the app", "Rotate a token", "Promote"] as const;

/** Runs the demo in colour. @returns the selected steps, as printed. */
export async function recordedDemo(): Promise<Scene[]> {
  const main = path.join(__dirname, "../demo/main.ts");
  const env = { ...process.env, FORCE_COLOR: "1", NO_COLOR: undefined };
  const { stdout } = await run("tsx", [main], { env, maxBuffer: 1 << 26 });
  const steps = stepsIn(stdout);
  return SHOWN.map((words) => {
    const step = steps.find(({ title }) => title.startsWith(words));
    if (!step) throw new Error(`the demo has no step "${words} …"`);
    return { title: step.title, lines: shortened(step.lines) };
  });
}

/** A step begins with a line such as `2/9  Change two properties` and ends with an empty line. */
function stepsIn(output: string): { readonly title: string; readonly lines: string[] }[] {
  const steps: { title: string; lines: string[] }[] = [];
  for (const line of output.split("\n")) {
    const [, title] = /^\d\/\d {2}(.*)/.exec(plain(line)) ?? [];
    if (title) steps.push({ title, lines: [] });
    else if (plain(line)) steps.at(-1)?.lines.push(line.replace("  ", ""));
  }
  return steps;
}

const LONGEST = 18;

/** A step's lines, without the middle of a long request. */
function shortened(lines: readonly string[]): string[] {
  return lines.length <= LONGEST ? [...lines] : [...lines.slice(0, LONGEST - 6), "    …", ...lines.slice(-5)];
}
