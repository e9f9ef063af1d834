import type * as pulumi from "@pulumi/pulumi";
import { quotedName, type Shown, webhookType } from "../provider";
import { inOneLine } from "./get-app";
import type { LookupOptions } from "./get-app-args";
import type {
  GetWebhookArgs,
  GetWebhookOutputArgs,
  GetWebhookResult,
  GetWebhooksArgs,
  GetWebhooksOutputArgs,
} from "./get-webhook-args";
import { assertKnown } from "./known-arguments";
import { type Place, placeOf } from "./lookups";
import { markedResult, resultOf } from "./marked-result";
import { fromMocks } from "./mocks";
import { asOutput } from "./output-form";

/**
 * Looks up an existing webhook, by its ID or by its app and target, without managing it. It runs in the preview, too.
 *
 * All look-ups of a program share one LIST for each app, made at the first: to see what resources of the same program created,
 * use {@link getWebhookOutput}. Secrets are outputs, marked as secrets, within the result; one that the service hides is absent. In a
 * unit test, the `call` of `pulumi.runtime.setMocks` receives it as `sinch:conversation:getWebhook`.
 *
 * @param args
 *  `{ id }` or `{ appId, target }`, and where, if not where the configuration says.
 * @throws RunError if there is no such webhook.
 * @example
 * ```ts
 * const { triggers } = await getWebhook({ appId: "01M8…", target: "https://hooks.example.com/sinch" });
 * ```
 */
export async function getWebhook(args: GetWebhookArgs): Promise<GetWebhookResult> {
  return lookUp(args, false);
}

/**
 * {@link getWebhook} with arguments that can be outputs of resources, for which the look-up waits.
 *
 * @param args
 *  As for {@link getWebhook}.
 * @param opts
 *  `dependsOn`: further resources to wait for.
 */
export function getWebhookOutput(
  args: GetWebhookOutputArgs,
  opts: LookupOptions = {},
): pulumi.Output<GetWebhookResult> {
  return asOutput("getWebhookOutput", args as pulumi.Input<GetWebhookArgs>, opts, (told, { fresh }) =>
    lookUp(told, fresh),
  );
}

/**
 * Looks up the webhooks of an app, without managing them; none is no error. In a unit test, the `call` of `pulumi.runtime.setMocks`
 * receives it as `sinch:conversation:getWebhooks`, and returns `{ webhooks: [ … ] }`.
 *
 * @param args
 *  `appId`, and where, if not where the configuration says.
 * @returns the webhooks, oldest first.
 * @example
 * ```ts
 * for (const { target } of await getWebhooks({ appId: "01M8…" })) pulumi.log.info(target);
 * ```
 */
export async function getWebhooks(args: GetWebhooksArgs): Promise<GetWebhookResult[]> {
  return lookUpAll(args, false);
}

/**
 * {@link getWebhooks} with arguments that can be outputs of resources.
 *
 * @param args
 *  As for {@link getWebhooks}.
 * @param opts
 *  `dependsOn`: further resources to wait for.
 */
export function getWebhooksOutput(
  args: GetWebhooksOutputArgs,
  opts: LookupOptions = {},
): pulumi.Output<GetWebhookResult[]> {
  return asOutput("getWebhooksOutput", args as pulumi.Input<GetWebhooksArgs>, opts, (told, { fresh }) =>
    lookUpAll(told, fresh),
  );
}

function lookUp(args: GetWebhookArgs, fresh: boolean): Promise<GetWebhookResult> {
  return inOneLine("getWebhook", async () => {
    assertKnown("getWebhook", args, ["id", "appId", "target"]);
    const { id, appId, target } = args;
    const [byId, byApp, byTarget] = [id, appId, target].map(isText);
    if (byApp !== byTarget || byId === byApp) {
      throw new Error("set either id, or appId and target, as strings that aren't empty");
    }
    const mocked = await fromMocks("getWebhook", args);
    if (mocked) return asResult(markedResult(webhookType, mocked));
    const place = placeOf(webhookType, args);
    const found = byId ? await place.get(id as string, fresh) : await ofTarget(place, target as string, fresh);
    if (!found) throw new Error(`${where(place)} has no webhook ${byId ? id : quotedName(target, 100)}`);
    return asResult(resultOf(webhookType, place.at, found));
  });
}

function lookUpAll(args: GetWebhooksArgs, fresh: boolean): Promise<GetWebhookResult[]> {
  return inOneLine("getWebhooks", async () => {
    assertKnown("getWebhooks", args, ["appId"]);
    if (!isText(args.appId)) throw new Error("set appId, as a string that isn't empty");
    const mocked = await fromMocks("getWebhooks", args);
    if (mocked) {
      const { webhooks } = mocked;
      if (Array.isArray(webhooks)) return webhooks.map((one) => asResult(markedResult(webhookType, one as object)));
      throw new Error("the mocks' call must return { webhooks: [ … ] } for sinch:conversation:getWebhooks");
    }
    const place = placeOf(webhookType, args);
    const all = [...(await place.list(fresh))].sort((one, other) => (one.id < other.id ? -1 : 1));
    return all.map((one) => asResult(resultOf(webhookType, place.at, one)));
  });
}

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

const asResult = (shown: object): GetWebhookResult => shown as GetWebhookResult;

const ofTarget = async (place: Place, target: string, fresh: boolean): Promise<Shown | undefined> =>
  (await place.list(fresh)).find((one) => one.target === target);

function where({ at }: Place): string {
  const appId = webhookType.parentOf(at);
  return `project ${at.projectId}, region ${at.region},${appId === undefined ? "" : ` app ${appId}`}`;
}
