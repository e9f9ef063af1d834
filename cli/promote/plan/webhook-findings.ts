import { calledOf } from "../../resources/resource-facts";
import type { Finding, PlannedResource, SourceRecord } from "../records/records";
import type { ResourceOutcome } from "./resource-findings";

/**
 * What speaks against a change to a webhook.
 *
 * @param app
 *  What becomes of its app, if the stack manages that: a webhook goes with its app.
 */
export function webhookFindings(
  outcome: ResourceOutcome,
  app: PlannedResource["action"] | undefined,
  source: SourceRecord,
): Finding[] {
  const { action, now, after } = outcome;
  const resource = calledOf(outcome);
  if (action === "delete" && app !== "delete") {
    const target = now && !now.isSecret("target") ? ` (${now.leaves.get("target")})` : "";
    return [
      { gate: "channel", resource, message: `it would be deleted: its app's events go to its target${target} no more` },
    ];
  }
  const found: Finding[] = [];
  if (action === "replace" && app !== "replace") {
    found.push({ gate: "replace", resource, message: "it would be replaced: the new one has another ID" });
  }
  const id = after?.app?.id;
  const other = id && source.resources.find((one) => (one.kind === "app" ? one.id : one.app?.id) === id);
  if (other) {
    const message = `its app is the same as in ${source.stack}: ${id}`;
    found.push({ gate: "same-identity", resource, message, fix: "set appId to an app of its own" });
  }
  return found;
}
