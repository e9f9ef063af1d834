import { calledOf, keyOf, kindOf } from "../../resources/resource-facts";
import type { EngineEvent } from "../engine/engine";
import { isSame } from "../engine/proposal";
import type { OutcomeRun, Plan, PlannedResource, ResourceStatus } from "../records/records";

/** How far an update is. It goes by the resources' keys: those of different components can share a name. */
export class Progress {
  /** What the update is to change. */
  readonly open: readonly PlannedResource[];
  /** Whether the engine has begun with a resource. */
  begun = false;
  readonly #status = new Map<string, ResourceStatus>();

  /** @param say tells how far it is. */
  constructor(
    private readonly stack: string,
    resources: readonly PlannedResource[],
    private readonly say: (line: string) => void,
  ) {
    this.open = resources.filter(({ action }) => action !== "same");
  }

  /** Takes note of what the engine reports. */
  readonly follow = (event: EngineEvent): void => {
    const steps = [event.resourcePreEvent, event.resOutputsEvent, event.resOpFailedEvent];
    const metadata = steps.find((step) => step !== undefined)?.metadata;
    if (!metadata || isSame({ ...metadata, operations: [metadata.op] })) return;
    this.begun ||= metadata.type !== "pulumi:pulumi:Stack" && !metadata.type.startsWith("pulumi:providers:");
    const key = kindOf(metadata.type) ? keyOf(this.stack, metadata.urn) : undefined;
    const planned = this.open.find((one) => one.key === key);
    if (!planned || event.resourcePreEvent || !isLast(planned, metadata.op)) return;
    this.#status.set(planned.key, event.resOpFailedEvent ? "failed" : "done");
    this.say(
      `${this.done.length} of ${this.open.length}: ${calledOf(planned)} ${event.resOpFailedEvent ? "failed" : "done"}`,
    );
  };

  /** What is done. */
  get done(): readonly PlannedResource[] {
    return this.open.filter((one) => this.isDone(one));
  }

  /** Whether a resource of the plan, or of the same plan made anew, is done. */
  readonly isDone = ({ key }: PlannedResource): boolean => this.#status.get(key) === "done";

  /** @param before what an earlier run did. */
  statuses({ resources }: Plan, before: readonly PlannedResource[]): OutcomeRun["resources"] {
    return resources.map((one) => ({
      name: calledOf(one),
      action: one.action,
      status:
        this.#status.get(one.key) ?? (one.action === "same" || before.includes(one) ? "as planned" : "not reached"),
    }));
  }
}

/** A replacement is done when its last step is. */
const isLast = ({ action }: PlannedResource, operation: string): boolean =>
  action !== "replace" || operation === "replace" || operation === "delete-replaced";
