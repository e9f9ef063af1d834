import { type CheckedApp, each } from "../app";
import { policyOf } from "../rule";

/** The service's default if the program sets nothing. */
const SERVICE_DEFAULT_DAYS = 180;

interface Config {
  maxDays: number;
  maxDispatchDays: number;
}

/**
 * Limits how many days messages and conversations are kept. At level `remediate`, lowers the program's value to the
 * limit.
 */
export const retentionLimit = policyOf<Config>({
  name: "sinch-app-retention-limit",
  description: "Keeping messages and conversations longer than needed is a risk, and may be illegal.",
  enforcementLevel: "mandatory",
  configuration: {
    maxDays: {
      type: "integer",
      minimum: 1,
      maximum: 3650,
      default: 3650,
      description:
        "Longest retentionPolicy.ttlDays, in days; if unset, the service's default of 180 counts. Default: the service's own limit.",
    },
    maxDispatchDays: {
      type: "integer",
      minimum: 0,
      maximum: 7,
      default: 7,
      description:
        "Longest dispatchRetentionPolicy.ttlDays, in days; 0 stores nothing. Default: the service's own limit.",
    },
  },
  check(app, { config, report }) {
    const ofConversations = (): void => {
      const days = daysOf(app);
      if (days === undefined || days.effective <= config.maxDays) return;
      const instead = days.stated === undefined ? `, and the service's default is ${SERVICE_DEFAULT_DAYS}` : "";
      report({
        property: "retentionPolicy.ttlDays",
        value: days.stated,
        limit: `at most ${config.maxDays} days are allowed${instead}`,
        key: "maxDays",
      });
    };
    const ofDispatched = (): void => {
      const days = app.dispatchRetentionPolicy?.ttlDays ?? 0;
      if (days <= config.maxDispatchDays) return;
      report({
        property: "dispatchRetentionPolicy.ttlDays",
        value: days,
        limit: `at most ${config.maxDispatchDays} days are allowed`,
        key: "maxDispatchDays",
      });
    };
    each(ofConversations, ofDispatched);
  },
  remediate(app, { config }) {
    const { retentionPolicy, dispatchRetentionPolicy } = app as Writable;
    let changed = false;
    // Only lowers a number that the program sets: the service's own value may be below the limit already.
    if (retentionPolicy && isOver(retentionPolicy.ttlDays, config.maxDays)) {
      retentionPolicy.ttlDays = config.maxDays;
      changed = true;
    }
    if (dispatchRetentionPolicy && isOver(dispatchRetentionPolicy.ttlDays, config.maxDispatchDays)) {
      dispatchRetentionPolicy.ttlDays = config.maxDispatchDays;
      changed = true;
    }
    return changed;
  },
});

interface Writable {
  retentionPolicy?: { ttlDays?: unknown };
  dispatchRetentionPolicy?: { ttlDays?: unknown };
}

const isOver = (days: unknown, limit: number): boolean => typeof days === "number" && days > limit;

/**
 * Days until an app's data expires. `undefined` if another rule applies: nothing expires, or everything is dispatched.
 */
function daysOf(app: CheckedApp): { stated?: number; effective: number } | undefined {
  const { retentionPolicy } = app;
  if (retentionPolicy?.retentionType === "PERSIST_RETENTION_POLICY") return undefined;
  const stated = retentionPolicy?.ttlDays;
  if (stated !== undefined) return { stated, effective: stated };
  return app.processingMode === "DISPATCH" ? undefined : { effective: SERVICE_DEFAULT_DAYS };
}
