import { rendered } from "../report";
import { type StacksFlags, stacksFrom } from "../stack";
import { emit, type OutputFlags, pageFor, withProgress } from "../terminal";
import { asReport } from "./as-report";
import { sideBySide } from "./compare";
import { judge } from "./judge";
import type { Kind } from "./report";
import { markKnown, readEarlier } from "./since";

/** The flags of `sinch-apps compare`. */
export interface CompareFlags extends StacksFlags, OutputFlags {
  readonly failOn: readonly Kind[];
  readonly since?: string;
}

/** Runs `sinch-apps compare`. @returns its exit code. @throws CliError if nothing could be compared. */
export async function runCompare(flags: CompareFlags): Promise<number> {
  const earlier = flags.since === undefined ? undefined : readEarlier(flags.since);
  const found = await withProgress("finding the stacks", async (progress) =>
    sideBySide(await stacksFrom(flags), progress),
  );
  const resources = earlier ? markKnown(found.resources, earlier) : found.resources;
  const report = judge(found.environments, resources, found.problems, {
    failOn: flags.failOn,
    since: earlier !== undefined,
  });
  const text =
    flags.format === "json"
      ? JSON.stringify(report, null, 2)
      : rendered(asReport(report), flags.format, pageFor(flags));
  await emit(text, flags);
  return report.exitCode;
}
