import { codeIn, mayHaveHadEffect } from "../../../provider/base/errors";
import { nameIn } from "../../../provider/base/urn";
import { CliError, lineOf } from "../../cli-error";
import { APP_TYPE, type SelectedStack } from "../../stack";
import { counted } from "../../terminal";
import { type EngineEvent, up } from "../engine/engine";
import { failureOf, isSame, isViolation } from "../engine/proposal";
import { refusedFor } from "../facts/gates";
import { compared, isRunOf, tieOf } from "../plan/moved";
import { engineFlags, type Prepared, preparePlan } from "../plan/plan";
import { Outcome } from "../records/outcome";
import type { AppStatus, OutcomeRun, Plan, PlannedApp } from "../records/records";
import { Refusal, Stopped } from "../records/refusal";
import { mayHaveWritten } from "./half-way";
import { prove } from "./proof";

/** How a plan is carried out. */
export interface ApplyOptions {
  /** Where the record of it goes. */
  readonly record: string;
  /** Says how far it is. */
  readonly say: (line: string) => void;
  /** The plan as it was made a moment ago, in this process, with nobody asked in between. */
  readonly prepared?: Prepared;
  readonly now?: () => Date;
}

/** What was done. */
export interface Applied {
  readonly done: readonly string[];
  readonly before: readonly string[];
  /** What the proof found. */
  readonly proof: string;
}

/**
 * Carries out an approved plan: makes it anew, refuses where anything has moved, updates, and proves the outcome.
 *
 * @returns what was done; `undefined` where there is nothing to do.
 * @throws Refusal where something has moved; Stopped where it didn't get through.
 */
export async function applyPlan(
  selected: SelectedStack,
  approved: Plan,
  options: ApplyOptions,
): Promise<Applied | undefined> {
  const { say, now = () => new Date() } = options;
  const fresh = options.prepared ?? (await madeAnew(selected, approved, say));
  const { moved, done } = compared(approved, fresh.plan, fresh.proposal?.complete === true);
  if (moved.length > 0) {
    const what = moved.join("; ");
    const again = isRunOf(tieOf(approved), fresh.plan.target.lastUpdate);
    const way =
      again && refusedFor(fresh.plan.findings).some(({ code }) => code === "ERR_SINCH_NAME_IN_USE")
        ? "What an earlier run of this plan made is taken over by the same command, with SINCH_ADOPT as it is named above"
        : "Make the plan anew, and have it approved";
    throw new Refusal(
      `stack ${selected.name} isn't as it was when the plan was approved: ${what}`,
      `Nothing was written. ${way}`,
    );
  }
  const open = fresh.plan.apps.filter(({ action }) => action !== "same");
  if (open.length === 0 && fresh.plan.others.length === 0 && done.length === 0) return undefined;
  // A run that failed is followed by one that succeeds, also where nothing is left to do: the history is a gate of the next promotion.
  const failedBefore = done.length > 0 && fresh.plan.target.lastUpdate?.result !== "succeeded";

  const outcome = new Outcome(options.record, approved, statuses(approved, done, new Map()), now());
  const status = new Map<string, AppStatus>();
  try {
    if (open.length > 0 || fresh.plan.others.length > 0 || failedBefore)
      await update(selected, approved, fresh, { ...options, status });
    say("proving it: refresh, drift, pending operations");
    const proof = await prove(selected, fresh, messageFor(approved));
    outcome.close("done", statuses(approved, done, status), proof, now());
    const doneNow = namesWith(status, "done");
    return { done: doneNow, before: done.filter((name) => !doneNow.includes(name)), proof };
  } catch (error) {
    const how = error instanceof Stopped ? "stopped" : "nothing written";
    outcome.close(how, statuses(approved, done, status), lineOf(error), now());
    throw error;
  }
}

function madeAnew(selected: SelectedStack, approved: Plan, say: ApplyOptions["say"]): Promise<Prepared> {
  say("making the plan anew");
  const { source, options, digests, madeAt } = approved;
  return preparePlan(selected, { source, options, digests, resumes: tieOf(approved), now: () => new Date(madeAt) });
}

async function update(
  selected: SelectedStack,
  approved: Plan,
  { plan, proposal, target }: Prepared,
  { say, status }: ApplyOptions & { readonly status: Map<string, AppStatus> },
): Promise<void> {
  const open = new Map(plan.apps.filter(({ action }) => action !== "same").map((app) => [app.name, app]));
  let begun = false;
  const follow = (event: EngineEvent): void => {
    const steps = [event.resourcePreEvent, event.resOutputsEvent, event.resOpFailedEvent];
    const metadata = steps.find((step) => step !== undefined)?.metadata;
    if (!metadata || isSame({ ...metadata, operations: [metadata.op] })) return;
    begun ||= metadata.type !== "pulumi:pulumi:Stack" && !metadata.type.startsWith("pulumi:providers:");
    const app = metadata.type === APP_TYPE ? open.get(nameIn(metadata.urn)) : undefined;
    if (!app || !isLast(app, metadata.op)) return;
    if (event.resOutputsEvent) status.set(app.name, "done");
    if (event.resOpFailedEvent) status.set(app.name, "failed");
    if (!event.resourcePreEvent) {
      const count = [...status.values()].filter((one) => one === "done").length;
      say(`${count} of ${open.size}: ${app.name} ${event.resOpFailedEvent ? "failed" : "done"}`);
    }
  };
  say(`pulumi up, ${counted(open.size, "app")}`);
  const message = messageFor(approved);
  const run = await up(selected.pulumi, selected.name, engineFlags(plan.options), {
    plan: proposal?.plan ?? "",
    message,
    onEvent: follow,
  });
  if (run.ok) return;
  const why = target.contents.redactor.clean(failureOf(run));
  const done = namesWith(status, "done");
  // Then it was only to follow a run that had failed with everything done.
  const earlier = open.size === 0 && plan.others.length === 0;
  const uncertain = run.errors.some(({ message }) => mayHaveHadEffect(codeIn(message)));
  if (done.length === 0 && !earlier && !(begun && (uncertain || (await mayHaveWritten(selected, plan))))) {
    const message = `stack ${selected.name}: nothing was written: ${why}`;
    throw run.errors.some(isViolation) ? new Refusal(message, "Make the plan anew") : new CliError(message);
  }
  const rest = [...open.keys()].filter((name) => !done.includes(name));
  const what =
    rest.length > 0
      ? `stack ${selected.name} stopped half-way: ${why}. Done: ${done.join(", ") || "none for certain"}. Not done: ${rest.join(", ")}`
      : `stack ${selected.name} has all apps done, but the update failed: ${why}`;
  throw new Stopped(what, "Running the same command again finishes it");
}

/** A replacement is done when its last step is. */
const isLast = ({ action }: PlannedApp, operation: string): boolean =>
  action !== "replace" || operation === "replace" || operation === "delete-replaced";

/** What Pulumi's own history says of the update. */
function messageFor(plan: Plan): string {
  const commit = plan.target.tree ? `, commit ${plan.target.tree.commit}` : "";
  return `sinch-apps promote: ${plan.source.stack} → ${plan.target.stack}, ${tieOf(plan)}${commit}`;
}

const namesWith = (status: ReadonlyMap<string, AppStatus>, wanted: AppStatus): string[] =>
  [...status].filter(([, one]) => one === wanted).map(([name]) => name);

function statuses(plan: Plan, before: readonly string[], status: ReadonlyMap<string, AppStatus>): OutcomeRun["apps"] {
  return plan.apps.map(({ name, action }) => ({
    name,
    action,
    status: status.get(name) ?? (action === "same" || before.includes(name) ? "as planned" : "not reached"),
  }));
}
