import { nameIn } from "../../../provider/base/urn";
import type { Known } from "../../../provider/model/comparison";
import { driftOf } from "../../../provider/model/drift";
import { desiredOf, fieldsOf, leavesOf } from "../../../provider/model/leaves";
import { planPatch } from "../../../provider/model/patch";
import { knownFrom } from "../../../provider/model/state";
import { updateMaskOf } from "../../../provider/model/wire";
import { appType } from "../../../provider/resources/app";
import { isAppType, type StackContents } from "../../stack";
import type { Proposal, Step } from "../engine/proposal";
import { type AppFacts, keyOf } from "../facts/app-facts";
import type { Survey, SurveyedApp } from "../facts/survey";
import type { PlannedApp } from "../records/records";
import type { AppOutcome } from "./app-findings";

/** What becomes of an app, with where it stands. */
export interface FullOutcome extends AppOutcome {
  readonly key: string;
  readonly id?: string;
  readonly updateMask?: readonly string[];
  /** The app as the service shows it, in memory. */
  readonly shown?: AppFacts;
}

/** What the engine would do to each app of the target, in the engine's order. */
export function outcomesOf(target: Survey, { steps }: Proposal, overwriteDrift: boolean): FullOutcome[] {
  const { contents } = target;
  const lookedUp = new Set(contents.lookedUp.map(({ urn }) => urn));
  return steps
    .filter(({ type, urn, operations }) => isAppType(type) && !lookedUp.has(urn) && !operations.includes("read"))
    .map((step) => outcomeOf(contents, step, surveyed(target, step), overwriteDrift));
}

const surveyed = (target: Survey, { urn, old }: Step): SurveyedApp | undefined =>
  target.apps.find(({ facts, urn: known }) => known === (old?.urn ?? urn) && (!old?.id || facts.id === old.id));

function outcomeOf(
  contents: StackContents,
  { urn, operations, after, adopts }: Step,
  app: SurveyedApp | undefined,
  overwriteDrift: boolean,
): FullOutcome {
  const action = actionOf(operations, adopts !== undefined);
  const known = app && knownNow(contents, app, overwriteDrift);
  const isNew = action === "create" || action === "adopt";
  const now = app && known && !isNew ? { ...app.facts, leaves: known.leaves } : undefined;
  const patch =
    action === "update" && known && after
      ? planPatch(appType, known, desiredOf(appType, fieldsOf(appType, after.leaves)))
      : undefined;
  const id = action === "adopt" ? adopts : now?.id;
  const live = app?.live && !isNew ? leavesOf(appType, app.live) : undefined;
  return {
    key: keyOf(contents.name, urn),
    name: nameIn(urn),
    action,
    ...(id ? { id } : {}),
    ...(now ? { now } : {}),
    ...(after && action !== "delete" ? { after } : {}),
    ...(action === "update" ? { updateMask: patch ? updateMaskOf(appType, patch.mask).split(",") : [] } : {}),
    ...(live ? { live } : {}),
    ...(live && app ? { shown: shownFacts(app) as AppFacts } : {}),
  };
}

/** An app as the service shows it; `undefined` where it is gone. */
export const shownFacts = ({ facts, live }: SurveyedApp): AppFacts | undefined =>
  live && { ...facts, leaves: new Map([...leavesOf(appType, live)].filter(([path]) => isManaged(facts, path))) };

/** What nobody set and this version doesn't know may change by itself. */
const isManaged = ({ leaves }: AppFacts, path: string): boolean =>
  !path.startsWith(`${appType.openField}/`) || leaves.has(path);

/** What the state knows of an app, after a refresh where drift is to be overwritten. */
function knownNow(contents: StackContents, { urn, live }: SurveyedApp, overwriteDrift: boolean): Known | undefined {
  const app = contents.apps.find((one) => one.urn === urn);
  if (!app) return undefined;
  const known = knownFrom(appType, app.outputs);
  if (!overwriteDrift || !live) return known;
  const { leaves, fingerprints } = driftOf(appType, known, leavesOf(appType, live));
  return { ...known, leaves, fingerprints };
}

const REPLACING = ["replace", "create-replacement", "delete-replaced", "discard-replaced"];

function actionOf(operations: readonly string[], adopts: boolean): PlannedApp["action"] {
  if (operations.some((operation) => REPLACING.includes(operation))) return "replace";
  if (operations.includes("create")) return adopts ? "adopt" : "create";
  if (operations.includes("update")) return "update";
  return operations.some((operation) => operation.startsWith("delete")) ? "delete" : "same";
}
