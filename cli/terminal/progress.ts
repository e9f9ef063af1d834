import ora from "ora";

/** Says what is being done, on the standard error, on a terminal only. */
export interface Progress {
  say(text: string): void;
}

/** Runs something that takes a while. What it says is gone from the terminal when it ends. */
export async function withProgress<T>(text: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  const spinner = ora({ text, stream: process.stderr, isSilent: !process.stderr.isTTY, discardStdin: false }).start();
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
