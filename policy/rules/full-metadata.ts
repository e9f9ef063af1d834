import { policyOf } from "../rule";

/** `FULL` metadata reports only in stacks listed in `exceptStacks`. */
export const fullMetadata = policyOf<object>({
  name: "sinch-app-full-metadata",
  description:
    "FULL reports copy a conversation's metadata into callbacks, and from there into logs and other systems.",
  enforcementLevel: "advisory",
  configuration: {},
  check(app, { report }) {
    const value = app.conversationMetadataReportView;
    if (value !== "FULL") return;
    report({
      property: "conversationMetadataReportView",
      value,
      limit: "it is allowed only in stacks listed as exceptions",
      key: "exceptStacks",
    });
  },
});
