import { type InvokeRequest, InvokeResponse, type ListRequest, ListResponse } from "@pulumi/pulumi/proto/provider_pb";
import { SinchError, whileDoing } from "../../base/errors";
import { namePattern } from "../../base/name-pattern";
import type { Context } from "../../lifecycle";
import { appType } from "../../resources/app";
import { assertArguments, findApp, findApps, type Place } from "../../resources/app/look-up";
import { found } from "../../resources/found";
import { locationOf } from "../../sinch/location";
import { fromEngine, type Props, toEngine } from "./property-value";
import type { Session } from "./session";

// Look-ups. Their results hold no secrets: a plain invoke drops the marks, and a secret would stand in the state in plain.

const APP = "sinch:conversation:App";

type Look = (context: Context, args: Props) => Promise<Props>;

const FUNCTIONS: ReadonlyMap<string, Look> = new Map<string, Look>([
  ["sinch:conversation:getApp", getApp],
  ["sinch:conversation:getApps", getApps],
]);

/** Calls a function of the package. */
export async function invoke(session: Session, request: InvokeRequest): Promise<InvokeResponse> {
  const token = request.getTok();
  const look = FUNCTIONS.get(token);
  if (!look) {
    throw new SinchError(
      "ERR_SINCH_CONFIGURATION",
      `there is no function ${token}: ${[...FUNCTIONS.keys()].join(", ")}`,
    );
  }
  const { props } = fromEngine(request.getArgs());
  try {
    return new InvokeResponse().setReturn(toEngine(await look(session.ofType(APP), props)));
  } catch (error) {
    throw whileDoing(token.replace(/^.*:/, ""), error);
  }
}

async function getApp(context: Context, args: Props): Promise<Props> {
  assertArguments(args, ["id", "displayName"]);
  const place = placeOf(context, args);
  return withoutSecrets(place, await findApp(place, args));
}

async function getApps(context: Context, args: Props): Promise<Props> {
  assertArguments(args, ["nameRegex", "channel"]);
  const { nameRegex, channel } = args;
  const place = placeOf(context, args);
  const fits = nameRegex ? await namePattern(String(nameRegex)) : () => true;
  const apps = await findApps(place, { fits, channel: channel === undefined ? channel : String(channel) });
  return { apps: apps.map((app) => withoutSecrets(place, app)) };
}

function placeOf({ type, settings, reads }: Context, { projectId, region }: Props): Place {
  const at = locationOf(type, settings, { projectId, region }, "arguments");
  return { at, list: () => reads.list(at), get: (id) => reads.read(at, id) };
}

const withoutSecrets = ({ at }: Place, app: object): Props => found(appType, { ...app, ...at }, () => undefined);

/** Lists the resources of a type that exist. */
export async function list(session: Session, request: ListRequest): Promise<ListResponse[]> {
  const { type, settings, collection } = session.ofType(request.getToken());
  const { props } = fromEngine(request.getQuery());
  const at = type.addressOf({ ...props, ...locationOf(type, settings, props, "arguments") });
  const { parentField } = type;
  if (parentField && !type.parentOf(at)) {
    throw new SinchError(
      "ERR_SINCH_CONFIGURATION",
      `${parentField} is missing: ${type.definition.noun}s are listed by it`,
    );
  }
  const all = await collection.list(at);
  const limit = request.getLimit() || all.length;
  return all.slice(0, limit).map((one) => {
    const name = String(one[type.definition.identity] ?? one.id);
    return new ListResponse().setResult(new ListResponse.Result().setId(one.id).setName(name));
  });
}
