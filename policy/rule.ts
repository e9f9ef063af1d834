import {
  type EnforcementLevel,
  type PolicyResourceOptions,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  remediateResourceOfType,
  validateResourceOfType,
} from "@pulumi/policy";
import { App } from "../sdk";
import type { CheckedApp } from "./app";
import { configurationOf, holdsFor, type Keys, type Scope, schemaOf } from "./configuration";
import { stackOf } from "./stacks";
import { type Violation, violationText } from "./violation";

/** A rule about single apps. `Config` is its own configuration; each rule also has `stacks`, `exceptStacks` and `exceptApps`. */
export interface Rule<Config> {
  /** Unique among the policies of a pack, and the rule's key in a configuration file. */
  readonly name: string;
  /** What the rule protects from. */
  readonly description: string;
  readonly enforcementLevel: EnforcementLevel;
  readonly configuration: Keys<Config>;
  /** Stacks that it holds for where the configuration names none. @default all */
  readonly stacks?: readonly string[];
  /** Reports what is wrong with an app. Reading what isn't known yet at preview throws, which may be let through. */
  check(app: CheckedApp, context: Context<Config>): void;
  /** Puts an app right, in place, where that is safe. @returns whether there was something to change. */
  remediate?(app: CheckedApp, context: Pick<Context<Config>, "config">): boolean;
}

/** What a rule knows beside the app. */
export interface Context<Config> {
  readonly config: Config & Scope;
  readonly opts: PolicyResourceOptions;
  readonly stack: string;
  report(violation: Violation<keyof (Config & Scope) & string>): void;
}

/** Makes a policy of a rule, for any pack. */
export function policyOf<Config>(rule: Rule<Config>): ResourceValidationPolicy {
  const { name, description, enforcementLevel, configuration, stacks, check, remediate } = rule;
  const configSchema = schemaOf(configuration, stacks);
  const configFor = (args: ResourceValidationArgs): (Config & Scope) | undefined => {
    const config = configurationOf<Config>(name, configSchema, args.getConfig());
    return holdsFor(config, args.urn, args.name) ? config : undefined;
  };
  const policy: ResourceValidationPolicy = {
    name,
    description,
    enforcementLevel,
    configSchema,
    validateResource: validateResourceOfType(App, (app, args, reportViolation) => {
      const config = configFor(args);
      if (!config) return;
      check(app as unknown as CheckedApp, {
        config,
        opts: args.opts,
        stack: stackOf(args.urn),
        report: (violation) => reportViolation(violationText(name, args.name, violation)),
      });
    }),
  };
  if (!remediate) return policy;
  return {
    ...policy,
    remediateResource: remediateResourceOfType(App, (app, args) => {
      const config = configFor(args);
      return config && remediate(app as unknown as CheckedApp, { config }) ? app : undefined;
    }),
  };
}
