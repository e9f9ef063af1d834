import type { Location } from "../../provider/sinch/settings";
import type { StackContents } from "../stack";
import { obstacleOf } from "./app-report";
import { placeName } from "./place";

/** What to look for in a project and region. */
export interface Wanted {
  readonly stack: StackContents;
  readonly at: Location;
  readonly ids: string[];
}

/** The projects and regions to look into: where the states' apps live, and for unmanaged ones where the configuration points. */
export function wantedPlaces(stacks: readonly StackContents[], unmanaged = false): ReadonlyMap<string, Wanted> {
  const places = new Map<string, Wanted>();
  const want = (stack: StackContents, { projectId, region }: Location): Wanted => {
    const name = placeName(stack, { projectId, region });
    const place = places.get(name) ?? { stack, at: { projectId, region }, ids: [] };
    places.set(name, place);
    return place;
  };
  for (const stack of stacks) {
    for (const app of stack.apps) if (!obstacleOf(stack, app)) want(stack, app.outputs).ids.push(app.id);
    const [projectId, region] = [stack.settings.find("projectId")?.value, stack.settings.find("region")?.value];
    if (unmanaged && projectId && region) want(stack, { projectId, region });
  }
  return places;
}
