import { shellWord } from "../../provider/base/printable";
import type { SelectedStack } from "../stack";
import type { ConfiguredSecret } from "./plan";

/**
 * Sets secrets in the configuration of a stack, each on the standard input of `pulumi config set`: an argument can be seen
 * by everybody on the machine.
 *
 * @param stack
 *  With the name of its project: a key that was looked up is set under just that name.
 * @param onEach
 *  Called before each.
 */
export async function setSecrets(
  { pulumi, name, project }: Pick<SelectedStack, "pulumi" | "name"> & { readonly project: string },
  secrets: readonly ConfiguredSecret[],
  onEach: (done: number) => void,
): Promise<void> {
  let done = 0;
  // One after the other: each rewrites the same file.
  for (const { key, text = "" } of secrets) {
    onEach(done++);
    // Older versions know no --raw; without it newlines at the end are lost.
    const raw = text.endsWith("\n") ? ["--raw"] : [];
    await pulumi.feed(text, "config", "set", "--secret", ...raw, "--stack", name, `${project}:${key}`);
  }
}

/** The command that asks for a secret. @param cwd the folder that it is run for, where that isn't the current one. */
export function commandFor(stack: string, key: string, cwd?: string): string {
  const at = cwd === undefined ? "" : ` --cwd ${shellWord(cwd)}`;
  return `pulumi config set --stack ${shellWord(stack)}${at} --secret ${shellWord(key)}`;
}
