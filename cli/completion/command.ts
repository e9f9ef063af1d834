import { Argument, type Command } from "commander";

const SHELLS = ["bash", "zsh", "fish", "powershell"];

/**
 * Adds `sinch-apps completion`, which prints a shell's completion script, and the hidden command that the script calls
 * on each Tab.
 *
 * @param create Creates a program with all other commands, from which the library reads names and options.
 */
export function addCompletionCommand(program: Command, create: () => Command): void {
  const load = async () =>
    (await import("@bomb.sh/tab/commander")).default(create(), { completionCommandName: "completion" });
  program
    .command("completion")
    .description("Print a shell completion script")
    .addArgument(new Argument("<shell>", "shell to print the script for").choices(SHELLS))
    .addHelpText(
      "after",
      "\nbash, zsh: source <(sinch-apps completion bash)\nfish: sinch-apps completion fish | source",
    )
    .action(async (shell: string) => (await load()).setup(program.name(), program.name(), shell));
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .action(async (words: string[]) => (await load()).parse(words));
}
