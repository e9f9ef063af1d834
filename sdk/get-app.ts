import * as pulumi from "@pulumi/pulumi";
import { appType, findApp, messageInEngine, messageOf, SinchError, wantedApp } from "../provider";
import type { GetAppArgs, GetAppOutputArgs, GetAppResult, LookupOptions } from "./get-app-args";
import { assertKnown } from "./known-arguments";
import { placeOf, seenAt } from "./lookups";
import { markedResult, resultOf } from "./marked-result";
import { fromMocks } from "./mocks";
import { asOutput } from "./output-form";

/**
 * Looks up an existing app by ID or name, without managing it. Runs in the preview too.
 *
 * All look-ups of a program share one LIST per project and region, sent with the first. To see what resources of the
 * same program created, use {@link getAppOutput}. Secrets in the result are outputs marked as secret; a secret that the
 * service hides is absent. In a unit test, the `call` of `pulumi.runtime.setMocks` receives it as
 * `sinch:conversation:getApp`.
 *
 * @param args `{ id }` or `{ displayName }`, and the location, if it differs from the configuration.
 * @throws RunError if no app matches, or several have that name; the message has their IDs.
 * @example
 * ```ts
 * const { id, channelCredentials } = await getApp({ displayName: "Support" });
 * ```
 */
export async function getApp(args: GetAppArgs): Promise<GetAppResult> {
  return lookUp(args, false);
}

/**
 * {@link getApp} with arguments that can be outputs of resources. The look-up waits for those resources, and the result
 * isn't known in a preview while one of them doesn't exist yet. Only the secrets in the result are marked as secret.
 *
 * @param args
 *  As for {@link getApp}.
 * @param opts
 *  `dependsOn`: further resources to wait for.
 * @example
 * ```ts
 * export const supportId = getAppOutput({ displayName: "Support" }).id;
 * ```
 */
export function getAppOutput(args: GetAppOutputArgs, opts: LookupOptions = {}): pulumi.Output<GetAppResult> {
  return asOutput("getAppOutput", args as pulumi.Input<GetAppArgs>, opts, (told, { fresh }) => lookUp(told, fresh));
}

function lookUp(args: GetAppArgs, fresh: boolean): Promise<GetAppResult> {
  return inOneLine("getApp", async () => {
    assertKnown("getApp", args, ["id", "displayName"]);
    wantedApp({ ...args });
    const mocked = await fromMocks("getApp", args);
    if (mocked) return markedResult(appType, mocked) as GetAppResult;
    const place = placeOf(appType, args);
    return resultOf(appType, place.at, await findApp(seenAt(place, fresh), { ...args })) as GetAppResult;
  });
}

/** A look-up error as Pulumi shows it: only the message. */
export async function inOneLine<T>(operation: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = new pulumi.RunError(
      `${operation}: ${error instanceof SinchError ? messageInEngine(error) : messageOf(error)}`,
    );
    // Pulumi prints the stack of a rejected promise that nobody awaits; it says nothing about the program.
    failure.stack = failure.message;
    throw failure;
  }
}
