import { type ReadRequest, ReadResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ulid } from "ulid";
import { SinchError } from "../../base/errors";
import { quotedValue } from "../../base/printable";
import { type Context, during, find } from "../../lifecycle";
import { fieldsOf, leavesOf } from "../../model/leaves";
import { inputsFrom, isManaged, stateFrom } from "../../model/state";
import { statedOf } from "../../model/stated";
import { locationOf } from "../../sinch/location";
import { isLoopback } from "../../sinch/settings";
import type { Props } from "./property-value";
import { inputsToEngine, outputsToEngine } from "./resource-form";
import type { Session } from "./session";

const NONE: ReadonlySet<string> = new Set();

/**
 * Reads an unmanaged resource, for an import or for a `get` in the program. The engine doesn't say which; only an
 * import uses the inputs.
 *
 * @param props The state, or the location that the program sets.
 */
export async function readUnmanaged(
  session: Session,
  context: Context,
  request: ReadRequest,
  props: Props,
): Promise<ReadResponse> {
  const { type, settings } = context;
  return during(`reading ${type.definition.noun} ${request.getId()}`, async () => {
    const { id, ...named } = addressIn(request.getId());
    const at = locationOf(type, settings, { ...props, ...named });
    const live = await find(context, at, id);
    if (!live) return new ReadResponse();
    const { leaves, hidden } = statedOf(type, leavesOf(type, live));
    const inputs = inputsFrom(type, type.addressOf({ ...live, ...at }), fieldsOf(type, leaves));
    const loopback = isLoopback(settings.apiUrl(at.region)) ? { loopback: true as const } : {};
    const state = stateFrom(type, inputs, isManaged(props) ? props : { incarnation: ulid(), ...loopback });
    const response = new ReadResponse().setId(id).setProperties(outputsToEngine(type, state, NONE));
    if (request.hasInputs() || isManaged(props)) return response;
    for (const path of hidden) {
      await session.log.note(
        request.getUrn(),
        `${path} is set, but the service hides its value: set it in the program`,
      );
    }
    return response.setInputs(inputsToEngine(type, inputs, NONE));
  });
}

/** Parses an import ID: `<id>`, or `<project>/<region>/<id>`, which overrides the configuration. */
function addressIn(text: string): { readonly id: string; readonly projectId?: string; readonly region?: string } {
  const [id = "", region, projectId, ...more] = text.split("/").toReversed();
  if (region === undefined) return { id };
  if (projectId !== undefined && more.length === 0) return { projectId, region, id };
  throw new SinchError(
    "ERR_SINCH_CONFIGURATION",
    `${quotedValue(text)} is not an ID: use <id> or <project>/<region>/<id>`,
  );
}
