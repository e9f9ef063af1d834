import { webhookType } from "../../resources/webhook";
import { startHost } from "./host";

// `pulumi-sinch-conversation/provider/webhook`, which the state of every webhook refers to.

const host = startHost(webhookType);

export const { configure, check, diff, create, read, update } = host;
const remove = host.delete;

export { remove as delete };
