import type { ContestantName, OperationName } from "./figures";

/** How many apps, and how they are now. */
export interface Wanted {
  readonly apps: number;
  readonly changed: boolean;
}

/** What a contestant's apps take to be kept. */
export interface Kept {
  readonly stateBytes: number;
  readonly providerBytes?: number;
}

/** One way of managing apps, set up in a folder of its own. */
export interface Contestant {
  readonly name: ContestantName;
  /** The command line of an operation; `undefined` for what it has no operation for. */
  command(operation: OperationName): readonly string[] | undefined;
  /** The environment of its commands. */
  environment(wanted: Wanted): NodeJS.ProcessEnv;
  readonly cwd: string;
  /** What the command line of the provider's process matches. */
  readonly provider: RegExp;
  kept(): Promise<Kept>;
  remove(): Promise<void>;
}
