import { isStated } from "../app";
import { policyOf } from "../rule";

/** An app sets its processing mode. */
export const processingMode = policyOf<object>({
  name: "sinch-app-processing-mode",
  description:
    "The processing mode decides how long messages are kept. If unset, it depends on when the app was created.",
  enforcementLevel: "advisory",
  configuration: {},
  check(app, { report }) {
    if (isStated(app, "processingMode")) return;
    report({
      property: "processingMode",
      limit: "set it: since April 2025 the service creates apps in DISPATCH mode, before that in CONVERSATION mode",
      key: "exceptApps",
    });
  },
});
