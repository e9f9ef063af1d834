import type { ResourceValidation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { App, Webhook } from "../sdk";

type Remediation = NonNullable<ResourceValidationPolicy["remediateResource"]>;

/** The types of a resource, in its dynamic and native form. */
const TYPES = {
  app: [App.__pulumiType, "sinch:conversation:App"],
  webhook: [Webhook.__pulumiType, "sinch:conversation:Webhook"],
} as const;

/** Whether a type is an app or a webhook, in either form. */
export const isOurs = (noun: keyof typeof TYPES, type: string): boolean =>
  (TYPES[noun] as readonly string[]).includes(type);

/** Checks resources of both forms: a rule for only one would let the other's resources pass. */
export function validate<Checked>(
  noun: keyof typeof TYPES,
  check: (resource: Checked, args: ResourceValidationArgs, report: Parameters<ResourceValidation>[1]) => void,
): ResourceValidation {
  return (args, report) => {
    if (!isOurs(noun, args.type)) return args.notApplicable(`not a ${noun}`);
    check(args.props as Checked, args, report);
  };
}

/** Remediates resources of both forms. */
export function remediation<Checked>(
  noun: keyof typeof TYPES,
  remediate: (resource: Checked, args: ResourceValidationArgs) => Checked | undefined,
): Remediation {
  return (args) => {
    if (!isOurs(noun, args.type)) return args.notApplicable(`not a ${noun}`);
    return remediate(args.props as Checked, args) as Record<string, unknown> | undefined;
  };
}
