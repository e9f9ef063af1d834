import { webhookType } from "../../../provider/resources/webhook";
import { lookedUpAt } from "./configuration";
import { type FunctionSpec, type PropertySpec, refTo } from "./spec";
import type { Types } from "./types";

/** The argument for listing webhooks. */
export const APP_ID: PropertySpec = { type: "string", description: "ID of the app." };

/** The look-ups of webhooks. As for apps, their results contain no secrets. */
export function webhookFunctions(types: Types): Readonly<Record<string, FunctionSpec>> {
  const properties = types.properties(webhookType, webhookType.schema, "", "shown");
  const required = ["id", ...(webhookType.schema.required ?? [])];
  const description = "A webhook as the service shows it, without its secrets.";
  types.add("WebhookInfo", { type: "object", description, properties, required });
  const at = lookedUpAt(types);
  return {
    getWebhook: {
      description:
        "Looks up an existing webhook by ID, or by app and target, without managing it. The result has no secrets.",
      inputs: {
        type: "object",
        properties: {
          id: { type: "string", description: "ID of the webhook. Set either this, or `appId` and `target`." },
          appId: APP_ID,
          target: { type: "string", description: "Full URL, case-sensitive." },
          ...at,
        },
      },
      outputs: { type: "object", properties, required },
    },
    getWebhooks: {
      description: "Looks up the webhooks of an app, oldest first. The result has no secrets.",
      inputs: { type: "object", properties: { appId: APP_ID, ...at }, required: ["appId"] },
      outputs: {
        type: "object",
        properties: {
          webhooks: { type: "array", items: refTo("WebhookInfo"), description: "The webhooks, oldest first." },
        },
        required: ["webhooks"],
      },
    },
  };
}
