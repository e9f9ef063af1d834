import { sameLeaf } from "../../../provider/model/comparison";
import { HIDDEN } from "../../report";
import { ownKind, TYPES } from "../../resources/resource-facts";
import { recorded } from "../facts/recorded";
import { contentDigest } from "../records/canonical";
import type { Finding, LeafChange, PlannedResource, RecordedResource } from "../records/records";
import type { SecretDigests } from "../records/secret-digests";
import type { FullOutcome } from "./outcomes";

/** What is to happen to a resource, as a plan keeps it. */
export async function plannedResource(
  outcome: FullOutcome,
  source: RecordedResource | undefined,
  shared: readonly Finding[],
  digests: SecretDigests,
): Promise<PlannedResource> {
  const { key, kind, name, id, action, updateMask } = outcome;
  const [now, after, shown] = await Promise.all(
    [outcome.now, outcome.after, outcome.shown].map((facts) => facts && recorded(facts, digests)),
  );
  return {
    key,
    kind,
    name,
    ...(id ? { id } : {}),
    action,
    ...(updateMask ? { updateMask } : {}),
    ...(now ? { now } : {}),
    ...(after ? { after } : {}),
    changes: action === "same" || action === "delete" ? [] : changesOf(outcome, source, shared),
    ...(shown ? { live: contentDigest(shown) } : {}),
  };
}

/**
 * The leaves that change, and whether they become what the source has.
 *
 * @param shared
 *  What was found to be the source's, and should be the target's own.
 */
export function changesOf(
  { kind, now, after }: Pick<FullOutcome, "kind" | "now" | "after">,
  source: RecordedResource | undefined,
  shared: readonly Finding[],
): LeafChange[] {
  const isShared = (path: string): boolean => shared.some((found) => found.path === path);
  const paths = new Set([...(now?.leaves.keys() ?? []), ...(after?.leaves.keys() ?? [])]);
  return [...paths].flatMap((path): LeafChange[] => {
    const [before, then] = [now?.leaves.get(path), after?.leaves.get(path)];
    // The list of channels says that already.
    if (TYPES[kind].isKey(path) || sameLeaf(before, then)) return [];
    if (now?.isSecret(path) || after?.isSecret(path)) {
      return [{ path, ...hidden("now", before), ...hidden("after", then), kind: isShared(path) ? "source" : "own" }];
    }
    const asInSource = source !== undefined && sameLeaf(source.fields[path], then);
    const isOwn = ownKind(kind, path, then ?? before) !== undefined;
    const from = isShared(path) ? "source" : asInSource ? "promoted" : isOwn ? "own" : "other";
    return [{ path, ...shown("now", before), ...shown("after", then), kind: from }];
  });
}

const hidden = (name: string, value: unknown): object =>
  value === undefined || value === "" ? {} : { [name]: HIDDEN };

const shown = (name: string, value: unknown): object => (value === undefined ? {} : { [name]: value });
