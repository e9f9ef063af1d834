import { own } from "../../provider/base/values";
import type { Leaves } from "../../provider/model/leaves";
import { appType } from "../../provider/resources/app";

/** The fields that set how long the service keeps messages and conversations. */
export const RETENTION_FIELDS = ["retentionPolicy", "dispatchRetentionPolicy"] as const;

type RetentionField = (typeof RETENTION_FIELDS)[number];

/** Days for which an app's messages are kept, possibly infinite; `undefined` if unknown. */
export function retentionDays(leaves: Leaves, field: RetentionField): number | undefined {
  if (leaves.get(`${field}/retentionType`) === "PERSIST_RETENTION_POLICY") return Number.POSITIVE_INFINITY;
  const days = leaves.get(`${field}/ttlDays`) ?? own(appType.nodeAt([field, "ttlDays"]), "default");
  return typeof days === "number" ? days : undefined;
}

/** Whether leaves set a policy. */
export const statesRetention = (leaves: Leaves, field: RetentionField): boolean =>
  [...leaves.keys()].some((path) => path.startsWith(`${field}/`));

/** `30 days`, `without end`. */
export const daysInWords = (days: number): string =>
  Number.isFinite(days) ? `${days} ${days === 1 ? "day" : "days"}` : "without end";
