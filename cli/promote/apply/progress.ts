import { isAppType } from "../../stack";
import type { EngineEvent } from "../engine/engine";
import { isSame } from "../engine/proposal";
import { keyOf } from "../facts/app-facts";
import type { AppStatus, OutcomeRun, Plan, PlannedApp } from "../records/records";

/** How far an update is. It goes by the apps' keys: apps of different components can share a name. */
export class Progress {
  /** The apps that the update is to change. */
  readonly open: readonly PlannedApp[];
  /** Whether the engine has begun with a resource. */
  begun = false;
  readonly #status = new Map<string, AppStatus>();

  /** @param say tells how far it is. */
  constructor(
    private readonly stack: string,
    apps: readonly PlannedApp[],
    private readonly say: (line: string) => void,
  ) {
    this.open = apps.filter(({ action }) => action !== "same");
  }

  /** Takes note of what the engine reports. */
  readonly follow = (event: EngineEvent): void => {
    const steps = [event.resourcePreEvent, event.resOutputsEvent, event.resOpFailedEvent];
    const metadata = steps.find((step) => step !== undefined)?.metadata;
    if (!metadata || isSame({ ...metadata, operations: [metadata.op] })) return;
    this.begun ||= metadata.type !== "pulumi:pulumi:Stack" && !metadata.type.startsWith("pulumi:providers:");
    const key = isAppType(metadata.type) ? keyOf(this.stack, metadata.urn) : undefined;
    const app = this.open.find((one) => one.key === key);
    if (!app || event.resourcePreEvent || !isLast(app, metadata.op)) return;
    this.#status.set(app.key, event.resOpFailedEvent ? "failed" : "done");
    this.say(`${this.done.length} of ${this.open.length}: ${app.name} ${event.resOpFailedEvent ? "failed" : "done"}`);
  };

  /** The apps that are done. */
  get done(): readonly PlannedApp[] {
    return this.open.filter((app) => this.isDone(app));
  }

  /** Whether an app of the plan, or of the same plan made anew, is done. */
  readonly isDone = ({ key }: PlannedApp): boolean => this.#status.get(key) === "done";

  /** @param before the apps that an earlier run did. */
  statuses({ apps }: Plan, before: readonly PlannedApp[]): OutcomeRun["apps"] {
    return apps.map((app) => ({
      name: app.name,
      action: app.action,
      status:
        this.#status.get(app.key) ?? (app.action === "same" || before.includes(app) ? "as planned" : "not reached"),
    }));
  }
}

/** A replacement is done when its last step is. */
const isLast = ({ action }: PlannedApp, operation: string): boolean =>
  action !== "replace" || operation === "replace" || operation === "delete-replaced";
