import type * as pulumi from "@pulumi/pulumi";
import { appType, findApps, namePattern } from "../provider";
import { inOneLine } from "./get-app";
import type { GetAppResult, GetAppsArgs, GetAppsOutputArgs, LookupOptions } from "./get-app-args";
import { assertKnown } from "./known-arguments";
import { placeOf, seenAt } from "./lookups";
import { markedResult, resultOf } from "./marked-result";
import { fromMocks, type Mocked } from "./mocks";
import { asOutput } from "./output-form";

/**
 * Looks up all or the matching apps of a project in a region, without managing them; returns an empty list if none
 * match. Shares its request with {@link getApp} and returns apps in the same form. In a unit test, the `call` of
 * `pulumi.runtime.setMocks` receives it as `sinch:conversation:getApps`, and returns `{ apps: [ … ] }`.
 *
 * @param args `nameRegex`, `channel`, and the location, if it differs from the configuration.
 * @returns the apps, oldest first.
 * @throws RunError if `nameRegex` isn't a regular expression, or `channel` isn't a channel.
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
    if (mocked) return appsOf(mocked).map((app) => markedResult(appType, app) as GetAppResult);
    const place = placeOf(appType, at);
    const apps = await findApps(seenAt(place, fresh), { fits, channel });
    return apps.map((app) => resultOf(appType, place.at, app) as GetAppResult);
  });
}

/** Mocks can only return objects, so the list is wrapped in one. */
function appsOf({ apps }: Mocked): Mocked[] {
  if (!Array.isArray(apps))
    throw new Error("the mocks' call must return { apps: [ … ] } for sinch:conversation:getApps");
  return apps;
}
