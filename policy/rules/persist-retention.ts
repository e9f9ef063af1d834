import { policyOf } from "../rule";

/** `PERSIST_RETENTION_POLICY` only in the stacks of `exceptStacks`. */
export const persistRetention = policyOf<object>({
  name: "sinch-app-persist-retention",
  description: "Under PERSIST_RETENTION_POLICY nothing is ever deleted, so personal messages pile up without end.",
  enforcementLevel: "advisory",
  configuration: {},
  check(app, { report }) {
    const value = app.retentionPolicy?.retentionType;
    if (value !== "PERSIST_RETENTION_POLICY") return;
    report({
      property: "retentionPolicy.retentionType",
      value,
      limit: "it is allowed only in the stacks named as exceptions",
      key: "exceptStacks",
    });
  },
});
