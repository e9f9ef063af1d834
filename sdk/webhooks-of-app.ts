import * as pulumi from "@pulumi/pulumi";
import { webhookType } from "../provider";
import { refuserOf } from "./refusals";
import { WEBHOOK } from "./resource-class";

const ofApps = new WeakMap<object, number>();

/** The provider counts the webhooks of an app whose ID is known; that of a new one is so only after the preview. @throws RunError of one line. */
export function refuseSixth(name: string, appId: unknown): void {
  if (!pulumi.Output.isInstance(appId)) return;
  const count = (ofApps.get(appId) ?? 0) + 1;
  ofApps.set(appId, count);
  const { most = count } = webhookType.definition.unique ?? {};
  if (count > most)
    refuserOf(WEBHOOK, name)(`it is webhook ${count} of its app in this program, and an app can have ${most}`);
}
