import type * as pulumi from "@pulumi/pulumi";
import { assertOwner, findWebhook, findWebhooks, wantedWebhook, webhookType } from "../provider";
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
import { placeOf, seenAt } from "./lookups";
import { markedResult, resultOf } from "./marked-result";
import { fromMocks } from "./mocks";
import { asOutput } from "./output-form";

/**
 * Looks up an existing webhook by ID, or by app and target, without managing it. Runs in the preview too.
 *
 * All look-ups of a program share one LIST per app, sent with the first. To see what resources of the same program
 * created, use {@link getWebhookOutput}. Secrets in the result are outputs marked as secret; a secret that the service
 * hides is absent. In a unit test, the `call` of `pulumi.runtime.setMocks` receives it as
 * `sinch:conversation:getWebhook`.
 *
 * @param args `{ id }` or `{ appId, target }`, and the location, if it differs from the configuration.
 * @throws RunError if no webhook matches.
 * @example
 * ```ts
 * const { triggers } = await getWebhook({ appId: "01M8…", target: "https://hooks.example.com/sinch" });
 * ```
 */
export async function getWebhook(args: GetWebhookArgs): Promise<GetWebhookResult> {
  return lookUp(args, false);
}

/**
 * {@link getWebhook} with arguments that can be outputs of resources. The look-up waits for those resources.
 *
 * @param args As for {@link getWebhook}.
 * @param opts `dependsOn`: further resources to wait for.
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
 * Looks up the webhooks of an app, without managing them; returns an empty list if there are none. In a unit test, the
 * `call` of `pulumi.runtime.setMocks` receives it as `sinch:conversation:getWebhooks`, and returns `{ webhooks: [ … ]
 * }`.
 *
 * @param args `appId`, and the location, if it differs from the configuration.
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
    wantedWebhook({ ...args });
    const mocked = await fromMocks("getWebhook", args);
    if (mocked) return asResult(markedResult(webhookType, mocked));
    const place = placeOf(webhookType, args);
    return asResult(resultOf(webhookType, place.at, await findWebhook(seenAt(place, fresh), { ...args })));
  });
}

function lookUpAll(args: GetWebhooksArgs, fresh: boolean): Promise<GetWebhookResult[]> {
  return inOneLine("getWebhooks", async () => {
    assertKnown("getWebhooks", args, ["appId"]);
    assertOwner({ ...args });
    const mocked = await fromMocks("getWebhooks", args);
    if (mocked) {
      const { webhooks } = mocked;
      if (Array.isArray(webhooks)) return webhooks.map((one) => asResult(markedResult(webhookType, one as object)));
      throw new Error("the mocks' call must return { webhooks: [ … ] } for sinch:conversation:getWebhooks");
    }
    const place = placeOf(webhookType, args);
    const all = await findWebhooks(seenAt(place, fresh), { ...args });
    return all.map((one) => asResult(resultOf(webhookType, place.at, one)));
  });
}

const asResult = (shown: object): GetWebhookResult => shown as GetWebhookResult;
