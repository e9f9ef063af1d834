/**
 * Ends the command cleanly if its output can't be written, as on a full disk. A closed pipe means that its reader has
 * enough.
 *
 * @param name Of the command, for the message.
 * @param isDone Whether the exit code is still valid because it reports what was written elsewhere.
 */
export function noticeLostOutput(name: () => string, isDone: () => boolean): void {
  let lost: Error | null = null;
  // Without a listener, each error would end the process in the middle of its work.
  process.stderr.on("error", () => {});
  process.stdout.on("error", (error) => {
    lost ??= error;
  });
  process.on("exit", () => {
    // A write just before the end may have failed without notice yet.
    const { code } = (lost ?? process.stdout.errored ?? {}) as NodeJS.ErrnoException;
    if (code === undefined || code === "EPIPE") return;
    console.error(`${name()}: the standard output can't be written (${code})`);
    if (!isDone()) process.exitCode = 1;
  });
}
