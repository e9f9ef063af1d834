import { contentDigest } from "./canonical";
import type { Sealed } from "./records";

/** Puts the digest of its content on a record. */
export function sealed<R extends Sealed<string>>(record: Omit<R, "digest">): R {
  const { schema, ...rest } = record as Omit<R, "digest"> & { readonly schema: string };
  return { schema, digest: contentDigest(record), ...rest } as unknown as R;
}

/** Whether a record is as it was written. */
export function isSealed(record: Sealed<string>): boolean {
  const { digest, ...rest } = record;
  return digest === contentDigest(rest);
}
