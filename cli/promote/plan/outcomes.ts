import { parseUrn } from "../../../provider/base/urn";
import type { Known } from "../../../provider/model/comparison";
import { driftOf } from "../../../provider/model/drift";
import { desiredOf, fieldsOf, leavesOf } from "../../../provider/model/leaves";
import { planPatch } from "../../../provider/model/patch";
import { knownFrom } from "../../../provider/model/state";
import { updateMaskOf } from "../../../provider/model/wire";
import { keyOf, kindOf, type ResourceFacts, TYPES } from "../../resources/resource-facts";
import type { StackContents } from "../../stack";
import type { Proposal, Step } from "../engine/proposal";
import type { Survey, SurveyedResource } from "../facts/survey";
import type { Kind, PlannedResource } from "../records/records";
import type { ResourceOutcome } from "./resource-findings";

/** What becomes of a resource, with where it stands. */
export interface FullOutcome extends ResourceOutcome {
  readonly key: string;
  readonly id?: string;
  readonly updateMask?: readonly string[];
  /** As the service shows it, in memory. */
  readonly shown?: ResourceFacts;
}

/** What the engine would do to each app and webhook of the target, in the engine's order. */
export function outcomesOf(target: Survey, { steps }: Proposal, overwriteDrift: boolean): FullOutcome[] {
  const { contents } = target;
  const lookedUp = new Set(contents.lookedUp.map(({ urn }) => urn));
  return steps.flatMap((step) => {
    const kind = kindOf(step.type);
    if (!kind || lookedUp.has(step.urn) || step.operations.includes("read")) return [];
    return [outcomeOf(contents, kind, step, surveyed(target, step), overwriteDrift)];
  });
}

const surveyed = (target: Survey, { urn, old }: Step): SurveyedResource | undefined =>
  target.resources.find(({ facts, urn: known }) => known === (old?.urn ?? urn) && (!old?.id || facts.id === old.id));

function outcomeOf(
  contents: StackContents,
  kind: Kind,
  { urn, operations, after, adopts }: Step,
  found: SurveyedResource | undefined,
  overwriteDrift: boolean,
): FullOutcome {
  const action = actionOf(operations, adopts !== undefined);
  const type = TYPES[kind];
  const known = found && knownNow(contents, found, overwriteDrift);
  const isNew = action === "create" || action === "adopt";
  const now = found && known && !isNew ? { ...found.facts, leaves: known.leaves } : undefined;
  const patch =
    action === "update" && known && after
      ? planPatch(type, known, desiredOf(type, fieldsOf(type, after.leaves)))
      : undefined;
  const id = action === "adopt" ? adopts : now?.id;
  const live = found?.live && !isNew ? leavesOf(type, found.live) : undefined;
  return {
    key: keyOf(contents.name, urn),
    kind,
    name: parseUrn(urn).name,
    action,
    ...(id ? { id } : {}),
    ...(now ? { now } : {}),
    ...(after && action !== "delete" ? { after } : {}),
    ...(action === "update" ? { updateMask: patch ? updateMaskOf(type, patch.mask).split(",") : [] } : {}),
    ...(live ? { live } : {}),
    ...(live && found ? { shown: shownFacts(found) as ResourceFacts } : {}),
  };
}

/** A resource as the service shows it; `undefined` where it is gone. */
export const shownFacts = ({ facts, live }: SurveyedResource): ResourceFacts | undefined =>
  live && {
    ...facts,
    leaves: new Map([...leavesOf(TYPES[facts.kind], live)].filter(([path]) => isManaged(facts, path))),
  };

/** What nobody set and this version doesn't know may change by itself. */
const isManaged = ({ kind, leaves }: ResourceFacts, path: string): boolean =>
  !path.startsWith(`${TYPES[kind].openField}/`) || leaves.has(path);

/** What the state knows of a resource, after a refresh where drift is to be overwritten. */
function knownNow(
  contents: StackContents,
  { urn, live }: SurveyedResource,
  overwriteDrift: boolean,
): Known | undefined {
  const kept = [...contents.apps, ...contents.webhooks].find((one) => one.urn === urn);
  if (!kept) return undefined;
  const known = knownFrom(kept.type, kept.outputs);
  if (!overwriteDrift || !live) return known;
  const { leaves, fingerprints } = driftOf(kept.type, known, leavesOf(kept.type, live));
  return { ...known, leaves, fingerprints };
}

const REPLACING = ["replace", "create-replacement", "delete-replaced", "discard-replaced"];

function actionOf(operations: readonly string[], adopts: boolean): PlannedResource["action"] {
  if (operations.some((operation) => REPLACING.includes(operation))) return "replace";
  if (operations.includes("create")) return adopts ? "adopt" : "create";
  if (operations.includes("update")) return "update";
  return operations.some((operation) => operation.startsWith("delete")) ? "delete" : "same";
}
