import type { ResourceType } from "../model/resource-type";
import { appType } from "./app";
import { webhookType } from "./webhook";

/** All resource types by their names in a program: what serves each of them goes through this. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = { App: appType, Webhook: webhookType };
