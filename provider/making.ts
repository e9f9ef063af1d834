import type { AppsClient } from "./client";
import type { Location } from "./config";
import { ApiError, SinchError } from "./errors";
import { type Fields, leavesOf, leavesShown, sameLeaf, splitPath } from "./leaves";
import { planCreate } from "./plan-patch";
import type { Presence } from "./presence";
import { quotedName, shellQuoted } from "./printable";
import { isSecret, listKeys } from "./schema";
import { sleep } from "./waiting";
import type { Wire } from "./wire";

/**
 * Why a name can't be used, and the ways on.
 *
 * @param adopting
 *  What `SINCH_ADOPT` holds already: the command that is named holds it, too.
 */
export function nameTaken(at: Location, name: string, taken: readonly Wire[], adopting?: string): string {
  const ids = taken.map((app) => app.id as string);
  const one =
    ids.length === 1
      ? `has an app ${quotedName(name)} already: ${ids[0]}`
      : `has ${ids.length} apps ${quotedName(name)} already: ${ids.join(", ")}`;
  const id = ids.length === 1 ? ids[0] : "<id>";
  const pairs = shellQuoted([...(adopting ? [adopting] : []), `${name}=${id}`].join(","));
  return (
    `project ${at.projectId}, region ${at.region}, ${one}. ` +
    `After an interrupted run: SINCH_ADOPT=${pairs} pulumi up. ` +
    "Where the resource was renamed in the program, state its old name in `aliases`. " +
    `To manage an app that was made by hand, state adopt: "${id}". ` +
    `For --replace or a tainted app: SINCH_ALLOW_DUPLICATE=${shellQuoted(name)} pulumi up. ` +
    "To have another one of that name, state allowDuplicateName: true"
  );
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
): Promise<Wire> {
  const there = new Set((await presence.before(at)).map((app) => app.id));
  try {
    return await client.create(at, planCreate(desired));
  } catch (error) {
    if (!mayHaveWorked(error)) throw error;
    let candidates: readonly Wire[] = [];
    const until = Date.now() + looksMs.reduce((sum, ms) => sum + ms, 0);
    for (const wait of looksMs) {
      if (Date.now() > until || !(await sleep(wait, client.stop))) break;
      const apps = await client.list(at, until - Date.now()).catch((): readonly Wire[] => []);
      candidates = apps.filter(
        (app) => !there.has(app.id) && !presence.hasSeen(app.id as string) && isAsAsked(app, desired),
      );
      if (candidates.length > 0) break;
    }
    const [only] = candidates;
    if (only && candidates.length === 1) return only;
    const what = only
      ? `${candidates.length} apps came up since that are as it was asked for (${candidates.map(({ id }) => id).join(", ")}), so none was taken`
      : client.stop.aborted
        ? "what it did couldn't be looked up any more"
        : "no such app came up in the meantime";
    throw new SinchError(
      "ERR_SINCH_UNREACHABLE",
      `${(error as Error).message}. The request may have had its effect; ${what}. Run \`pulumi up\` again: the preview names ` +
        "an app of that name, if there is one by then",
      { cause: error },
    );
  }
}

const WITHOUT_EFFECT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_PROXY_|ERR_TLS|ERR_SSL|CERT|.*_CERT|UNABLE_TO)/;

/** Whether a POST that failed can have made an app all the same. */
function mayHaveWorked(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500;
  if (!(error instanceof SinchError)) return false;
  if (error.code === "ERR_SINCH_RESPONSE") return true;
  const code = (error.cause as { code?: string } | undefined)?.code ?? "";
  return error.code === "ERR_SINCH_UNREACHABLE" && !WITHOUT_EFFECT.test(code);
}

/** Whether an app is as it was asked for, as far as the service shows it: a secret can be hidden or exchanged. */
function isAsAsked(app: Wire, desired: Fields): boolean {
  const shown = leavesShown(app);
  return [...leavesOf(desired)].every(
    ([path, value]) => (isSecret(splitPath(path)) && !listKeys(path)) || sameLeaf(shown.get(path), value),
  );
}
