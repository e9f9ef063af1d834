import { quotedName } from "../../../provider/base/printable";
import { idsFor } from "../../../provider/lifecycle/creation/adopt-pairs";
import { identitiesIn } from "../../../provider/model/identities";
import { leavesOf } from "../../../provider/model/leaves";
import { byKey } from "../../../provider/model/path";
import { appType } from "../../../provider/resources/app";
import type { Location } from "../../../provider/sinch/settings";
import { lookInto, type Place, placeName } from "../../drift/place";
import type { Survey } from "../facts/survey";
import type { Finding } from "../records/records";
import type { FullOutcome } from "./outcomes";

/** An app that has an identity, and what it is called. */
interface Holder {
  readonly called: string;
  readonly outcome?: FullOutcome;
}

/**
 * The senders and the like that an app of the target would have together with another one of its project and region.
 *
 * @param adopting
 *  SINCH_ADOPT of the run: what it names is the new app itself.
 */
export async function sharedInTarget(
  target: Pick<Survey, "contents" | "places">,
  all: readonly FullOutcome[],
  adopting = "",
): Promise<Finding[]> {
  const outcomes = all.filter(({ kind }) => kind === "app");
  const planned = new Set(
    outcomes.flatMap((outcome) => [outcome.id, outcome.now?.id, ...adopteesOf(outcome, adopting)]),
  );
  const holders = new Map<string, Holder[]>();
  const hold = (at: Location, key: string, holder: Holder): void => {
    const place = JSON.stringify([at.projectId, at.region, key]);
    holders.set(place, [...(holders.get(place) ?? []), holder]);
  };
  for (const { at, place } of await placesOf(target, outcomes)) {
    if ("error" in place) continue;
    for (const app of place.apps.values()) {
      if (planned.has(app.id)) continue;
      const called = `${quotedName(app.displayName)} (${app.id})`;
      for (const { key } of identitiesIn(appType, leavesOf(appType, app))) hold(at, key, { called });
    }
  }
  for (const outcome of outcomes) {
    const { after, name } = outcome;
    if (after) for (const { key } of identitiesIn(appType, after.leaves)) hold(after, key, { called: name, outcome });
  }
  return outcomes.flatMap((outcome) => findingsFor(outcome, holders));
}

const adopteesOf = ({ action, after }: FullOutcome, adopting: string): string[] =>
  action === "create" ? idsFor(String(after?.leaves.get("displayName") ?? ""), adopting) : [];

function findingsFor(outcome: FullOutcome, holders: ReadonlyMap<string, readonly Holder[]>): Finding[] {
  const { name, after } = outcome;
  if (!after) return [];
  return identitiesIn(appType, after.leaves).flatMap(({ key, path }): Finding[] => {
    const all = holders.get(JSON.stringify([after.projectId, after.region, key])) ?? [];
    const others = all.filter((holder) => holder.outcome !== outcome).map(({ called }) => called);
    if (others.length === 0) return [];
    const message = `${byKey(appType, path)} is also used by app ${others.join(", ")} in the same project and region`;
    return [{ gate: "same-identity", resource: name, message, fix: "set its own" }];
  });
}

/** The projects and regions of the apps as planned; one that the target has no app in yet is listed now. */
async function placesOf(
  { contents, places }: Pick<Survey, "contents" | "places">,
  outcomes: readonly FullOutcome[],
): Promise<{ readonly at: Location; readonly place: Place }[]> {
  const wanted = new Map<string, Location>();
  for (const { after } of outcomes) {
    if (after && identitiesIn(appType, after.leaves).length > 0) wanted.set(placeName(contents, after), after);
  }
  return Promise.all(
    [...wanted].map(async ([name, { projectId, region }]) => {
      const at = { projectId, region };
      return { at, place: places.get(name) ?? (await lookInto(contents, at, [])) };
    }),
  );
}
