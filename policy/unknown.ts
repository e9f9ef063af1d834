/**
 * Whether an error is what `@pulumi/policy` throws when a policy reads a value that isn't known yet at preview. A policy
 * that lets it through ends with a note that it couldn't be run; the engine asks it again before it sends anything. By its
 * mark, not its class: an organisation's pack may have a copy of `@pulumi/policy` of its own.
 */
export function isUnknown(error: unknown): boolean {
  return error instanceof Error && "unknownTypeSentinel" in error;
}
