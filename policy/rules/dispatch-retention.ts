import { policyOf } from "../rule";

/** No `dispatchRetentionPolicy` without effect. */
export const dispatchRetention = policyOf<object>({
  name: "sinch-app-dispatch-retention",
  description: "A retention policy without effect suggests that messages are deleted although they are kept.",
  enforcementLevel: "advisory",
  configuration: {},
  check(app, { report }) {
    // If unset, the service chooses the mode: new apps are in DISPATCH mode.
    if (app.dispatchRetentionPolicy === undefined || app.processingMode !== "CONVERSATION") return;
    report({
      property: "dispatchRetentionPolicy.ttlDays",
      value: app.dispatchRetentionPolicy.ttlDays ?? 0,
      limit: `it has no effect with processingMode "CONVERSATION": set retentionPolicy instead, or processingMode "DISPATCH"`,
      key: "exceptApps",
    });
  },
});
