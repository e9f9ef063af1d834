import type * as pulumi from "@pulumi/pulumi";
import { appType, namePattern, quotedName, type Shown } from "../provider";
import { inOneLine } from "./get-app";
import type { GetAppResult, GetAppsArgs, GetAppsOutputArgs, LookupOptions } from "./get-app-args";
import { placeOf } from "./get-app-lookups";
import { asOutput } from "./get-app-output";
import { markedResult, resultOf } from "./get-app-result";
import { assertKnown } from "./known-arguments";
import { fromMocks, type Mocked } from "./mocks";

/**
 * Looks up the apps of a project in a region, all or those that fit, without managing them; none is no error. Shares its
 * request with {@link getApp}, and gives each app as that does. In a unit test, the `call` of `pulumi.runtime.setMocks`
 * receives it as `sinch:conversation:getApps`, and returns `{ apps: [ … ] }`.
 *
 * @param args
 *  `nameRegex`, `channel`, and where, if not where the configuration says.
 * @returns the apps, oldest first.
 * @throws RunError where `nameRegex` is no regular expression, or `channel` no channel.
 * @example
 * ```ts
 * for (const app of await getApps({ nameRegex: "^Shop ", channel: "WHATSAPP" })) pulumi.log.info(app.id);
 * ```
 */
export async function getApps(args: GetAppsArgs = {}): Promise<GetAppResult[]> {
  return lookUp(args, false);
}

/**
 * {@link getApps} with arguments that can be outputs of resources.
 *
 * @param args
 *  As for {@link getApps}.
 * @param opts
 *  `dependsOn`: further resources to wait for.
 */
export function getAppsOutput(args: GetAppsOutputArgs = {}, opts: LookupOptions = {}): pulumi.Output<GetAppResult[]> {
  return asOutput("getAppsOutput", args as pulumi.Input<GetAppsArgs>, opts, (told, { fresh }) => lookUp(told, fresh));
}

function lookUp(args: GetAppsArgs, fresh: boolean): Promise<GetAppResult[]> {
  return inOneLine("getApps", async () => {
    assertKnown("getApps", args, ["nameRegex", "channel"]);
    const { nameRegex, channel, ...at } = args;
    if (nameRegex !== undefined && typeof nameRegex !== "string") throw new Error("nameRegex must be a string");
    const fits = nameRegex ? await namePattern(nameRegex) : () => true;
    const mocked = await fromMocks("getApps", args);
    if (mocked) return appsOf(mocked).map(markedResult);
    const place = placeOf(at);
    const apps = await place.list(fresh);
    if (channel !== undefined) assertChannel(channel, apps);
    return apps
      .filter((app) => fits(String(app.displayName ?? "")))
      .filter((app) => channel === undefined || channelsOf(app).includes(channel))
      .sort((one, other) => (String(one.id) < String(other.id) ? -1 : 1))
      .map((app) => resultOf(place.at, app));
  });
}

/** Mocks return objects alone, so a list stands in one. */
function appsOf({ apps }: Mocked): Mocked[] {
  if (!Array.isArray(apps))
    throw new Error("the mocks' call must return { apps: [ … ] } for sinch:conversation:getApps");
  return apps;
}

const channelsOf = (app: Shown): unknown[] =>
  Array.isArray(app.channelCredentials) ? app.channelCredentials.map((entry) => entry?.channel) : [];

/** A name that is misspelt would find nothing. One that the schema doesn't know may be newer than it. */
function assertChannel(channel: string, apps: readonly Shown[]): void {
  const entry = appType.resolve(appType.properties.channelCredentials?.items ?? {});
  const known = (entry.oneOf ?? []).flatMap((branch) => {
    const tag = appType.resolve(branch).properties?.channel;
    return (tag?.enum ?? [tag?.const]) as string[];
  });
  if (known.includes(channel) || apps.some((app) => channelsOf(app).includes(channel))) return;
  throw new Error(`${quotedName(channel, 100)} is not a channel; allowed: ${known.join(", ")}`);
}
