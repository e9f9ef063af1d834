import type { PolicyConfigSchema } from "@pulumi/policy";
import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import { globs, matches, stackOf } from "./stacks";

/** Configuration that every rule accepts. */
export interface Scope {
  readonly stacks: readonly string[];
  readonly exceptStacks: readonly string[];
  readonly exceptApps: readonly string[];
  readonly exceptWebhooks: readonly string[];
}

/** What a rule applies to, as its messages call it. */
export type Noun = "app" | "webhook";

/** The key for resources exempt from a rule. */
export const EXCEPT = { app: "exceptApps", webhook: "exceptWebhooks" } as const satisfies Record<Noun, keyof Scope>;

/** The keys of a rule's own configuration, with their schemas. */
export type Keys<Config> = { readonly [Key in keyof Config & string]: PolicyConfigJSONSchema };

/** The schema of a rule's whole configuration: its own keys and the common ones. */
export function schemaOf(
  keys: Keys<unknown>,
  stacks: readonly string[] = ["*"],
  noun: Noun = "app",
): PolicyConfigSchema {
  return {
    properties: {
      ...keys,
      stacks: globs("Stacks that the rule applies to, as globs.", stacks),
      exceptStacks: globs("Exempt stacks, as globs.", []),
      [EXCEPT[noun]]: globs(`Exempt ${noun}s, as globs of resource names.`, []),
    },
  };
}

/**
 * The configuration of a rule. The engine has checked the values against the schema and filled in defaults. But it
 * passes on unknown keys, so a misspelt one would silently leave the default in effect.
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
      `${rule}: ${strange.join(", ")} is not a key of this rule's configuration; allowed: ${known}`,
    );
  }
  const defaults = Object.entries(properties).map(([key, schema]) => [key, schema.default] as const);
  return { ...Object.fromEntries(defaults.filter(([, value]) => value !== undefined)), ...given } as Config & Scope;
}

/** Whether a rule applies to a resource. */
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

/** Invalid configuration of a rule. `@pulumi/policy` prints an error's stack, so this error's stack is its message. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}
