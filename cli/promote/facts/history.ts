import { CliError } from "../../cli-error";
import type { Pulumi } from "../../stack";
import type { LastUpdate } from "../records/records";

interface Entry {
  readonly kind: string;
  readonly result: string;
  readonly startTime: string;
  readonly message?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** These leave a stack as it was. */
const READS = new Set(["preview", "refresh"]);

/** Flags of `pulumi up` that leave a part of the stack aside. */
const PARTIAL = ["target", "target-replace", "target-dependents", "exclude", "exclude-dependents"];

/** The last operation that changed a stack; `undefined` where there was none. */
export async function lastUpdate(pulumi: Pulumi, stack: string): Promise<LastUpdate | undefined> {
  const text = await pulumi.run("stack", "history", "--json", "--page-size", "100", "--stack", stack);
  let entries: readonly Entry[];
  try {
    entries = (JSON.parse(text) ?? []) as readonly Entry[];
  } catch {
    throw new CliError(`stack ${stack}: its history can't be read`);
  }
  const entry = entries.find(({ kind }) => !READS.has(kind));
  if (!entry) return undefined;
  const { kind, result, startTime, message = "", environment = {} } = entry;
  const commit = environment["git.head"];
  return {
    kind,
    result,
    startTime,
    message,
    partial: PARTIAL.filter((flag) => environment[`pulumi.flag.${flag}`] !== undefined),
    ...(commit ? { commit } : {}),
  };
}
