import { CliError } from "../cli-error";
import { type Comparison, compare as compareWithService } from "../drift/compare";
import { readingProblems } from "../drift/judge";
import type { SelectedStack, StackContents } from "../stack";
import type { Progress } from "../terminal";
import type { Environment, ResourceReport } from "./report";
import { rowsOf } from "./rows";

/** What the stacks hold, side by side, before anything is counted. */
export interface SideBySide {
  readonly environments: readonly Environment[];
  readonly resources: readonly ResourceReport[];
  readonly problems: readonly string[];
}

/** Reads the stacks, lists each project and region once, and sets the stacks side by side. @throws CliError for one stack. */
export async function sideBySide(selected: readonly SelectedStack[], progress: Progress): Promise<SideBySide> {
  if (selected.length < 2)
    throw new CliError("there is only one stack to compare", "Name at least two with --stack, or use --all-stacks");
  const contents = new Map<string, StackContents>();
  const watched = selected.map((stack) => ({
    ...stack,
    read: async () => {
      const read = await stack.read();
      contents.set(stack.name, read);
      return read;
    },
  }));
  const found = await compareWithService(watched, { unmanaged: false, progress });
  return { ...inOrder(selected, found, contents), problems: [...new Set(readingProblems(found.stacks, found.places))] };
}

/** The stacks in the order in which they were named. */
function inOrder(
  selected: readonly SelectedStack[],
  { stacks }: Comparison,
  contents: ReadonlyMap<string, StackContents>,
): Pick<SideBySide, "environments" | "resources"> {
  const columns = selected.flatMap(({ name }) => {
    const report = stacks.find((one) => one.name === name);
    const own = contents.get(name);
    return report ? [{ report, ...(own && report.error === undefined ? { contents: own } : {}) }] : [];
  });
  const environments = columns.map(({ report: { name: stack, error } }) => ({
    stack,
    ...(error === undefined ? {} : { error }),
  }));
  return { environments, resources: rowsOf(columns) };
}
