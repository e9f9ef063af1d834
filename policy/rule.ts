import type {
  EnforcementLevel,
  PolicyResourceOptions,
  ResourceValidationArgs,
  ResourceValidationPolicy,
} from "@pulumi/policy";
import type { CheckedApp } from "./app";
import { remediation, validate } from "./both-forms";
import { configurationOf, holdsFor, type Keys, type Noun, type Scope, schemaOf } from "./configuration";
import { stackOf } from "./stacks";
import { type Violation, violationText } from "./violation";
import type { CheckedWebhook } from "./webhook";

/**
 * A rule for single apps or webhooks. `Config` is its own configuration; each rule also has `stacks`, `exceptStacks`
 * and `exceptApps`.
 */
export interface Rule<Config, Checked = CheckedApp> {
  /** Unique among the policies of a pack, and the rule's key in a configuration file. */
  readonly name: string;
  /** What the rule prevents. */
  readonly description: string;
  readonly enforcementLevel: EnforcementLevel;
  readonly configuration: Keys<Config>;
  /** Stacks that it applies to, unless the configuration names others. @default all */
  readonly stacks?: readonly string[];
  /**
   * Reports a resource's violations. Reading a value unknown at preview throws; the rule may let that error through.
   */
  check(resource: Checked, context: Context<Config>): void;
  /** Fixes a resource in place, if that is safe. @returns whether there was something to change. */
  remediate?(resource: Checked, context: Pick<Context<Config>, "config">): boolean;
}

/** What a rule knows besides the resource. */
export interface Context<Config> {
  readonly config: Config & Scope;
  readonly opts: PolicyResourceOptions;
  readonly stack: string;
  report(violation: Violation<keyof (Config & Scope) & string>): void;
}

/** Creates a policy from a rule for apps, usable in any pack. */
export const policyOf = <Config>(rule: Rule<Config>): ResourceValidationPolicy => policyFor(rule, "app");

/** Creates a policy from a rule for webhooks. */
export const webhookPolicyOf = <Config>(rule: Rule<Config, CheckedWebhook>): ResourceValidationPolicy =>
  policyFor(rule, "webhook");

function policyFor<Config, Checked>(rule: Rule<Config, Checked>, noun: Noun): ResourceValidationPolicy {
  const { name, description, enforcementLevel, configuration, stacks, check, remediate } = rule;
  const configSchema = schemaOf(configuration, stacks, noun);
  const configFor = (args: ResourceValidationArgs): (Config & Scope) | undefined => {
    const config = configurationOf<Config>(name, configSchema, args.getConfig());
    return holdsFor(config, args.urn, args.name) ? config : undefined;
  };
  const policy: ResourceValidationPolicy = {
    name,
    description,
    enforcementLevel,
    configSchema,
    validateResource: validate<Checked>(noun, (resource, args, reportViolation) => {
      const config = configFor(args);
      if (!config) return;
      check(resource, {
        config,
        opts: args.opts,
        stack: stackOf(args.urn),
        report: (violation) => reportViolation(violationText(name, args.name, violation, noun)),
      });
    }),
  };
  if (!remediate) return policy;
  return {
    ...policy,
    remediateResource: remediation<Checked>(noun, (resource, args) => {
      const config = configFor(args);
      return config && remediate(resource, { config }) ? resource : undefined;
    }),
  };
}
