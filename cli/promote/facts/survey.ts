import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ErrorCode } from "../../../provider/base/errors";
import type { Shown } from "../../../provider/model/wire";
import { CliError } from "../../cli-error";
import { appReport, obstacleOf } from "../../drift/app-report";
import { lookIntoAll, type Place, placeName } from "../../drift/place";
import type { AppReport } from "../../drift/report";
import { wantedPlaces } from "../../drift/wanted";
import type { SelectedStack, StackContents } from "../../stack";
import type { LastUpdate, StackFacts, Versions } from "../records/records";
import { type AppFacts, appFacts } from "./app-facts";
import { lastUpdate } from "./history";
import { type TreeFacts, treeFacts } from "./source-tree";

/** An app of a stack, and what the service shows of it. */
export interface SurveyedApp {
  readonly facts: AppFacts;
  readonly urn: string;
  readonly report: AppReport;
  /** Absent where it is gone. */
  readonly live?: Shown;
}

/** A stack as it is now: state, configuration, history, the program's files, and what the service shows. */
export interface Survey {
  readonly contents: StackContents;
  /** `organization/project/stack`. */
  readonly fullName: string;
  readonly apps: readonly SurveyedApp[];
  /** What the projects have, by {@link placeName}. */
  readonly places: ReadonlyMap<string, Place>;
  readonly lastUpdate?: LastUpdate;
  readonly tree: TreeFacts;
  readonly versions: Versions;
}

/** Looks at a stack; changes nothing. @throws CliError where something can't be read. */
export async function survey(selected: SelectedStack): Promise<Survey> {
  const { name, pulumi } = selected;
  const [contents, fullName, last, tree, versions] = await Promise.all([
    selected.read(),
    pulumi.fullName(name),
    lastUpdate(pulumi, name),
    treeFacts(pulumi.cwd),
    versionsOf(selected),
  ]);
  const { apps, places } = await surveyApps(contents);
  return { contents, fullName, apps, places, ...(last ? { lastUpdate: last } : {}), tree, versions };
}

/** What of a stack goes into a record. */
export const stackFacts = ({ contents, fullName, tree: { tree }, versions, lastUpdate }: Survey): StackFacts => ({
  project: contents.projectName,
  stack: contents.name,
  fullName,
  ...(tree ? { tree } : {}),
  versions,
  ...(lastUpdate ? { lastUpdate } : {}),
});

/** Sets the apps of a state against what the service shows. @throws CliError where one can't be read. */
export async function surveyApps(contents: StackContents): Promise<Pick<Survey, "apps" | "places">> {
  for (const app of contents.apps) {
    const obstacle = obstacleOf(contents, app);
    if (obstacle) throw new CliError(`stack ${contents.name}: app ${app.name}: ${obstacle}`);
  }
  const places = await lookIntoAll(wantedPlaces([contents]));
  const apps = contents.apps.map((app): SurveyedApp => {
    const place = places.get(placeName(contents, app.outputs)) as Place;
    const report = appReport(contents, app, place);
    if (report.status === "unreadable") {
      const what = `stack ${contents.name}: app ${app.name} can't be read: ${report.error}`;
      const failure = "error" in place ? place : place.absent.get(app.id);
      const code = failure === "gone" ? undefined : failure?.code;
      throw new CliError(what, keyHint(contents, app.outputs.projectId, code));
    }
    const live = "apps" in place ? place.apps.get(app.id) : undefined;
    const { urn, id, outputs: props, secretPaths } = app;
    const facts = appFacts(contents.name, { urn, id, props, secretPaths });
    return { facts, urn, report, ...(live ? { live } : {}) };
  });
  return { apps, places };
}

/** What to do where a key of the environment is refused: it is taken for each stack that has none of its own. */
export function keyHint(
  { name, settings }: Pick<StackContents, "name" | "settings">,
  projectId: string,
  code: ErrorCode | undefined,
): string | undefined {
  const found = settings.find("keyId");
  const isOfKey = code === "ERR_SINCH_KEY_REFUSED" || code === "ERR_SINCH_ACCESS_DENIED";
  if (!isOfKey || found?.inConfig !== false) return undefined;
  if (settings.keyOf(projectId).keyId !== found.value) return undefined;
  return (
    `The key is the one of ${found.from}, which holds for every stack: give this one its own by ` +
    `pulumi config set --secret sinch:keyId --stack ${name}, and sinch:keySecret likewise`
  );
}

const PACKAGES = ["pulumi-sinch-conversation", "@pulumi/pulumi"];

async function versionsOf({ pulumi }: SelectedStack): Promise<Versions> {
  const { resolve } = createRequire(join(pulumi.cwd, "package.json"));
  const packages = PACKAGES.flatMap((name): [string, string][] => {
    try {
      const { version } = JSON.parse(readFileSync(resolve(`${name}/package.json`), "utf8")) as { version: string };
      return [[name, version]];
    } catch {
      return [];
    }
  });
  return { pulumi: await pulumi.version(), node: process.versions.node, packages: Object.fromEntries(packages) };
}
