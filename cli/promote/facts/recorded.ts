import { UNKNOWN } from "../../../provider/model/secrets";
import { isUnset, type ResourceFacts } from "../../resources/resource-facts";
import type { RecordedResource } from "../records/records";
import type { SecretDigests } from "../records/secret-digests";

/** A resource as it may stand in a record. */
export async function recorded(facts: ResourceFacts, digests: SecretDigests): Promise<RecordedResource> {
  const fields: Record<string, unknown> = {};
  const secrets: Record<string, string> = {};
  for (const [path, value] of facts.leaves) {
    if (isUnset(value)) continue;
    // An output that isn't known before the update can't be told apart from another one.
    if (value === UNKNOWN) fields[path] = UNKNOWN;
    else if (facts.isSecret(path)) secrets[path] = await digests.of(placeOf(facts.key, path), value);
    else fields[path] = value;
  }
  const { key, kind, name, id, projectId, region, app } = facts;
  return { key, kind, name, ...(id ? { id } : {}), projectId, region, ...(app ? { app } : {}), fields, secrets };
}

/** Where a secret is, for its digest. */
export const placeOf = (key: string, path: string): string => `resource ${key} ${path}`;
