import type { AppsClient } from "./client";
import type { Location } from "./config";
import { ApiError, SinchError } from "./errors";
import { type Fields, type Leaves, leavesOf, sameLeaf, splitPath } from "./leaves";
import { type Patch, planCreate, planPatch } from "./plan-patch";
import type { Presence } from "./presence";
import { escaped, quotedName, shellQuoted } from "./printable";
import { isSecret, listKeys, secretFields } from "./schema";
import { UNKNOWN } from "./secrets";
import { sleep } from "./waiting";
import { fromWire, type Wire } from "./wire";

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

/** What is said where a name is taken and may be. */
export function anotherOne(at: Location, name: string, taken: readonly Wire[]): string {
  const ids = taken.map((app) => app.id as string).join(", ");
  return `another app ${quotedName(name)} is made in project ${at.projectId}, region ${at.region}, beside ${ids}`;
}

/** What of an app the program states, as it is there. */
function statedOf(live: Leaves, desired: Leaves): Leaves {
  return new Map([...desired.keys()].flatMap((path) => (live.has(path) ? [[path, live.get(path)] as const] : [])));
}

/** Why an app can't be adopted: it has items that the program doesn't state, and a list is replaced as a whole. */
export function lossByAdopting(app: Wire, desired: Fields): string | undefined {
  const [live, wanted] = [leavesOf(fromWire(app) as Fields), leavesOf(desired)];
  const lost = [...wanted].flatMap(([path, keys]) => {
    const there = listKeys(path) ? live.get(path) : undefined;
    return Array.isArray(there) && Array.isArray(keys)
      ? there.filter((key) => !keys.includes(key)).map((key) => `${path}: ${key}`)
      : [];
  });
  if (lost.length === 0) return undefined;
  return (
    `app ${app.id} has what the program doesn't state, and would lose it by being adopted: ${lost.join(", ")}. ` +
    "State it in the program, or remove it from the app first"
  );
}

/** Takes over an app: a PATCH of just what differs, none where nothing does. @returns the app as it is afterwards. */
export async function adopt(client: AppsClient, at: Location, app: Wire, desired: Fields, salt: string): Promise<Wire> {
  const loss = lossByAdopting(app, desired);
  if (loss) throw new SinchError("ERR_SINCH_CONFLICT", loss);
  const patch = patchOfAdoption(app, desired, salt);
  return patch ? client.update(at, app.id as string, patch.updateMask, patch.body) : app;
}

function patchOfAdoption(app: Wire, desired: Fields, salt: string): Patch | undefined {
  const live = leavesOf(fromWire(app) as Fields);
  const leaves = statedOf(live, leavesOf(desired));
  return planPatch({ leaves, echoes: {}, salt }, desired, live);
}

/**
 * What adopting an app would change, for the preview, which shows the creation of a resource and nothing of the app that is there.
 * What fields hold that can't hold a secret is shown: `retentionPolicy.ttlDays 180 → 1`.
 *
 * @throws SinchError `ERR_SINCH_CONFLICT` where it would be refused.
 */
export function changesByAdopting(app: Wire, desired: Fields): string {
  const patch = patchOfAdoption(app, desired, "");
  if (!patch) return "nothing of it is changed";
  const [live, wanted] = [leavesOf(fromWire(app) as Fields), leavesOf(desired)];
  const changed = [...wanted].filter(([path, value]) => !sameLeaf(value, live.get(path)));
  return `that changes ${changed.map(([path, value]) => changeOf(path, live.get(path), value)).join(", ") || patch.updateMask.join(", ")}`;
}

function changeOf(path: string, from: unknown, to: unknown): string {
  const [field = "", ...below] = splitPath(path);
  if (secretFields.includes(field)) return below.length > 0 ? `${field}: ${below.join(".")}` : `${field}: the order`;
  const shown = (value: unknown): string =>
    value === UNKNOWN ? "unknown yet" : escaped(JSON.stringify(value ?? null));
  return `${[field, ...below].join(".")} ${shown(from)} → ${shown(to)}`;
}

/** How long a LIST is watched for an app whose answer was lost, in milliseconds from one look to the next. */
export const LOOKS_MS: readonly number[] = [200, 500, 1_000, 2_000, 3_000, 4_000];

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
  const shown = leavesOf(fromWire(app) as Fields);
  return [...leavesOf(desired)].every(
    ([path, value]) => (isSecret(splitPath(path)) && !listKeys(path)) || sameLeaf(shown.get(path), value),
  );
}
