/**
 * Whether an error is the one that `@pulumi/policy` throws when a policy reads a value unknown at preview. A policy
 * that lets it through ends with a note that it couldn't run, and the engine checks again before it sends anything.
 * Recognised by its mark instead of its class, since an organisation's pack may have its own copy of `@pulumi/policy`.
 */
export function isUnknown(error: unknown): boolean {
  return error instanceof Error && "unknownTypeSentinel" in error;
}
