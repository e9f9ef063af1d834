/**
 * The keys under which a state keeps bookkeeping. Pulumi hides keys with this prefix, and from CLI 3.274 policies don't
 * see them.
 */
export const KEPT = "__kept";
export const ECHOES = "__echoes";
