import { SINCH_APPS } from "../cli-error";
import type { Comparison } from "./compare";
import { nextSteps } from "./next";
import {
  type AppReport,
  type DriftReport,
  type Kind,
  type PlaceReport,
  SCHEMA_VERSION,
  type Summary,
  type WebhookReport,
} from "./report";
import { resourcesOf } from "./resources";

/** What the verdict depends on. */
export interface Judgement {
  readonly failOn: readonly Kind[];
  /** Whether an earlier report was given: what it has doesn't count. */
  readonly since: boolean;
  /** The folder that was named with `--cwd`, for the commands. */
  readonly cwd?: string | undefined;
}

/** Counts, and says whether the whole is in sync. */
export function judge({ stacks, places }: Comparison, { failOn, since, cwd }: Judgement): DriftReport {
  const apps = stacks.flatMap((stack) => stack.apps);
  const gone = allGone(apps);
  const problems = [...new Set([...readingProblems(stacks, places), ...gone.map(goneProblem)])];
  const counting = failOn.reduce((sum, kind) => sum + countOf(kind, { stacks, places }), 0);
  const summary = summaryOf({ stacks, places }, apps);
  return {
    schemaVersion: SCHEMA_VERSION,
    exitCode: problems.length > 0 ? 1 : counting > 0 ? 2 : 0,
    failOn: [...failOn],
    summary: since ? { ...summary, new: counting } : summary,
    problems,
    stacks,
    places,
    next: nextSteps({ stacks, places }, new Set(gone.flatMap(({ all }) => all)), cwd),
  };
}

const isNew = ({ known }: { readonly known?: true }): boolean => !known;

/** The findings of a kind that aren't known from an earlier report. */
function countOf(kind: Kind, { stacks, places }: Comparison): number {
  const all = stacks.flatMap(resourcesOf);
  switch (kind) {
    case "drift":
      return all.filter(({ changes }) => changes.some(isNew)).length;
    case "missing":
      return all.filter((one) => one.status === "missing" && isNew(one)).length;
    case "unmanaged":
      return places.flatMap(unmanagedOf).filter(isNew).length;
    case "failing":
      return stacks
        .flatMap(({ apps }) => apps)
        .flatMap(({ health }) => health)
        .filter((one) => one.status === "FAILING" && isNew(one)).length;
  }
}

const unmanagedOf = ({ unmanaged = [], unmanagedWebhooks = [] }: PlaceReport): readonly { readonly known?: true }[] => [
  ...unmanaged,
  ...unmanagedWebhooks,
];

/** How many webhooks there are of each, if there are any. */
function webhooksOf({ stacks, places }: Comparison): Pick<Summary, "webhooks"> {
  const all = stacks.flatMap(({ webhooks = [] }) => webhooks);
  const unmanaged = places.flatMap(({ unmanagedWebhooks = [] }) => unmanagedWebhooks).length;
  if (all.length + unmanaged === 0) return {};
  const withStatus = (status: WebhookReport["status"]): number => all.filter((one) => one.status === status).length;
  return {
    webhooks: {
      total: all.length,
      inSync: withStatus("in-sync"),
      changed: withStatus("changed"),
      missing: withStatus("missing"),
      unreadable: withStatus("unreadable"),
      ...(unmanaged > 0 ? { unmanaged } : {}),
    },
  };
}

function summaryOf({ stacks, places }: Comparison, apps: readonly AppReport[]): Summary {
  const withStatus = (status: AppReport["status"]): number => apps.filter((app) => app.status === status).length;
  const channels = apps.flatMap(({ health }) => health);
  const listed = places.filter((place) => place.apps !== undefined);
  const lists = listed.flatMap(({ unmanaged }) => (unmanaged ? [unmanaged.length] : []));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    stacks: stacks.length,
    unreadableStacks: stacks.filter(({ error }) => error !== undefined).length,
    apps: apps.length,
    inSync: withStatus("in-sync"),
    changed: withStatus("changed"),
    missing: withStatus("missing"),
    unreadable: withStatus("unreadable"),
    ...(lists.length > 0 ? { unmanaged: sum(lists) } : {}),
    ...webhooksOf({ stacks, places }),
    failing: channels.filter(({ status }) => status === "FAILING").length,
    pending: channels.filter(({ status }) => status === "PENDING").length,
    ...(listed.length > 0
      ? {
          coverage: {
            apps: sum(listed.map((place) => place.apps ?? 0)),
            managed: sum(listed.map((place) => place.managed ?? 0)),
          },
        }
      : {}),
  };
}

/** Why stacks, projects and resources could not be read. */
export function readingProblems(stacks: Comparison["stacks"], places: readonly PlaceReport[]): string[] {
  const ofPlaces = places.flatMap(({ projectId, region, error }) =>
    error === undefined ? [] : [`project ${projectId}, region ${region}: ${error}`],
  );
  const said = new Set(places.map(({ error }) => error));
  const ofWebhooks = stacks.flatMap(({ name, webhooks = [] }) =>
    webhooks.flatMap((one) =>
      one.error === undefined || said.has(one.error)
        ? []
        : [`stack ${name}, webhook ${one.name} (${one.id}): ${one.error}`],
    ),
  );
  const ofApps = stacks.flatMap(({ name, apps }) => {
    const unsaid = apps.filter(({ error }) => error !== undefined && !said.has(error));
    const groups = Map.groupBy(unsaid, ({ projectId, region, error }) => JSON.stringify([projectId, region, error]));
    return [...groups.values()].map((group) => `stack ${name}, ${whichApps(group)}: ${group[0]?.error}`);
  });
  return [...stacks.flatMap(({ error }) => error ?? []), ...ofPlaces, ...ofApps, ...ofWebhooks];
}

/** The apps that share a reason: one by its name, more by their number and place. */
function whichApps(apps: readonly AppReport[]): string {
  const [first] = apps;
  if (!first) return "";
  return apps.length === 1
    ? `${first.name} (${first.id})`
    : `${apps.length} apps of project ${first.projectId}, region ${first.region}`;
}

/** One app that is gone was deleted; several that are gone together with all others mean another project or host. */
const AT_LEAST = 2;

interface Gone {
  readonly name: string;
  readonly all: readonly AppReport[];
}

function allGone(apps: readonly AppReport[]): Gone[] {
  const byProject = Map.groupBy(apps, ({ projectId }) => `project ${projectId}`);
  const byPlace = Map.groupBy(apps, ({ projectId, region }) => `project ${projectId}, region ${region}`);
  return [...byProject, ...byPlace]
    .filter(([, all]) => all.length >= AT_LEAST && all.every(({ status }) => status === "missing"))
    .filter(([name], _, gone) => !gone.some(([other]) => name.startsWith(`${other},`)))
    .map(([name, all]) => ({ name, all }));
}

const goneProblem = ({ name, all }: Gone): string =>
  `${name}: all ${all.length} apps of the states are missing at once. Either all were deleted, or key, host or ` +
  `project is wrong: check with \`${SINCH_APPS} doctor\` before you run anything`;
