import { CliError } from "../../cli-error";

/** The command's exit codes. */
export const EXIT = { nothing: 0, error: 1, changes: 2, refused: 3, stopped: 4 } as const;

/** What isn't an error, but a no: exit code 3. Nothing was written. */
export class Refusal extends CliError {
  readonly exitCode = EXIT.refused;
}

/** An update that didn't get through: exit code 4, for something was written or can't be ruled out. */
export class Stopped extends CliError {
  readonly exitCode = EXIT.stopped;
}
