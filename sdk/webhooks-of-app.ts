import * as pulumi from "@pulumi/pulumi";
import { webhookType } from "../provider";
import { refuserOf } from "./refusals";
import { WEBHOOK } from "./resource-class";

const ofApps = new WeakMap<object, number>();

/**
 * Refuses a sixth webhook of a new app, whose ID isn't known before the preview ends. For an app with a known ID, the
 * provider counts. @throws RunError of one line.
 */
export function refuseSixth(name: string, appId: unknown): void {
  if (!pulumi.Output.isInstance(appId)) return;
  const count = (ofApps.get(appId) ?? 0) + 1;
  ofApps.set(appId, count);
  const { most = count } = webhookType.definition.unique ?? {};
  if (count > most)
    refuserOf(WEBHOOK, name)(`it is webhook ${count} of its app in this program, and an app can have ${most}`);
}
