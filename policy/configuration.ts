import type { PolicyConfigSchema } from "@pulumi/policy";
import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import { globs, matches, stackOf } from "./stacks";

/** What every rule can be told. */
export interface Scope {
  readonly stacks: readonly string[];
  readonly exceptStacks: readonly string[];
  readonly exceptApps: readonly string[];
  readonly exceptWebhooks: readonly string[];
}

/** What a rule is about, as its messages call it. */
export type Noun = "app" | "webhook";

/** The key of the resources that a rule doesn't hold for. */
export const EXCEPT = { app: "exceptApps", webhook: "exceptWebhooks" } as const satisfies Record<Noun, keyof Scope>;

/** The keys of a rule's own configuration, each with its schema. */
export type Keys<Config> = { readonly [Key in keyof Config & string]: PolicyConfigJSONSchema };

/** The schema of a rule's whole configuration: its own keys, and those that every rule has. */
export function schemaOf(
  keys: Keys<unknown>,
  stacks: readonly string[] = ["*"],
  noun: Noun = "app",
): PolicyConfigSchema {
  return {
    properties: {
      ...keys,
      stacks: globs("Stacks that the rule holds for, as globs.", stacks),
      exceptStacks: globs("Stacks that it doesn't hold for.", []),
      [EXCEPT[noun]]: globs(`${noun === "app" ? "Apps" : "Webhooks"} that it doesn't hold for, by resource name.`, []),
    },
  };
}

/**
 * The configuration that a rule runs with. The engine has checked the values against the schema and filled in the defaults; a
 * key that isn't in the schema it passes on, and a misspelt one would leave a rule quietly at its default.
 *
 * @throws ConfigurationError
 */
export function configurationOf<Config>(
  rule: string,
  { properties }: PolicyConfigSchema,
  given: Readonly<Record<string, unknown>>,
): Config & Scope {
  const strange = Object.keys(given).filter((key) => !Object.hasOwn(properties, key));
  if (strange.length > 0) {
    const known = Object.keys(properties).join(", ");
    throw new ConfigurationError(
      `${rule}: ${strange.join(", ")} is no key of this rule's configuration; it has ${known}`,
    );
  }
  const defaults = Object.entries(properties).map(([key, schema]) => [key, schema.default] as const);
  return { ...Object.fromEntries(defaults.filter(([, value]) => value !== undefined)), ...given } as Config & Scope;
}

/** Whether a rule holds for a resource. */
export function holdsFor(
  {
    stacks,
    exceptStacks,
    exceptApps = [],
    exceptWebhooks = [],
  }: Partial<Scope> & Pick<Scope, "stacks" | "exceptStacks">,
  urn: string,
  name: string,
): boolean {
  const stack = stackOf(urn);
  return matches(stacks, stack) && !matches(exceptStacks, stack) && !matches([...exceptApps, ...exceptWebhooks], name);
}

/** A configuration that a rule can't run with. `@pulumi/policy` prints an error's stack: this one's is its message. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}
