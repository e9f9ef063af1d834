import type { AppsClient } from "../../sinch/collection";
import type { Location } from "../../sinch/settings";
import { SinchError } from "../../base/errors";
import { type Fields, type Leaves, leavesOf, leavesOfField, leavesShown, sameLeaf, splitPath } from "../../model/leaves";
import { type Patch, planPatch } from "../../model/patch";
import { escaped } from "../../base/printable";
import { isSecret, listKeys, secretFields } from "../../model/resource-type";
import { UNKNOWN } from "../../model/secrets";
import type { Wire } from "../../model/wire";

/** What of an app the program states, as it is there. */
function statedOf(live: Leaves, desired: Leaves): Leaves {
  return new Map([...desired.keys()].flatMap((path) => (live.has(path) ? [[path, live.get(path)] as const] : [])));
}

/** Why an app can't be adopted: it has items that the program doesn't state, and a list is replaced as a whole. */
export function lossByAdopting(app: Wire, desired: Fields): string | undefined {
  const [live, wanted] = [leavesShown(app), leavesOf(desired)];
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
  const live = leavesShown(app);
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
  const [live, wanted] = [leavesShown(app), leavesOf(desired)];
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

/**
 * What a program states of an app exactly as the app is already, whatever its secrets are: an app that is adopted may keep
 * what this schema doesn't know, a newer channel, say.
 */
export function statedAsThere(app: Wire, desired: Fields): Fields {
  const live = leavesShown(app);
  const stated: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(desired)) {
    const wanted = leavesOf({ [field]: value });
    const keys = listKeys(field) ? wanted.get(field) : undefined;
    if (Array.isArray(keys) && Array.isArray(value)) {
      stated[field] = value.filter((_, index) => isAsThere(leavesOfField(wanted, `${field}/${keys[index]}`), live));
    } else if (isAsThere(wanted, live)) {
      stated[field] = value;
    }
  }
  return stated;
}

function isAsThere(wanted: Leaves, live: Leaves): boolean {
  return [...wanted].every(([path, value]) => sameLeaf(value, live.get(path)) || isSecret(splitPath(path)));
}
