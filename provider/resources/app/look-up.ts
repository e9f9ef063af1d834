import type { Shown } from "../../model/wire";
import { type Arguments, absent, inOrder, isText, type Place, quoted, wrong } from "../looked-up";
import { appType } from "./index";

/** The criterion for an app look-up: its ID or its name. @throws SinchError unless exactly one is set. */
export function wantedApp({ id, displayName }: Arguments): { readonly id?: string; readonly name?: string } {
  const [byId, byName] = [id, displayName].map(isText);
  if (byId === byName) throw wrong("set either id or displayName, as a non-empty string");
  return byId ? { id: id as string } : { name: displayName as string };
}

/** Looks up an app. @throws SinchError that names the existing ones. */
export async function findApp(place: Place, args: Arguments): Promise<Shown> {
  const { id, name = "" } = wantedApp(args);
  return id === undefined ? ofName(place, name) : ofId(place, id);
}

async function ofId(place: Place, id: string): Promise<Shown> {
  const app = await place.get(id);
  if (!app) throw absent(`${where(place)} has no app ${id}`);
  return app;
}

async function ofName(place: Place, name: string): Promise<Shown> {
  const apps = await place.list();
  const found = apps.filter((app) => app.displayName === name);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (!only) throw absent(`${where(place)} has no app ${quoted(name)}; ${nearest(name, apps)}`);
  const ids = found.map((app) => app.id).sort();
  throw wrong(`${where(place)} has ${found.length} apps ${quoted(name)}: look one up by its ID: ${ids.join(", ")}`);
}

const SHOWN = 5;

/** The apps whose names are most similar to a missing one. */
function nearest(name: string, apps: readonly Shown[]): string {
  if (apps.length === 0) return "it has no apps";
  const { distance } = require("fastest-levenshtein") as typeof import("fastest-levenshtein");
  const far = (app: Shown): number => distance(name.toLowerCase(), String(app.displayName ?? "").toLowerCase());
  const byDistance = apps.map((app) => ({ app, away: far(app) })).sort((one, other) => one.away - other.away);
  const sorted = byDistance.slice(0, SHOWN).map(({ app }) => app);
  const list = sorted.map((app) => `${quoted(app.displayName)} (${app.id})`).join(", ");
  return apps.length <= SHOWN ? `it has ${list}` : `nearest of its ${apps.length}: ${list}`;
}

const where = ({ at }: Place): string => `project ${at.projectId}, region ${at.region},`;

/**
 * Looks up the matching apps, oldest first.
 *
 * @param fits Test for their names.
 * @throws SinchError if `channel` isn't a channel.
 */
export async function findApps(
  place: Place,
  { fits, channel }: { readonly fits: (name: string) => boolean; readonly channel?: string | undefined },
): Promise<readonly Shown[]> {
  const apps = await place.list();
  if (channel !== undefined) assertChannel(channel, apps);
  return inOrder(
    apps
      .filter((app) => fits(String(app.displayName ?? "")))
      .filter((app) => channel === undefined || channelsOf(app).includes(channel)),
  );
}

const channelsOf = (app: Shown): unknown[] =>
  Array.isArray(app.channelCredentials) ? app.channelCredentials.map((entry) => entry?.channel) : [];

/**
 * Refuses a misspelt channel, which would find nothing. One that the schema doesn't know may be newer than the schema.
 */
function assertChannel(channel: string, apps: readonly Shown[]): void {
  const entry = appType.resolve(appType.properties.channelCredentials?.items ?? {});
  const known = (entry.oneOf ?? []).flatMap((branch) => {
    const tag = appType.resolve(branch).properties?.channel;
    return (tag?.enum ?? [tag?.const]) as string[];
  });
  if (known.includes(channel) || apps.some((app) => channelsOf(app).includes(channel))) return;
  throw wrong(`${quoted(channel)} is not a channel; allowed: ${known.join(", ")}`);
}
