import { contentDigest } from "./canonical";
import { PLAN_SCHEMA, type Sealed } from "./records";

/**
 * What the digest of a record covers: all of it, but for the time of a plan. Two plans of equal inputs have one digest, so that an approval
 * holds for both.
 */
function contentOf(record: { readonly schema: string }): object {
  const { digest, madeAt, ...rest } = record as { readonly digest?: string; readonly madeAt?: string; schema: string };
  return record.schema === PLAN_SCHEMA ? rest : { ...rest, madeAt };
}

/** Puts the digest of its content on a record. */
export function sealed<R extends Sealed<string>>(record: Omit<R, "digest">): R {
  const { schema, ...rest } = record as Omit<R, "digest"> & { readonly schema: string };
  return { schema, digest: contentDigest(contentOf(record as { schema: string })), ...rest } as unknown as R;
}

/** Whether a record is as it was written. */
export function isSealed(record: Sealed<string>): boolean {
  return record.digest === contentDigest(contentOf(record));
}
