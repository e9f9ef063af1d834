import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";
import picomatch from "picomatch";
import { parseUrn } from "../provider/base/urn";

const matchers = new Map<string, (name: string) => boolean>();

/** Whether a name matches one of several globs, such as `prod-*` or `{dev,test}-??`. */
export function matches(globs: readonly string[], name: string): boolean {
  const key = JSON.stringify(globs);
  const known = matchers.get(key);
  const matcher = known ?? picomatch([...globs], { dot: true, bash: true });
  if (!known) matchers.set(key, matcher);
  return matcher(name);
}

/** The stack name in a resource's URN. */
export const stackOf = (urn: string): string => parseUrn(urn).stack;

/** Stacks that count as production, unless the configuration says otherwise. */
export const PRODUCTION = ["prod", "prod-*", "*-prod", "production", "production-*", "*-production"];

/** The schema of a list of globs. */
export function globs(description: string, names: readonly string[]): PolicyConfigJSONSchema {
  return { type: "array", items: { type: "string", minLength: 1 }, description, default: [...names] };
}

/** The schema of a list of entries, each for the stacks that it names. {@link firstFor} finds a stack's entry. */
export function perStack(description: string, name: string, schema: PolicyConfigJSONSchema): PolicyConfigJSONSchema {
  const entry: PolicyConfigJSONSchema = {
    type: "object",
    required: ["stacks", name],
    additionalProperties: false,
    properties: { stacks: { type: "array", minItems: 1, items: { type: "string", minLength: 1 } }, [name]: schema },
  };
  return { type: "array", items: entry, description, default: [] };
}

/** The first entry whose globs match a stack. */
export function firstFor<T extends { readonly stacks: readonly string[] }>(
  entries: readonly T[],
  stack: string,
): T | undefined {
  return entries.find(({ stacks }) => matches(stacks, stack));
}
