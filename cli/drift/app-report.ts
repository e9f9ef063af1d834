import { messageOf } from "../../provider/base/errors";
import { assertReadable } from "../../provider/model/state";
import { assertReachable } from "../../provider/sinch/location";
import type { StackApp, StackContents } from "../stack";
import { changesOf, isMarked } from "./changes";
import { healthOf } from "./health";
import type { Place } from "./place";
import type { AppReport } from "./report";

/** Why the state of an app or webhook can't be compared with what the configuration points to, or `undefined`. */
export function obstacleOf({ settings }: StackContents, { type, outputs }: StackApp): string | undefined {
  try {
    assertReadable(outputs, type.definition.noun);
    assertReachable(type, settings, outputs);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/**
 * Compares an app of the state with what the service shows.
 *
 * @param place
 *  What the service has where the app lives; `undefined` where there was an obstacle to look.
 */
export function appReport(contents: StackContents, app: StackApp, place: Place | undefined): AppReport {
  const { name, urn, id, outputs } = app;
  const { projectId, region, displayName } = outputs;
  const shownName = typeof displayName === "string" && !isMarked(app, ["displayName"]) ? { displayName } : {};
  const about = { name, urn, id, ...shownName, projectId, region };
  const unreadable = (error: string): AppReport => ({ ...about, status: "unreadable", error, changes: [], health: [] });

  if (!place) return unreadable(obstacleOf(contents, app) ?? "");
  if ("error" in place) return unreadable(place.error);
  const live = place.apps.get(id);
  if (!live) {
    const absent = place.absent.get(id) ?? "gone";
    return absent === "gone" ? { ...about, status: "missing", changes: [], health: [] } : unreadable(absent.error);
  }
  const changes = changesOf(app, live);
  return {
    ...about,
    status: changes.length > 0 ? "changed" : "in-sync",
    changes,
    health: healthOf(live, contents.redactor),
  };
}
