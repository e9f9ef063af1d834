import PQueue from "p-queue";
import { messageOf } from "../../provider/base/errors";
import type { Location } from "../../provider/model/state";
import type { Shown } from "../../provider/model/wire";
import { appType } from "../../provider/resources/app";
import { webhookType } from "../../provider/resources/webhook";
import { createCollection } from "../../provider/sinch/collection";
import { createReads, type Reads } from "../../provider/sinch/reads";
import { createTransport } from "../../provider/sinch/transport";
import { lineOf } from "../cli-error";
import type { StackApp, StackContents } from "../stack";
import { obstacleOf } from "./app-report";
import { changesOf, isMarked } from "./changes";
import type { ChangeReport, UnmanagedWebhook, WebhookReport } from "./report";

/** How many webhooks are asked for at once; those of an app by one LIST. */
const AT_ONCE = 50;

/** Reads the webhooks of a stack's apps with the stack's own keys. */
export function webhookReads({ settings }: StackContents): Reads {
  const transport = createTransport(settings);
  const apps = createReads(createCollection(appType, transport));
  return createReads(createCollection(webhookType, transport), Date.now, apps);
}

/** Compares the webhooks of a stack with what the service has: one LIST an app. */
export async function webhookReports(stack: StackContents, reads: Reads): Promise<WebhookReport[]> {
  return (await lookAtWebhooks(stack, reads)).map(({ report }) => report);
}

/** A webhook of a state, set against what the service shows of it. */
export interface LookedAt {
  readonly report: WebhookReport;
  /** Absent if it is gone, or can't be read. */
  readonly live?: Shown;
}

/** {@link webhookReports}, with what the service shows. */
export async function lookAtWebhooks(stack: StackContents, reads: Reads): Promise<LookedAt[]> {
  const asking = stack.webhooks.map((webhook) => () => lookAt(stack, webhook, reads));
  return new PQueue({ concurrency: AT_ONCE }).addAll(asking);
}

async function lookAt(stack: StackContents, webhook: StackApp, reads: Reads): Promise<LookedAt> {
  const { name, urn, id, outputs } = webhook;
  const { projectId, region, target } = outputs;
  const appId = webhookType.parentOf(outputs) ?? "";
  const shown = typeof target === "string" && !isMarked(webhook, ["target"]) ? { target } : {};
  const about = { name, urn, id, appId, ...shown, projectId, region };
  const unreadable = (error: string): LookedAt => ({
    report: { ...about, status: "unreadable", error, changes: [] },
  });
  const obstacle = obstacleOf(stack, webhook);
  if (obstacle) return unreadable(obstacle);
  try {
    const live = await reads.read(outputs, id);
    if (!live) return { report: { ...about, status: "missing", changes: [] } };
    const changes = [...movedTo(appId, live), ...changesOf(webhook, live)];
    return { report: { ...about, status: changes.length > 0 ? "changed" : "in-sync", changes }, live };
  } catch (error) {
    return unreadable(stack.redactor.clean(error instanceof Error ? lineOf(error) : messageOf(error)));
  }
}

/** A webhook can be moved to another app. */
function movedTo(appId: string, live: Shown): ChangeReport[] {
  const actual = webhookType.parentOf(live) ?? appId;
  return actual === appId ? [] : [{ kind: "changed", path: "appId", field: "appId", deployed: appId, actual }];
}

/**
 * The webhooks of a stack's apps that no stack manages. What can't be listed is said of the apps already.
 *
 * @param ids
 *  Of the webhooks that stacks manage, and of the apps that don't exist any more.
 */
export async function unmanagedWebhooks(
  stack: StackContents,
  reads: Reads,
  { managed, missing }: { readonly managed: ReadonlySet<string>; readonly missing: ReadonlySet<string> },
): Promise<readonly (UnmanagedWebhook & Location)[]> {
  const apps = stack.apps.filter((app) => !missing.has(app.id) && !obstacleOf(stack, app));
  const asking = apps.map(({ id, outputs: { projectId, region } }) => async () => {
    const at = { projectId, region, appId: id };
    const all = await reads.list(at).catch((): readonly Shown[] => []);
    return all
      .filter((one) => !managed.has(one.id))
      .map((one) => ({ projectId, region, id: one.id, appId: id, target: String(one.target ?? "") }));
  });
  return (await new PQueue({ concurrency: AT_ONCE }).addAll(asking)).flat();
}
