import { UNKNOWN } from "../../../provider/model/secrets";
import { calledOf } from "../../resources/resource-facts";
import { refusedFor } from "../facts/gates";
import { canonical } from "../records/canonical";
import type { Finding, LastUpdate, Plan, PlannedResource, RecordedResource } from "../records/records";

/** What has become of an approved plan. */
export interface Comparison {
  /** What isn't as it was approved any more. */
  readonly moved: readonly string[];
  /** The resources of the approved plan that an earlier, interrupted run of it has done already. */
  readonly done: readonly PlannedResource[];
}

/** By this the message of an update names its plan. */
export const tieOf = ({ digest }: Pick<Plan, "digest">): string => `plan ${digest.slice(0, "sha256:".length + 16)}`;

/** Whether the last update was a run of the plan of this tie. */
export const isRunOf = (tie: string | undefined, lastUpdate: LastUpdate | undefined): boolean =>
  tie !== undefined && lastUpdate?.message.includes(tie) === true;

/**
 * Compares an approved plan with the same plan made anew, with the same salt. Where the target's last update was an earlier
 * run of the approved plan itself, a resource may also be as that was to leave it.
 *
 * @param complete
 *  Whether the preview got through: of one that didn't, nothing is known of the resources.
 */
export function compared(approved: Plan, fresh: Plan, complete = true): Comparison {
  const again = isRunOf(tieOf(approved), fresh.target.lastUpdate);
  const resources = complete ? comparedResources(approved, fresh, again) : { moved: [], done: [] };
  // An interrupted PATCH is at the service, and not in the state.
  const isOurs = ({ gate, resource }: Finding): boolean =>
    gate === "drift" && resources.done.some((one) => calledOf(one) === resource);
  return {
    moved: [
      ...movedProgram(approved, fresh),
      ...movedConfig(approved, fresh),
      ...(again ? [] : movedStack(approved, fresh)),
      ...resources.moved,
      ...(complete ? movedOthers(approved, fresh, again) : []),
      ...refusedFor(fresh.findings)
        .filter((finding) => !isOurs(finding) && !approved.findings.some((known) => sameFinding(known, finding)))
        .map(({ gate, resource, message }) => `${gate}: ${resource ? `${resource}: ` : ""}${message}`),
    ],
    done: resources.done,
  };
}

function movedProgram({ target, options }: Plan, { target: now }: Plan): string[] {
  if (target.tree?.hash !== now.tree?.hash) {
    return [`the program: planned with ${target.tree?.commit ?? "none"}, this is ${now.tree?.commit ?? "none"}`];
  }
  if (options.sameCommit && target.tree?.commit !== now.tree?.commit) {
    return [`the commit: ${target.tree?.commit} was planned, this is ${now.tree?.commit}`];
  }
  return [];
}

function movedConfig({ target: { config } }: Plan, { target: { config: now } }: Plan): string[] {
  const keys = new Set([...Object.keys(config), ...Object.keys(now)]);
  const moved = [...keys].filter((key) => config[key] !== now[key]).sort();
  return moved.length > 0 ? [`the configuration: ${moved.join(", ")}`] : [];
}

function movedStack({ target }: Plan, { target: now }: Plan): string[] {
  const [before, last] = [target.lastUpdate, now.lastUpdate];
  if (canonical(before ?? null) !== canonical(last ?? null)) {
    const what = last
      ? `${last.kind} of ${last.startTime}${last.message ? ` (${last.message.split("\n")[0]})` : ""}`
      : "none";
    return [`the stack: its last update is a different one, ${what}`];
  }
  return target.state === now.state ? [] : ["the stack: its state has changed"];
}

function comparedResources(approved: Plan, fresh: Plan, again: boolean): { moved: string[]; done: PlannedResource[] } {
  const moved: string[] = [];
  const done: PlannedResource[] = [];
  const now = new Map(fresh.resources.map((one) => [one.key, one]));
  for (const planned of approved.resources) {
    const there = now.get(planned.key);
    now.delete(planned.key);
    const what = there ? difference(planned, there) : "it no longer exists";
    if (what === undefined) continue;
    if (again && isDone(planned, there)) done.push(planned);
    else moved.push(`${planned.kind} ${planned.name}: ${what}`);
  }
  return { moved: [...moved, ...[...now.values()].map(({ kind, name }) => `${kind} ${name}: it didn't exist`)], done };
}

function difference(planned: PlannedResource, there: PlannedResource): string | undefined {
  if (planned.live !== there.live) return "it was changed at the service";
  if (!same(planned.now, there.now)) return "its deployment has changed";
  if (planned.action !== there.action) return `${there.action} instead of ${planned.action}`;
  if (!same(planned.after, there.after)) return "the program sets something else";
  return same(planned, there) ? undefined : "the request would differ";
}

/** Whether a resource is as the plan was to leave it. */
function isDone(planned: PlannedResource, there: PlannedResource | undefined): boolean {
  // One that is gone may still be in the state.
  if (planned.action === "delete") return !there || (there.action === "delete" && there.live === undefined);
  if (!there || !planned.after || there.action !== "same") return false;
  return isAsPlanned(planned.after, there.now);
}

/** Whether a resource is as it was planned, apart from what wasn't known before the update. */
export function isAsPlanned(planned: RecordedResource, now: RecordedResource | undefined): boolean {
  if (!now) return false;
  const unknown = new Set(Object.keys(planned.fields).filter((path) => planned.fields[path] === UNKNOWN));
  // The ID of what is new isn't known before, and what isn't known can turn out to be a secret.
  const known = ({ id: _, app, fields, secrets, ...rest }: RecordedResource): object => ({
    ...rest,
    ...(planned.app?.id ? { app } : {}),
    fields: Object.fromEntries(Object.entries(fields).filter(([path]) => !unknown.has(path))),
    secrets: Object.fromEntries(Object.entries(secrets).filter(([path]) => !unknown.has(path))),
  });
  return same(known(planned), known(now));
}

const same = (one: unknown, other: unknown): boolean => canonical(one ?? null) === canonical(other ?? null);

function movedOthers(approved: Plan, fresh: Plan, again: boolean): string[] {
  const planned = new Set(approved.others.map(canonical));
  const now = new Set(fresh.others.map(canonical));
  const added = [...now].filter((one) => !planned.has(one));
  const gone = again ? [] : [...planned].filter((one) => !now.has(one));
  return added.length + gone.length > 0 ? ["changes to resources that are neither apps nor webhooks"] : [];
}

const sameFinding = (one: Finding, other: Finding): boolean =>
  one.gate === other.gate && one.resource === other.resource && one.message === other.message;
