/**
 * Ends in order where what a command prints can't be written, as on a full disk. Whoever closes a pipe has read enough.
 *
 * @param name
 *  Of the command, for the message.
 * @param isDone
 *  Whether the exit code stands all the same: it tells of what was written elsewhere.
 */
export function noticeLostOutput(name: () => string, isDone: () => boolean): void {
  let lost: Error | null = null;
  // Without a listener each would end the process, amid what it is at.
  process.stderr.on("error", () => {});
  process.stdout.on("error", (error) => {
    lost ??= error;
  });
  process.on("exit", () => {
    // Of a write just before the end, nobody has been told yet.
    const { code } = (lost ?? process.stdout.errored ?? {}) as NodeJS.ErrnoException;
    if (code === undefined || code === "EPIPE") return;
    console.error(`${name()}: the standard output can't be written (${code})`);
    if (!isDone()) process.exitCode = 1;
  });
}
