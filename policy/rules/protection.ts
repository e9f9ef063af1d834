import { policyOf } from "../rule";
import { PRODUCTION } from "../stacks";

/** Apps of production stacks are protected from deletion. */
export const protection = policyOf<object>({
  name: "sinch-app-protection",
  description: "A deleted app takes its id, conversations and channel set-up with it; nothing brings them back.",
  enforcementLevel: "advisory",
  stacks: PRODUCTION,
  configuration: {},
  check(_app, { opts, stack, report }) {
    if (opts.protect) return;
    report({
      property: "the resource option protect",
      value: false,
      limit: `in stack ${JSON.stringify(stack)} it must be true`,
      key: "stacks",
    });
  },
});
