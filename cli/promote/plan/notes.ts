import type { Survey } from "../facts/survey";
import type { PlannedApp, SourceRecord } from "../records/records";

/** What an approver should know, and nothing is refused for. */
export function notesOf(
  source: SourceRecord,
  target: Survey,
  apps: readonly PlannedApp[],
  complete: boolean,
): string[] {
  const { versions, contents } = target;
  const differing = [
    ["Pulumi", source.versions.pulumi, versions.pulumi],
    ...Object.entries(source.versions.packages).map(([name, version]) => [name, version, versions.packages[name]]),
  ].filter(([, there, here]) => there !== here);
  const places = new Set(source.apps.map(({ projectId, region }) => `${projectId}/${region}`));
  const shared = apps.filter(({ after }) => after && places.has(`${after.projectId}/${after.region}`));
  const keys = new Set(apps.map(({ key }) => key));
  const inSource = new Set(source.apps.map(({ key }) => key));
  return [
    ...(complete
      ? []
      : ["the preview stopped there: what would become of each app can't be told before that is put right"]),
    ...source.gates
      .filter(({ status }) => status === "skipped")
      .map(({ gate, found, reason }) => `${source.stack}: the gate ${gate} was left out (${found}): ${reason}`),
    ...differing.map(([name, there, here]) => `${name} is ${here ?? "not there"} here, ${there} with ${source.stack}`),
    ...(shared.length > 0
      ? [`${contents.name} and ${source.stack} have apps in one Sinch project: ${nameList(shared)}`]
      : []),
    ...(complete ? source.apps : [])
      .filter(({ key }) => !keys.has(key))
      .map(
        ({ name }) =>
          `app ${name} of ${source.stack} isn't in ${contents.name}, and stays out: the program makes it only there`,
      ),
    ...apps
      .filter(({ key, action }) => action === "same" && !inSource.has(key))
      .map(({ name }) => `app ${name} is only in ${contents.name}, and stays as it is`),
  ];
}

const nameList = (apps: readonly PlannedApp[]): string => apps.map(({ name }) => name).join(", ");
