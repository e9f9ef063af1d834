import { createCollection } from "../../../provider/sinch/collection";
import { createTransport } from "../../../provider/sinch/transport";
import { TYPES } from "../../resources/resource-facts";
import type { SelectedStack, StackContents } from "../../stack";
import { recorded } from "../facts/recorded";
import { type SurveyedResource, surveyResources } from "../facts/survey";
import { shownFacts } from "../plan/outcomes";
import { contentDigest } from "../records/canonical";
import type { Plan, PlannedResource } from "../records/records";
import { SecretDigests } from "../records/secret-digests";

/** Whether a failed update may have changed something at the service. What can't be told may be so. */
export async function mayHaveWritten(selected: SelectedStack, before: Plan): Promise<boolean> {
  if (before.others.length > 0) return true;
  try {
    const contents = await selected.read();
    const { resources } = await surveyResources(contents);
    const digests = new SecretDigests(before.digests);
    for (const planned of before.resources) {
      const { action, live, id } = planned;
      if (action === "create") {
        if (await isThere(contents, planned, resources)) return true;
      } else if (action !== "same") {
        const found = resources.find(({ facts }) => facts.id === id);
        const shown = found && shownFacts(found);
        if (!shown || contentDigest(await recorded(shown, digests)) !== live) return true;
      }
    }
    return false;
  } catch {
    return true;
  }
}

/** Whether the service has something that looks like what was to be created, and that the stack doesn't know. */
async function isThere(
  { settings }: StackContents,
  { kind, after }: PlannedResource,
  resources: readonly SurveyedResource[],
): Promise<boolean> {
  if (!after) return false;
  const type = TYPES[kind];
  const { identity } = type.definition;
  // A webhook whose app isn't known is that of a new app, which is looked for by itself.
  if (kind === "webhook" && after.app?.id === undefined) return false;
  const at = { ...after, ...(type.parentField ? { [type.parentField]: after.app?.id } : {}) };
  const known = new Set(resources.map(({ facts }) => facts.id));
  const all = await createCollection(type, createTransport(settings)).list(at);
  return all.some((one) => one[identity] === after.fields[identity] && !known.has(one.id));
}
