import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Shown } from "../../../provider/model/wire";
import type { Location } from "../../../provider/sinch/settings";
import { CliError } from "../../cli-error";
import { appReport, obstacleOf } from "../../drift/app-report";
import { lookInto, type Place, placeName } from "../../drift/place";
import type { AppReport } from "../../drift/report";
import type { SelectedStack, StackContents } from "../../stack";
import type { LastUpdate, Versions } from "../records/records";
import { Redaction } from "../records/redaction";
import { type AppFacts, appFacts, secretTexts } from "./app-facts";
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
  readonly lastUpdate?: LastUpdate;
  readonly tree: TreeFacts;
  readonly versions: Versions;
  /** Knows every secret of the configuration and of the state. */
  readonly redaction: Redaction;
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
  const apps = await surveyApps(contents);
  const redaction = new Redaction();
  for (const { secret, value } of Object.values(contents.configured)) if (secret && value) redaction.add([value]);
  for (const { facts } of apps) redaction.add(secretTexts(facts));
  redaction.add(keysIn(contents));
  return { contents, fullName, apps, ...(last ? { lastUpdate: last } : {}), tree, versions, redaction };
}

/** Sets the apps of a state against what the service shows. @throws CliError where one can't be read. */
export async function surveyApps(contents: StackContents): Promise<SurveyedApp[]> {
  const wanted = new Map<string, { at: Location; ids: string[] }>();
  for (const app of contents.apps) {
    const obstacle = obstacleOf(contents, app);
    if (obstacle) throw new CliError(`stack ${contents.name}: app ${app.name}: ${obstacle}`);
    const { projectId, region } = app.outputs;
    const place = placeName(contents, app.outputs);
    const entry = wanted.get(place) ?? { at: { projectId, region }, ids: [] };
    wanted.set(place, entry);
    entry.ids.push(app.id);
  }
  const places = new Map<string, Place>(
    await Promise.all(
      [...wanted].map(async ([name, { at, ids }]) => [name, await lookInto(contents, at, ids)] as const),
    ),
  );
  return contents.apps.map((app): SurveyedApp => {
    const place = places.get(placeName(contents, app.outputs)) as Place;
    const report = appReport(contents, app, place);
    if (report.status === "unreadable") {
      const what = `stack ${contents.name}: app ${app.name} can't be read: ${report.error}`;
      throw new CliError(what, keyHint(contents, app.outputs.projectId, report.error));
    }
    const live = "apps" in place ? place.apps.get(app.id) : undefined;
    const { urn, id, outputs: props, secretPaths } = app;
    const facts = appFacts(contents.name, { urn, id, props, secretPaths });
    return { facts, urn, report, ...(live ? { live } : {}) };
  });
}

/** What to do where a key of the environment is refused: it is taken for each stack that has none of its own. */
export function keyHint(
  { name, settings }: Pick<StackContents, "name" | "settings">,
  projectId: string,
  error = "",
): string | undefined {
  const found = settings.find("keyId");
  if (!/access key|→ 40[13]\b/.test(error) || found?.inConfig !== false) return undefined;
  if (settings.keyOf(projectId).keyId !== found.value) return undefined;
  return (
    `The key is the one of ${found.from}, which holds for every stack: give this one its own by ` +
    `pulumi config set --secret sinch:keyId --stack ${name}, and sinch:keySecret likewise`
  );
}

/** The secrets of access keys, also where they come from the environment. */
function keysIn({ settings, apps }: StackContents): string[] {
  const projects = new Set([settings.find("projectId")?.value, ...apps.map(({ outputs }) => outputs.projectId)]);
  return [...projects].flatMap((project) => {
    try {
      return project ? [settings.keyOf(project).keySecret] : [];
    } catch {
      return [];
    }
  });
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
