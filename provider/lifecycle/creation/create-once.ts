import type { AppsClient } from "../../sinch/collection";
import type { Location } from "../../sinch/settings";
import { messageOf, SinchError } from "../../base/errors";
import type { Fields } from "../../model/leaves";
import { holdsWhatWasAsked, mayHaveWorked, showsOtherSecrets } from "./lost-response";
import { planCreate } from "../../model/patch";
import type { Presence } from "./registry";
import { quotedName, shellQuoted } from "../../base/printable";
import { sleep } from "../../base/abort";
import type { Wire } from "../../model/wire";

/**
 * Why a name can't be used, and the ways on, the likeliest first: a line each, for a progress display shows just one.
 *
 * @param adopting
 *  What `SINCH_ADOPT` holds already: the command that is named holds it, too.
 */
export function nameTaken(at: Location, name: string, taken: readonly Wire[], adopting?: string): string[] {
  const ids = taken.map((app) => app.id as string);
  const one =
    ids.length === 1
      ? `has an app ${quotedName(name)} already: ${ids[0]}`
      : `has ${ids.length} apps ${quotedName(name)} already: ${ids.join(", ")}`;
  const id = ids.length === 1 ? ids[0] : "<id>";
  const pairs = shellQuoted([...(adopting ? [adopting] : []), `${name}=${id}`].join(","));
  return [
    `project ${at.projectId}, region ${at.region}, ${one}. ` +
      `After an interrupted run: SINCH_ADOPT=${pairs} pulumi up`,
    "Otherwise, where the resource was renamed in the program, state its old name in `aliases`",
    `To manage an app that was made by hand, state adopt: "${id}"`,
    `For --replace or a tainted app: SINCH_ALLOW_DUPLICATE=${shellQuoted(name)} pulumi up`,
    "To have another one of that name, state allowDuplicateName: true",
  ];
}

/** Why two new resources can't both have a name. */
export function namedTwice(at: Location, name: string): string {
  return (
    `two resources of this program make an app ${quotedName(name)} in project ${at.projectId}, region ${at.region}. Name one of them ` +
    "otherwise, or state allowDuplicateName: true on it"
  );
}

/** What is said where a name is taken and may be. */
export function anotherOne(at: Location, name: string, taken: readonly Wire[]): string {
  const ids = taken.map((app) => app.id as string).join(", ");
  return `another app ${quotedName(name)} is made in project ${at.projectId}, region ${at.region}, beside ${ids}`;
}

/** How long a LIST is watched for an app whose answer was lost, in milliseconds from one look to the next. */
const LOOKS_MS: readonly number[] = [200, 500, 1_000, 2_000, 3_000, 4_000];

/** An app that was made. */
export interface Made {
  readonly app: Wire;
  /** What the user should know of it. */
  readonly note?: string;
}

/**
 * Makes an app, at most once. Where the answer is lost, the one new app that is as it was asked for is the one.
 *
 * @throws SinchError that says what is known, where none or several are.
 */
export async function make(
  client: AppsClient,
  presence: Presence,
  at: Location,
  desired: Fields,
  looksMs: readonly number[] = LOOKS_MS,
): Promise<Made> {
  const there = new Set((await presence.before(at)).map((app) => app.id));
  try {
    return { app: await client.create(at, planCreate(desired)) };
  } catch (error) {
    if (!mayHaveWorked(error)) throw error;
    let alike: readonly Wire[] = [];
    let candidates: readonly Wire[] = [];
    const until = Date.now() + looksMs.reduce((sum, ms) => sum + ms, 0);
    for (const wait of looksMs) {
      if (Date.now() > until || !(await sleep(wait, client.stop))) break;
      const apps = await client.list(at, until - Date.now()).catch((): readonly Wire[] => []);
      const isNew = (app: Wire): boolean => !there.has(app.id) && !presence.hasSeen(app.id as string);
      alike = apps.filter((app) => isNew(app) && holdsWhatWasAsked(app, desired));
      candidates = alike.filter((app) => !showsOtherSecrets(app, desired));
      if (candidates.length > 0) break;
    }
    const [only] = candidates;
    if (only && candidates.length === 1) return { app: only, note: takenAfterAll(error, desired, only) };
    throw new SinchError(
      "ERR_SINCH_UNREACHABLE",
      `${messageOf(error)}. The request may have had its effect; ${whatCameUp(client, alike, candidates)}. Run \`pulumi up\` again: ` +
        "the preview names an app of that name, if there is one by then",
      { cause: error },
    );
  }
}

function takenAfterAll(error: unknown, { displayName }: Fields, { id }: Wire): string {
  return (
    `the answer to the creation of app ${quotedName(displayName)} was lost, so app ${id} was taken for it: it is new since then, and the ` +
    "only one that holds just what was asked for. Where something else may have made such an app in the same seconds, see " +
    `whether that one is its own. The answer: ${messageOf(error)}`
  );
}

function whatCameUp(client: AppsClient, alike: readonly Wire[], candidates: readonly Wire[]): string {
  const ids = (apps: readonly Wire[]): string => apps.map(({ id }) => id).join(", ");
  if (candidates.length > 0) {
    return `${candidates.length} apps came up since that are as it was asked for (${ids(candidates)}), so none was taken`;
  }
  if (alike.length > 0)
    return `what came up since shows other secrets than were sent (${ids(alike)}), so it wasn't taken`;
  return client.stop.aborted ? "what it did couldn't be looked up any more" : "no such app came up in the meantime";
}
