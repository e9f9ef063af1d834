import { codeIn, mayHaveHadEffect } from "../../../provider/base/errors";
import { CliError, lineOf } from "../../cli-error";
import { calledOf, countedKinds } from "../../resources/resource-facts";
import type { SelectedStack } from "../../stack";
import { up } from "../engine/engine";
import { failureOf, isViolation } from "../engine/proposal";
import { refusedFor } from "../facts/gates";
import { compared, isRunOf, tieOf } from "../plan/moved";
import { engineFlags, type Prepared, preparePlan } from "../plan/plan";
import { Outcome } from "../records/outcome";
import type { Plan, PlannedResource } from "../records/records";
import { Refusal, Stopped } from "../records/refusal";
import { mayHaveWritten } from "./half-way";
import { Progress } from "./progress";
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
        ? "Run the same command with SINCH_ADOPT as named above: it adopts what an earlier run of this plan created"
        : "Create a new plan and have it approved";
    throw new Refusal(
      `stack ${selected.name} has changed since the plan was approved: ${what}`,
      `Nothing was written. ${way}`,
    );
  }
  const progress = new Progress(selected.name, fresh.plan.resources, say);
  const isOpen = progress.open.length > 0 || fresh.plan.others.length > 0;
  if (!isOpen && done.length === 0) return undefined;
  // A run that failed is followed by one that succeeds, also where nothing is left to do: the history is a gate of the next promotion.
  const failedBefore = done.length > 0 && fresh.plan.target.lastUpdate?.result !== "succeeded";

  const outcome = new Outcome(options.record, approved, progress.statuses(approved, done), now());
  try {
    if (isOpen || failedBefore) await update(selected, approved, fresh, progress, say);
    say("verifying: refresh, drift, pending operations");
    const proof = await prove(selected, fresh, messageFor(approved));
    outcome.close("done", progress.statuses(approved, done), proof, now());
    const before = done.filter((one) => !progress.isDone(one));
    return { done: namesOf(progress.done), before: namesOf(before), proof };
  } catch (error) {
    const how = error instanceof Stopped ? "stopped" : "nothing written";
    outcome.close(how, progress.statuses(approved, done), lineOf(error), now());
    throw error;
  }
}

function madeAnew(selected: SelectedStack, approved: Plan, say: ApplyOptions["say"]): Promise<Prepared> {
  say("recomputing the plan");
  const { source, options, digests, madeAt } = approved;
  return preparePlan(selected, { source, options, digests, resumes: tieOf(approved), now: () => new Date(madeAt) });
}

async function update(
  selected: SelectedStack,
  approved: Plan,
  { plan, proposal, target }: Prepared,
  progress: Progress,
  say: ApplyOptions["say"],
): Promise<void> {
  const { open } = progress;
  say(`pulumi up, ${countedKinds(open)}`);
  const run = await up(selected.pulumi, selected.name, engineFlags(plan.options), {
    plan: proposal?.plan ?? "",
    message: messageFor(approved),
    onEvent: progress.follow,
  });
  if (run.ok) return;
  const why = target.contents.redactor.clean(failureOf(run));
  const { done, begun } = progress;
  // Then it was only to follow a run that had failed with everything done.
  const earlier = open.length === 0 && plan.others.length === 0;
  const uncertain = run.errors.some(({ message }) => mayHaveHadEffect(codeIn(message)));
  if (done.length === 0 && !earlier && !(begun && (uncertain || (await mayHaveWritten(selected, plan))))) {
    const message = `stack ${selected.name}: nothing was written: ${why}`;
    throw run.errors.some(isViolation) ? new Refusal(message, "Create a new plan") : new CliError(message);
  }
  const rest = namesOf(open.filter((one) => !progress.isDone(one)));
  const what =
    rest.length > 0
      ? `stack ${selected.name} stopped half-way: ${why}. Done: ${namesOf(done).join(", ") || "none for certain"}. Not done: ${rest.join(", ")}`
      : `stack ${selected.name} has all apps and webhooks done, but the update failed: ${why}`;
  throw new Stopped(what, "Running the same command again finishes it");
}

/** What Pulumi's own history says of the update. */
function messageFor(plan: Plan): string {
  const commit = plan.target.tree ? `, commit ${plan.target.tree.commit}` : "";
  return `sinch-apps promote: ${plan.source.stack} → ${plan.target.stack}, ${tieOf(plan)}${commit}`;
}

const namesOf = (resources: readonly PlannedResource[]): string[] => resources.map(calledOf);
