import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ErrorCode } from "../../../provider/base/errors";
import type { Shown } from "../../../provider/model/wire";
import { CliError } from "../../cli-error";
import { appReport, obstacleOf } from "../../drift/app-report";
import { lookIntoAll, type Place, placeName } from "../../drift/place";
import type { AppReport, WebhookReport } from "../../drift/report";
import { wantedPlaces } from "../../drift/wanted";
import { lookAtWebhooks, webhookReads } from "../../drift/webhooks";
import { factsOf, type ResourceFacts } from "../../resources/resource-facts";
import type { SelectedStack, StackApp, StackContents } from "../../stack";
import type { LastUpdate, StackFacts, Versions } from "../records/records";
import { lastUpdate } from "./history";
import { type TreeFacts, treeFacts } from "./source-tree";

/** An app or a webhook of a stack, and what the service shows of it. */
export interface SurveyedResource {
  readonly facts: ResourceFacts;
  readonly urn: string;
  readonly report: AppReport | WebhookReport;
  /** Absent where it is gone. */
  readonly live?: Shown;
}

/** A stack as it is now: state, configuration, history, the program's files, and what the service shows. */
export interface Survey {
  readonly contents: StackContents;
  /** `organization/project/stack`. */
  readonly fullName: string;
  /** Apps and webhooks. */
  readonly resources: readonly SurveyedResource[];
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
  const { resources, places } = await surveyResources(contents);
  return { contents, fullName, resources, places, ...(last ? { lastUpdate: last } : {}), tree, versions };
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

/** Sets the apps and webhooks of a state against what the service shows. @throws CliError where one can't be read. */
export async function surveyResources(contents: StackContents): Promise<Pick<Survey, "resources" | "places">> {
  for (const one of [...contents.apps, ...contents.webhooks]) {
    const obstacle = obstacleOf(contents, one);
    if (obstacle) throw new CliError(`stack ${contents.name}: ${one.type.definition.noun} ${one.name}: ${obstacle}`);
  }
  const [places, looked] = await Promise.all([
    lookIntoAll(wantedPlaces([contents])),
    lookAtWebhooks(contents, webhookReads(contents)),
  ]);
  const apps = contents.apps.map((app) => surveyedApp(contents, app, places));
  const urns = new Map(contents.apps.map(({ id, urn }) => [id, urn]));
  const webhooks = contents.webhooks.map((webhook, index): SurveyedResource => {
    const { report, live } = looked[index] as (typeof looked)[number];
    if (report.status === "unreadable") throw unreadable(contents, webhook, report.error);
    return surveyed(contents, webhook, report, live, urns.get(report.appId));
  });
  return { resources: [...apps, ...webhooks], places };
}

function surveyedApp(contents: StackContents, app: StackApp, places: Survey["places"]): SurveyedResource {
  const place = places.get(placeName(contents, app.outputs)) as Place;
  const report = appReport(contents, app, place);
  if (report.status === "unreadable") {
    const failure = "error" in place ? place : place.absent.get(app.id);
    const code = failure === "gone" ? undefined : failure?.code;
    throw unreadable(contents, app, report.error, code);
  }
  return surveyed(contents, app, report, "apps" in place ? place.apps.get(app.id) : undefined);
}

function surveyed(
  { name }: StackContents,
  { urn, id, outputs: props, secretPaths }: StackApp,
  report: SurveyedResource["report"],
  live: Shown | undefined,
  appUrn?: string,
): SurveyedResource {
  return { facts: factsOf(name, { urn, id, props, secretPaths, appUrn }), urn, report, ...(live ? { live } : {}) };
}

function unreadable(contents: StackContents, { type, name, outputs }: StackApp, why = "", code?: ErrorCode): CliError {
  const what = `stack ${contents.name}: ${type.definition.noun} ${name} can't be read: ${why}`;
  return new CliError(what, keyHint(contents, outputs.projectId, code));
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
