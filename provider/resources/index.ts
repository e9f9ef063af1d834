import type { ResourceType } from "../model/resource-type";
import { appType } from "./app";
import { webhookType } from "./webhook";

/** All resource types by their program names. Everything that serves each type iterates over this. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = { App: appType, Webhook: webhookType };
