import { messageOf, SinchError } from "../provider/base/errors";

/** The command as messages suggest it: it is in the project's own packages, not on PATH. */
export const SINCH_APPS = "npx --no-install sinch-apps";

/** A command's error for the user: one line, without a secret, and with a fix. */
export class CliError extends Error {
  override readonly name = "CliError";

  /**
   * @param message What is wrong, and where.
   * @param hint What to do about it.
   * @param options The original as `cause`; `--debug` shows it.
   */
  constructor(
    message: string,
    readonly hint?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An error for a file that can't be read or written, with the system's code. @param hint What to do about it. */
export const fileError = (file: string, how: "read" | "written", cause: unknown, hint?: string): CliError =>
  new CliError(`${file} can't be ${how} (${(cause as NodeJS.ErrnoException).code})`, hint, { cause });

/** What to do about a refused key of the current configuration. */
const CHECK_KEY = "Check key id and secret against the access keys of the project in the Sinch dashboard";

/** Anything thrown as one line: what is wrong, and what to do about it. */
export function lineOf(error: unknown): string {
  const hint =
    error instanceof CliError
      ? error.hint
      : error instanceof SinchError && error.code === "ERR_SINCH_KEY_REFUSED"
        ? CHECK_KEY
        : undefined;
  return hint ? `${messageOf(error)}. ${hint}` : messageOf(error);
}

/** The stack of an error and its causes, for `--debug`. Contains only messages and stacks, which hold no secret. */
export function traceOf(error: unknown): string {
  const causes: string[] = [];
  for (let at = error; at instanceof Error && causes.length < 10; at = at.cause) causes.push(at.stack ?? at.message);
  return causes.join("\ncaused by ");
}
