import type { ResourceValidation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { App, Webhook } from "../sdk";

type Remediation = NonNullable<ResourceValidationPolicy["remediateResource"]>;

/** The types of a resource, in its dynamic and its native form. */
const TYPES = {
  app: [App.__pulumiType, "sinch:conversation:App"],
  webhook: [Webhook.__pulumiType, "sinch:conversation:Webhook"],
} as const;

/** Whether a type is that of an app, or a webhook, in either form. */
export const isOurs = (noun: keyof typeof TYPES, type: string): boolean =>
  (TYPES[noun] as readonly string[]).includes(type);

/** A check of resources in both forms: a rule for one of them would let those of the other pass. */
export function validate<Checked>(
  noun: keyof typeof TYPES,
  check: (resource: Checked, args: ResourceValidationArgs, report: Parameters<ResourceValidation>[1]) => void,
): ResourceValidation {
  return (args, report) => {
    if (!isOurs(noun, args.type)) return args.notApplicable(`not a ${noun}`);
    check(args.props as Checked, args, report);
  };
}

/** What puts resources of both forms right. */
export function remediation<Checked>(
  noun: keyof typeof TYPES,
  remediate: (resource: Checked, args: ResourceValidationArgs) => Checked | undefined,
): Remediation {
  return (args) => {
    if (!isOurs(noun, args.type)) return args.notApplicable(`not a ${noun}`);
    return remediate(args.props as Checked, args) as Record<string, unknown> | undefined;
  };
}
