import { RE2JS } from "re2js";
import { ConfigurationError } from "../configuration";
import { policyOf } from "../rule";
import { firstFor, perStack } from "../stacks";

interface Config {
  patterns: { stacks: string[]; pattern: string }[];
}

const name = "sinch-app-display-name";

/** Display names follow a pattern, stack by stack. */
export const displayName = policyOf<Config>({
  name,
  description: "Apps of several stacks share one project, and are told apart there by their names alone.",
  enforcementLevel: "mandatory",
  configuration: {
    patterns: perStack(
      "Regular expressions (RE2) that the whole or a part of a display name has to match; the first entry whose stacks match counts.",
      "pattern",
      { type: "string", minLength: 1 },
    ),
  },
  check(app, { config, stack, report }) {
    const entry = firstFor(config.patterns, stack);
    if (!entry || expression(entry.pattern).matcher(app.displayName).find()) return;
    report({
      property: "displayName",
      value: app.displayName,
      limit: `in stack ${JSON.stringify(stack)} it has to match ${entry.pattern}`,
      key: "patterns",
    });
  },
});

/** RE2's syntax: it takes time in proportion to the name's length, whatever the pattern. */
function expression(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    const why = (error as Error).message.replace(/^error parsing regexp: /, "");
    throw new ConfigurationError(
      `${name}: patterns: ${JSON.stringify(pattern)} is no regular expression (RE2): ${why}`,
    );
  }
}
