import type { Shown } from "../../model/wire";
import { type Arguments, absent, inOrder, isText, type Place, quoted, wrong } from "../looked-up";
import { webhookType } from "./index";

/** The criterion for a webhook look-up. @throws SinchError unless it is the ID, or app and target. */
export function wantedWebhook({ id, appId, target }: Arguments): { readonly id?: string; readonly target?: string } {
  const [byId, byApp, byTarget] = [id, appId, target].map(isText);
  if (byApp !== byTarget || byId === byApp) {
    throw wrong("set either id, or appId and target, as non-empty strings");
  }
  return byId ? { id: id as string } : { target: target as string };
}

/** @throws SinchError unless the app whose webhooks are looked up is set. */
export function assertOwner({ appId }: Arguments): void {
  if (!isText(appId)) throw wrong("set appId, as a non-empty string");
}

/** Looks up a webhook. @throws SinchError if it doesn't exist. */
export async function findWebhook(place: Place, args: Arguments): Promise<Shown> {
  const { id, target } = wantedWebhook(args);
  const found = id === undefined ? (await place.list()).find((one) => one.target === target) : await place.get(id);
  if (!found) throw absent(`${where(place)} has no webhook ${id ?? quoted(target)}`);
  return found;
}

/** Looks up the webhooks of an app, oldest first. */
export async function findWebhooks(place: Place, args: Arguments): Promise<readonly Shown[]> {
  assertOwner(args);
  return inOrder(await place.list());
}

function where({ at }: Place): string {
  const appId = webhookType.parentOf(at);
  return `project ${at.projectId}, region ${at.region},${appId === undefined ? "" : ` app ${appId}`}`;
}
