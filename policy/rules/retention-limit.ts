import { type CheckedApp, each } from "../app";
import { policyOf } from "../rule";

/** What the service does where a program states nothing. */
const SERVICE_DEFAULT_DAYS = 180;

interface Config {
  maxDays: number;
  maxDispatchDays: number;
}

/** Messages and conversations are kept no longer than some days. Can lower what is stated to the limit: level `remediate`. */
export const retentionLimit = policyOf<Config>({
  name: "sinch-app-retention-limit",
  description:
    "Messages and conversations kept longer than their purpose needs are a risk, and may be against the law.",
  enforcementLevel: "mandatory",
  configuration: {
    maxDays: {
      type: "integer",
      minimum: 1,
      maximum: 3650,
      default: 3650,
      description:
        "Longest retentionPolicy.ttlDays, in days; the service's default of 180 counts if none is set. Default: the service's own limit.",
    },
    maxDispatchDays: {
      type: "integer",
      minimum: 0,
      maximum: 7,
      default: 7,
      description:
        "Longest dispatchRetentionPolicy.ttlDays, in days; 0: not stored at all. Default: the service's own limit.",
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
    // Only a number that the program states: what is left to the service may be shorter than the limit already.
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

/** After how many days what an app keeps is gone. `undefined` where another rule has its say: nothing expires, or all is dispatched. */
function daysOf(app: CheckedApp): { stated?: number; effective: number } | undefined {
  const { retentionPolicy } = app;
  if (retentionPolicy?.retentionType === "PERSIST_RETENTION_POLICY") return undefined;
  const stated = retentionPolicy?.ttlDays;
  if (stated !== undefined) return { stated, effective: stated };
  return app.processingMode === "DISPATCH" ? undefined : { effective: SERVICE_DEFAULT_DAYS };
}
