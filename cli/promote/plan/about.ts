import type { LastUpdate, Plan, RecordedResource, SourceRecord } from "../records/records";

/** What source and target are, side by side. */
export const aboutRows = ({ source, target, resources }: Plan): string[][] => [
  ["Sinch project, region", placesOf(source.resources), placesOf(resources.map(({ now, after }) => after ?? now))],
  ["commit", ...[source, target].map(({ tree }) => tree?.commit.slice(0, 12) ?? "not in git")],
  ["program", shortHash(source.tree?.hash), same(source.tree?.hash, target.tree?.hash)],
  ["last update", updateInWords(source.lastUpdate), updateInWords(target.lastUpdate)],
  ["gates", gatesInWords(source), ""],
];

const placesOf = (resources: readonly (RecordedResource | undefined)[]): string =>
  [...new Set(resources.flatMap((one) => (one ? [`${one.projectId}, ${one.region}`] : [])))].join("; ") || "–";

const shortHash = (hash: string | undefined): string => hash?.slice(0, 7 + 12) ?? "–";

const same = (there: string | undefined, here: string | undefined): string =>
  there !== undefined && there === here ? "the same" : shortHash(here);

const updateInWords = (update: LastUpdate | undefined): string =>
  update ? `${update.kind} ${update.result}, ${update.startTime.slice(0, 16).replace("T", " ")} UTC` : "never";

/** `5 passed`, `4 passed, git skipped`. */
function gatesInWords({ gates }: SourceRecord): string {
  const passed = gates.filter(({ status }) => status === "passed").length;
  const others = gates.filter(({ status }) => status !== "passed").map(({ gate, status }) => `${gate} ${status}`);
  return [`${passed} passed`, ...others].join(", ");
}
