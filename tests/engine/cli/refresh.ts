import type { EngineEvent } from "@pulumi/pulumi/automation";
import { nameIn, parseUrn } from "../../../provider/base/urn";
import { isOurs } from "../../../tools/engine/run";
import type { TestStack } from "../../support/stack";

/** What `pulumi refresh --preview-only` says of each app, by the name of its resource. */
export interface RefreshVerdict {
  readonly apps: Readonly<Record<string, "same" | "changed" | "missing">>;
  /** How `--expect-no-changes` ends: `false` where it would fail. */
  readonly noChanges: boolean;
}

/** Asks the engine itself. */
export async function refreshPreview(test: TestStack): Promise<RefreshVerdict> {
  const events: EngineEvent[] = [];
  let noChanges = true;
  await test.stack
    .previewRefresh({ expectNoChanges: true, color: "never", onEvent: (event) => events.push(event) })
    .catch((error: Error) => {
      if (!/no changes were expected/.test(error.message)) throw error;
      noChanges = false;
    });
  const apps: Record<string, "same" | "changed" | "missing"> = {};
  for (const { resOutputsEvent } of events) {
    const metadata = resOutputsEvent?.metadata;
    if (!metadata || !isOurs(parseUrn(metadata.urn).type)) continue;
    const name = nameIn(metadata.urn);
    apps[name] = metadata.op === "delete" ? "missing" : metadata.op === "update" ? "changed" : "same";
  }
  return { apps, noChanges };
}
