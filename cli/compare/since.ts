import { readFileSync } from "node:fs";
import { CliError, SINCH_APPS } from "../cli-error";
import { isMissing } from "./judge";
import { type CompareReport, type ResourceReport, SCHEMA_VERSION } from "./report";

const USE = `It must be what \`${SINCH_APPS} compare --format json\` wrote`;

/** Reads an earlier report. @throws CliError if there is none, or it is another command's or version's. */
export function readEarlier(file: string): readonly ResourceReport[] {
  let earlier: Partial<CompareReport> | undefined;
  try {
    earlier = JSON.parse(readFileSync(file, "utf8")) as Partial<CompareReport>;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CliError(`--since: ${file} ${code ? `can't be read (${code})` : "isn't JSON"}`, USE);
  }
  if (earlier?.report !== "compare" || !Array.isArray(earlier.resources))
    throw new CliError(`--since: ${file} isn't a report of compare`, USE);
  if (earlier.schemaVersion !== SCHEMA_VERSION)
    throw new CliError(
      `--since: another version of this package wrote ${file} (form ${earlier.schemaVersion}, known here: ${SCHEMA_VERSION})`,
      USE,
    );
  return earlier.resources;
}

/** Marks what an earlier report has, too. A difference is the same if its values are. */
export function markKnown(resources: readonly ResourceReport[], earlier: readonly ResourceReport[]): ResourceReport[] {
  const known = new Set<string>();
  for (const one of earlier)
    visit(one, (finding, key) => {
      known.add(key);
      return finding;
    });
  return resources.map((one) => visit(one, (finding, key) => (known.has(key) ? { ...finding, known: true } : finding)));
}

/** Passes each finding with its key. */
function visit(resource: ResourceReport, see: <T extends object>(finding: T, key: string) => T): ResourceReport {
  const keyOf = (...parts: readonly unknown[]): string => JSON.stringify([resource.key, ...parts]);
  return {
    ...resource,
    differences: resource.differences.map((one) => see(one, keyOf("different", one.path, one.values))),
    cells: resource.cells.map((cell) => ({
      ...(isMissing(cell) ? see(cell, keyOf(cell.status, cell.stack)) : cell),
      drift: cell.drift.map((one) => see(one, keyOf("drift", cell.stack, one.field))),
      failing: cell.failing.map((one) => see(one, keyOf("failing", cell.stack, one.channel))),
    })),
  };
}
