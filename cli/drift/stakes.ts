import type { Change } from "../../provider/model/drift";
import { type Leaves, splitPath } from "../../provider/model/leaves";
import type { ResourceType } from "../../provider/model/resource-type";
import { webhookType } from "../../provider/resources/webhook";
import { daysInWords, RETENTION_FIELDS, retentionDays } from "../stack/retention";

/**
 * What is lost for as long as a change stays, `undefined` if nothing is.
 *
 * @param deployed
 *  The resource as deployed.
 * @param shown
 *  The resource as the service shows it.
 */
export function stakeOf(
  type: ResourceType,
  { kind, path }: Change,
  deployed: Leaves,
  shown: Leaves,
): string | undefined {
  const [field = "", key] = splitPath(path);
  if (kind === "removed") return `channel ${key} is gone`;
  if (type === webhookType) return path === "secret" && !shown.get(path) ? "events are no longer signed" : undefined;
  const policy = RETENTION_FIELDS.find((one) => one === field);
  if (policy === undefined) return undefined;
  const [before, now] = [retentionDays(deployed, policy), retentionDays(shown, policy)];
  if (before === undefined || now === undefined || now >= before) return undefined;
  return `messages older than ${daysInWords(now)} are being deleted`;
}
