import { policyOf } from "../rule";

/** `FULL` metadata reports only in the stacks of `exceptStacks`. */
export const fullMetadata = policyOf<object>({
  name: "sinch-app-full-metadata",
  description:
    "Full reports carry all of a conversation's metadata into callbacks, and so into logs and other systems.",
  enforcementLevel: "advisory",
  configuration: {},
  check(app, { report }) {
    const value = app.conversationMetadataReportView;
    if (value !== "FULL") return;
    report({
      property: "conversationMetadataReportView",
      value,
      limit: "it is allowed only in the stacks named as exceptions",
      key: "exceptStacks",
    });
  },
});
