import type { Survey } from "../facts/survey";
import type { PlannedResource, SourceRecord } from "../records/records";

/** What an approver should know, and nothing is refused for. */
export function notesOf(
  source: SourceRecord,
  target: Survey,
  resources: readonly PlannedResource[],
  complete: boolean,
): string[] {
  const { versions, contents } = target;
  const differing = [
    ["Pulumi", source.versions.pulumi, versions.pulumi],
    ...Object.entries(source.versions.packages).map(([name, version]) => [name, version, versions.packages[name]]),
  ].filter(([, there, here]) => there !== here);
  const places = new Set(source.resources.map(({ projectId, region }) => `${projectId}/${region}`));
  const shared = resources.filter(
    ({ kind, after }) => kind === "app" && after && places.has(`${after.projectId}/${after.region}`),
  );
  const keys = new Set(resources.map(({ key }) => key));
  const inSource = new Set(source.resources.map(({ key }) => key));
  return [
    ...(complete ? [] : ["the preview stopped there: fix that to see what would change in each app"]),
    ...source.gates
      .filter(({ status }) => status === "skipped")
      .map(({ gate, found, reason }) => `${source.stack}: the gate ${gate} was skipped (${found}): ${reason}`),
    ...differing.map(([name, there, here]) => `${name} is ${here ?? "not there"} here, ${there} with ${source.stack}`),
    ...(shared.length > 0
      ? [`${contents.name} and ${source.stack} have apps in one Sinch project: ${nameList(shared)}`]
      : []),
    ...(complete ? source.resources : [])
      .filter(({ key }) => !keys.has(key))
      .map(
        ({ kind, name }) =>
          `${kind} ${name} of ${source.stack} isn't in ${contents.name}, and is left out: the program creates it only there`,
      ),
    ...resources
      .filter(({ key, action }) => action === "same" && !inSource.has(key))
      .map(({ kind, name }) => `${kind} ${name} is only in ${contents.name}, and is unchanged`),
  ];
}

const nameList = (apps: readonly PlannedResource[]): string => apps.map(({ name }) => name).join(", ");
