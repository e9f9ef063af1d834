import { type InvokeRequest, InvokeResponse, type ListRequest, ListResponse } from "@pulumi/pulumi/proto/provider_pb";
import { SinchError, whileDoing } from "../../base/errors";
import { namePattern } from "../../base/name-pattern";
import { type Context, find } from "../../lifecycle";
import { findApp, findApps } from "../../resources/app/look-up";
import { found } from "../../resources/found";
import { assertArguments, type Place } from "../../resources/looked-up";
import { assertOwner, findWebhook, findWebhooks } from "../../resources/webhook/look-up";
import { locationOf } from "../../sinch/location";
import { fromEngine, type Props, toEngine } from "./property-value";
import type { Session } from "./session";

// Look-ups. Their results contain no secrets: a plain invoke drops the secret marks, and the state would hold the
// secret in plain text.

type Look = (context: Context, args: Props) => Promise<Props>;

/** By token, each with the type that it looks up. */
const FUNCTIONS: ReadonlyMap<string, readonly [type: string, look: Look]> = new Map<string, [string, Look]>([
  ["sinch:conversation:getApp", ["sinch:conversation:App", getApp]],
  ["sinch:conversation:getApps", ["sinch:conversation:App", getApps]],
  ["sinch:conversation:getWebhook", ["sinch:conversation:Webhook", getWebhook]],
  ["sinch:conversation:getWebhooks", ["sinch:conversation:Webhook", getWebhooks]],
]);

/** Calls a function of the package. */
export async function invoke(session: Session, request: InvokeRequest): Promise<InvokeResponse> {
  const token = request.getTok();
  const [type, look] = FUNCTIONS.get(token) ?? [];
  if (!type || !look) {
    throw new SinchError(
      "ERR_SINCH_CONFIGURATION",
      `there is no function ${token}: ${[...FUNCTIONS.keys()].join(", ")}`,
    );
  }
  const { props } = fromEngine(request.getArgs());
  try {
    return new InvokeResponse().setReturn(toEngine(await look(session.ofType(type), props)));
  } catch (error) {
    throw whileDoing(token.replace(/^.*:/, ""), error);
  }
}

async function getApp(context: Context, args: Props): Promise<Props> {
  assertArguments(args, ["id", "displayName"]);
  const place = placeOf(context, args);
  return withoutSecrets(context, place, await findApp(place, args));
}

async function getApps(context: Context, args: Props): Promise<Props> {
  assertArguments(args, ["nameRegex", "channel"]);
  const { nameRegex, channel } = args;
  const place = placeOf(context, args);
  const fits = nameRegex ? await namePattern(String(nameRegex)) : () => true;
  const apps = await findApps(place, { fits, channel: channel === undefined ? channel : String(channel) });
  return { apps: apps.map((app) => withoutSecrets(context, place, app)) };
}

async function getWebhook(context: Context, args: Props): Promise<Props> {
  assertArguments(args, ["id", "appId", "target"]);
  const place = placeOf(context, args);
  return withoutSecrets(context, place, await findWebhook(place, args));
}

async function getWebhooks(context: Context, args: Props): Promise<Props> {
  assertArguments(args, ["appId"]);
  assertOwner(args);
  const place = placeOf(context, args);
  return { webhooks: (await findWebhooks(place, args)).map((webhook) => withoutSecrets(context, place, webhook)) };
}

function placeOf(context: Context, args: Props): Place {
  const { type, settings, reads } = context;
  const at = type.addressOf({ ...args, ...locationOf(type, settings, placeIn(args), "arguments") });
  return { at, list: () => reads.list(at), get: (id) => find(context, at, id) };
}

const placeIn = ({ projectId, region }: Props): Props => ({ projectId, region });

const withoutSecrets = ({ type }: Context, { at }: Place, looked: object): Props =>
  found(type, { ...at, ...looked, ...placeIn({ ...at }) }, () => undefined);

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
