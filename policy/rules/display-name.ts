import { RE2JS } from "re2js";
import { compilePattern } from "../../provider/base/name-pattern";
import { ConfigurationError } from "../configuration";
import { policyOf } from "../rule";
import { firstFor, perStack } from "../stacks";

interface Config {
  patterns: { stacks: string[]; pattern: string }[];
}

const name = "sinch-app-display-name";

/** Display names match a pattern, per stack. */
export const displayName = policyOf<Config>({
  name,
  description: "Apps of several stacks share a project, and only their names tell them apart.",
  enforcementLevel: "mandatory",
  configuration: {
    patterns: perStack(
      "Regular expressions (RE2) that a display name must match, in whole or in part; the first entry whose stacks match applies.",
      "pattern",
      { type: "string", minLength: 1 },
    ),
  },
  check(app, { config, stack, report }) {
    const entry = firstFor(config.patterns.map(compiled), stack);
    if (!entry || entry.matches(app.displayName)) return;
    report({
      property: "displayName",
      value: app.displayName,
      limit: `it must match ${entry.pattern} in stack ${JSON.stringify(stack)}`,
      key: "patterns",
    });
  },
});

const known = new Map<string, (name: string) => boolean>();

/** Compiles every entry, not just the one for this stack, so that a mistake shows at the first app of any stack. */
function compiled<T extends { readonly pattern: string }>(
  entry: T,
  index: number,
): T & { matches: (name: string) => boolean } {
  const { pattern } = entry;
  try {
    const matches = known.get(pattern) ?? compilePattern(pattern, RE2JS);
    known.set(pattern, matches);
    return { ...entry, matches };
  } catch (error) {
    throw new ConfigurationError(`${name}: patterns[${index}].pattern: ${(error as Error).message}`);
  }
}
