import { type ReadRequest, ReadResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ulid } from "ulid";
import type { Context } from "../../lifecycle";
import { fieldsOf, isDefault, type Leaves, leavesOf, splitPath } from "../../model/leaves";
import type { ResourceType } from "../../model/resource-type";
import { inputsFrom, isManaged, stateFrom } from "../../model/state";
import { locationOf } from "../../sinch/location";
import { isLoopback } from "../../sinch/settings";
import type { Props } from "./property-value";
import { inputsToEngine, outputsToEngine } from "./resource-form";

/**
 * Reads a resource that isn't managed here: to import it, or because the program only looks it up. The engine doesn't say which; only an
 * import takes the inputs.
 *
 * @param request
 *  Its id is `<id>`, or `<project>/<region>/<id>`.
 */
export async function readUnmanaged(context: Context, request: ReadRequest, props: Props): Promise<ReadResponse> {
  const { type, settings, reads } = context;
  const [id = "", region, projectId] = request.getId().split("/").toReversed();
  const named = region !== undefined && projectId !== undefined ? { projectId, region } : {};
  const at = locationOf(type, settings, { ...props, ...named });
  const live = await reads.read(at, id);
  if (!live) return new ReadResponse();
  const inputs = inputsFrom(type, at, fieldsOf(type, statedOf(type, leavesOf(type, live))));
  const loopback = isLoopback(settings.apiUrl(at.region)) ? { loopback: true as const } : {};
  const kept = isManaged(props) ? props : { incarnation: ulid(), ...loopback };
  const response = new ReadResponse()
    .setId(id)
    .setProperties(outputsToEngine(type, stateFrom(type, inputs, kept), new Set()));
  return request.hasInputs() || isManaged(props)
    ? response
    : response.setInputs(inputsToEngine(type, inputs, new Set()));
}

/** What a program has to state so that nothing differs: what says more than the service's default, and what is required beside that. */
function statedOf(type: ResourceType, shown: Leaves): Leaves {
  const telling = [...shown.keys()].filter(
    (path) =>
      type.listKeys(path) || !(isDefault(type, path, shown.get(path)) || [0, false].includes(shown.get(path) as never)),
  );
  const isNeeded = (path: string): boolean => {
    const names = splitPath(path);
    const owner = names.slice(0, -1);
    const above = path.slice(0, path.lastIndexOf("/") + 1);
    return (
      type.nodeAt(owner)?.required?.includes(names.at(-1) as string) === true &&
      telling.some((other) => other.startsWith(above))
    );
  };
  return new Map([...shown].filter(([path]) => telling.includes(path) || isNeeded(path)));
}
