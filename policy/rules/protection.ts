import { policyOf } from "../rule";
import { PRODUCTION } from "../stacks";

/** Apps in production stacks are protected from deletion. */
export const protection = policyOf<object>({
  name: "sinch-app-protection",
  description: "Deleting an app also deletes its ID, conversations and channel set-up; they can't be restored.",
  enforcementLevel: "advisory",
  stacks: PRODUCTION,
  configuration: {},
  check(_app, { opts, stack, report }) {
    if (opts.protect) return;
    report({
      property: "the resource option protect",
      value: false,
      limit: `it must be true in stack ${JSON.stringify(stack)}`,
      key: "stacks",
    });
  },
});
