import { rendered } from "../report";
import { type StacksFlags, stacksFrom } from "../stack";
import { emit, type OutputFlags, pageFor, withProgress } from "../terminal";
import { asReport } from "./as-report";
import { compare } from "./compare";
import { judge } from "./judge";
import type { Kind } from "./report";
import { markKnown, readEarlier } from "./since";

/** The flags of `sinch-apps drift`. */
export interface DriftFlags extends StacksFlags, OutputFlags {
  readonly unmanaged?: boolean;
  readonly failOn: readonly Kind[];
  readonly since?: string;
}

/** Runs `sinch-apps drift`. @returns its exit code. @throws CliError where nothing could be compared. */
export async function runDrift(flags: DriftFlags): Promise<number> {
  const earlier = flags.since === undefined ? undefined : readEarlier(flags.since);
  const unmanaged = flags.unmanaged === true || flags.failOn.includes("unmanaged");
  const found = await withProgress("finding the stacks", async (progress) =>
    compare(await stacksFrom(flags), { unmanaged, progress }),
  );
  const report = judge(earlier ? markKnown(found, earlier) : found, {
    failOn: flags.failOn,
    since: earlier !== undefined,
    cwd: flags.cwd,
  });
  const text =
    flags.format === "json"
      ? JSON.stringify(report, null, 2)
      : rendered(asReport(report), flags.format, pageFor(flags));
  await emit(text, flags);
  return report.exitCode;
}
