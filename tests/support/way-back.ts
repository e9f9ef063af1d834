import { readFileSync } from "node:fs";
import path from "node:path";

const PAGE = path.join(__dirname, "../../docs/interruptions.md");

/** The first block for a shell below a heading of docs/interruptions.md. */
function linesBelow(heading: string): string {
  const [, section = ""] = readFileSync(PAGE, "utf8").split(`## ${heading}\n`);
  const [, lines] = /^```sh\n(.*?)^```$/ms.exec(section.split("\n## ", 1)[0] ?? "") ?? [];
  if (!lines) throw new Error(`${PAGE} has no lines for a shell below "${heading}"`);
  return lines;
}

/**
 * The very lines of the documentation that mend a stack's file which is cut off, for a shell.
 *
 * @param folder
 *  What holds the backend's `.pulumi`.
 * @param stack
 *  `<project>/<stack>`.
 */
export function repairLines(folder: string, stack: string): string {
  const lines = linesBelow("A stack's file that is cut off");
  const filled = lines.replace("cd ~/.pulumi ", `cd '${folder}/.pulumi' `).replace("PROJECT/STACK", stack);
  if (!filled.includes(folder) || !filled.includes(stack)) throw new Error(`${PAGE} says it in another way`);
  return filled;
}

/** The documented command that ends the engine's warning about pending creates, without `pulumi` in front. */
export function clearPendingArgs(): string[] {
  const [pulumi, ...args] = linesBelow("The engine's warning about pending operations").trim().split(" ");
  if (pulumi !== "pulumi") throw new Error(`${PAGE} says it in another way`);
  return args;
}
