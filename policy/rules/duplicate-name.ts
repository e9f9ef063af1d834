import { policyOf } from "../rule";
import { PRODUCTION } from "../stacks";

/** `allowDuplicateName` isn't set in production stacks. */
export const duplicateName = policyOf<object>({
  name: "sinch-app-duplicate-name",
  description: "With allowDuplicateName, a repeated run can create a second app, and messages may go to the wrong one.",
  enforcementLevel: "advisory",
  stacks: PRODUCTION,
  configuration: {},
  check(app, { stack, report }) {
    if (app.allowDuplicateName !== true) return;
    report({
      property: "allowDuplicateName",
      value: true,
      limit: `it isn't allowed in stack ${JSON.stringify(stack)}`,
      key: "stacks",
    });
  },
});
