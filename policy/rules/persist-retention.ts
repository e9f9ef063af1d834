import { policyOf } from "../rule";

/** `PERSIST_RETENTION_POLICY` only in stacks listed in `exceptStacks`. */
export const persistRetention = policyOf<object>({
  name: "sinch-app-persist-retention",
  description: "With PERSIST_RETENTION_POLICY, nothing is ever deleted, so personal messages accumulate without limit.",
  enforcementLevel: "advisory",
  configuration: {},
  check(app, { report }) {
    const value = app.retentionPolicy?.retentionType;
    if (value !== "PERSIST_RETENTION_POLICY") return;
    report({
      property: "retentionPolicy.retentionType",
      value,
      limit: "it is allowed only in stacks listed as exceptions",
      key: "exceptStacks",
    });
  },
});
