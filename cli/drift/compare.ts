import PQueue from "p-queue";
import { messageOf } from "../../provider/base/errors";
import { lineOf } from "../cli-error";
import type { SelectedStack, StackApp, StackContents } from "../stack";
import { hasSecretName, sharedSenders } from "../stack/shared-senders";
import { counted, type Progress } from "../terminal";
import { appReport, obstacleOf } from "./app-report";
import { channelKeys } from "./health";
import { lookIntoAll, type Place, placeName } from "./place";
import type { PlaceReport, StackReport } from "./report";
import { wantedPlaces } from "./wanted";

/** What the states hold and what the service has, before anything is counted. */
export interface Comparison {
  readonly stacks: StackReport[];
  readonly places: PlaceReport[];
}

/** How many stacks are read at once; each starts two processes. */
const STACKS_AT_ONCE = 4;

type Opened = StackContents | { readonly name: string; readonly error: string };

/** Reads the stacks, lists each project and region once, and compares. */
export async function compare(
  selected: readonly SelectedStack[],
  { unmanaged, progress }: { readonly unmanaged: boolean; readonly progress: Progress },
): Promise<Comparison> {
  let done = 0;
  const reading = selected.map((stack) => async (): Promise<Opened> => {
    const contents = await stack.read().catch((error) => ({ name: stack.name, error: lineOf(error) }));
    done += 1;
    progress.say(`read ${done} of ${selected.length} stacks`);
    return contents;
  });
  const opened = await new PQueue({ concurrency: STACKS_AT_ONCE }).addAll(reading);
  opened.sort(byName);
  const read = opened.filter((stack): stack is StackContents => !("error" in stack));
  const wanted = wantedPlaces(read, unmanaged);
  progress.say(`asking the service for the apps of ${counted(wanted.size, "project")}`);
  const places = await lookIntoAll(wanted);
  return {
    stacks: opened.map((stack) => ("error" in stack ? unreadable(stack) : stackReport(stack, places))),
    places: placeReports([...places.values()], read, unmanaged),
  };
}

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : Number(one.name > other.name);

const unreadable = ({ name, error }: { readonly name: string; readonly error: string }): StackReport => ({
  name,
  error,
  apps: [],
  pendingOperations: [],
});

function stackReport(stack: StackContents, places: ReadonlyMap<string, Place>): StackReport {
  const placeOf = (app: StackApp): Place | undefined =>
    obstacleOf(stack, app) ? undefined : places.get(placeName(stack, app.outputs));
  return {
    name: stack.name,
    project: stack.projectName,
    apps: stack.apps.map((app) => reported(stack, app, placeOf(app))).sort(byName),
    pendingOperations: [...stack.pendingOperations],
  };
}

/** An odd state or answer makes one app unreadable, not the report. */
function reported(stack: StackContents, app: StackApp, place: Place | undefined): ReturnType<typeof appReport> {
  try {
    return appReport(stack, app, place);
  } catch (error) {
    const { projectId, region } = app.outputs;
    const { name, urn, id } = app;
    return { name, urn, id, projectId, region, status: "unreadable", error: messageOf(error), changes: [], health: [] };
  }
}

const idsOf = (apps: readonly StackApp[]): ReadonlySet<string> => new Set(apps.map(({ id }) => id));

/** One report for each project and region, whatever keys it was listed with. */
function placeReports(places: readonly Place[], stacks: readonly StackContents[], unmanaged: boolean): PlaceReport[] {
  const all = stacks.flatMap(({ apps }) => apps);
  const [managed, unnamed] = [idsOf(all), idsOf(all.filter(hasSecretName))];
  const reports = new Map<string, PlaceReport>();
  for (const place of places) {
    const { projectId, region } = place;
    const name = `${projectId}/${region}`;
    const before = reports.get(name);
    if ("error" in place) {
      reports.set(name, { ...(before ?? { projectId, region }), error: place.error });
      continue;
    }
    const others = [...place.apps.values()].filter(({ id }) => !managed.has(id as string));
    const apps = others.map((wire) => ({
      id: wire.id as string,
      displayName: String(wire.displayName ?? ""),
      channels: channelKeys(wire),
    }));
    const shared = sharedSenders(place.apps.values(), unnamed);
    reports.set(name, {
      ...(before ?? {}),
      projectId,
      region,
      apps: place.apps.size,
      managed: place.apps.size - others.length,
      ...(unmanaged ? { unmanaged: apps.sort((one, other) => (one.id < other.id ? -1 : 1)) } : {}),
      ...(shared.length > 0 ? { shared } : {}),
    });
  }
  return [...reports].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, report]) => report);
}
