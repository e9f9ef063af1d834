import ora from "ora";

/** Says what is being done, on the standard error, on a terminal only. */
export interface Progress {
  say(text: string): void;
}

/** Whether there is a terminal to say it on: one without a width, as a job's can be, shows no line that moves. */
export const showsProgress = (): boolean => process.stderr.isTTY && process.stderr.columns > 0;

/** Runs something that takes a while. What it says is gone from the terminal when it ends. */
export async function withProgress<T>(text: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  const spinner = ora({ text, stream: process.stderr, isSilent: !showsProgress(), discardStdin: false }).start();
  try {
    return await work({
      say: (now) => {
        spinner.text = now;
      },
    });
  } finally {
    spinner.stop();
  }
}
