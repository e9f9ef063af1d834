import { policyOf } from "../rule";

/** No `dispatchRetentionPolicy` where it has no effect. */
export const dispatchRetention = policyOf<object>({
  name: "sinch-app-dispatch-retention",
  description: "A retention policy without effect makes readers believe that messages are deleted which are kept.",
  enforcementLevel: "advisory",
  configuration: {},
  check(app, { report }) {
    // Unset, the mode is up to the service: new apps are in DISPATCH mode.
    if (app.dispatchRetentionPolicy === undefined || app.processingMode !== "CONVERSATION") return;
    report({
      property: "dispatchRetentionPolicy.ttlDays",
      value: app.dispatchRetentionPolicy.ttlDays ?? 0,
      limit: `set retentionPolicy instead, or processingMode "DISPATCH": it has no effect with "CONVERSATION"`,
      key: "exceptApps",
    });
  },
});
