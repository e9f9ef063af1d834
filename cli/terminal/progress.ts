import ora from "ora";

/** Shows progress on standard error, on a terminal only. */
export interface Progress {
  say(text: string): void;
}

/** Whether there is a terminal with a width; without one, as in some CI jobs, a moving line isn't shown. */
export const showsProgress = (): boolean => process.stderr.isTTY && process.stderr.columns > 0;

/** Runs long work. Its progress disappears from the terminal when it ends. */
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
