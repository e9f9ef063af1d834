import PQueue from "p-queue";
import { messageOf } from "../../provider/base/errors";
import type { Location } from "../../provider/model/state";
import type { Reads } from "../../provider/sinch/reads";
import { lineOf } from "../cli-error";
import type { SelectedStack, StackApp, StackContents } from "../stack";
import { hasSecretName, sharedSenders } from "../stack/shared-senders";
import { counted, type Progress } from "../terminal";
import { appReport, obstacleOf } from "./app-report";
import { channelKeys } from "./health";
import { lookIntoAll, type Place, placeName } from "./place";
import type { AppReport, PlaceReport, StackReport, UnmanagedWebhook } from "./report";
import { wantedPlaces } from "./wanted";
import { unmanagedWebhooks, webhookReads, webhookReports } from "./webhooks";

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
  const reads = new Map(read.map((stack) => [stack, webhookReads(stack)]));
  const reports = opened.map(async (stack): Promise<StackReport> => {
    if ("error" in stack) return unreadable(stack);
    const webhooks = await webhookReports(stack, reads.get(stack) as Reads);
    return { ...stackReport(stack, places), ...(webhooks.length > 0 ? { webhooks: webhooks.sort(byName) } : {}) };
  });
  const stacks = await Promise.all(reports);
  const managed = new Set(read.flatMap(({ webhooks }) => webhooks.map(({ id }) => id)));
  const ofStacks = unmanaged ? read : [];
  const missing = new Set(stacks.flatMap(({ apps }) => apps.filter(isMissing).map(({ id }) => id)));
  const asking = ofStacks.map((stack) => unmanagedWebhooks(stack, reads.get(stack) as Reads, { managed, missing }));
  const strangers = (await Promise.all(asking)).flat();
  return { stacks, places: withWebhooks(placeReports([...places.values()], read, unmanaged), strangers) };
}

const isMissing = ({ status }: AppReport): boolean => status === "missing";

/** The places with the webhooks of their apps that no stack manages, each once. */
function withWebhooks(
  places: readonly PlaceReport[],
  strangers: readonly (UnmanagedWebhook & Location)[],
): PlaceReport[] {
  return places.map((place) => {
    const own = strangers.filter((one) => one.projectId === place.projectId && one.region === place.region);
    const byId = new Map(own.map(({ projectId: _, region: __, ...webhook }) => [webhook.id, webhook]));
    return byId.size > 0 ? { ...place, unmanagedWebhooks: [...byId.values()] } : place;
  });
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
