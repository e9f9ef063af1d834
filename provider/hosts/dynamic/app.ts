import { appType } from "../../resources/app";
import { startHost } from "./host";

// `pulumi-sinch-conversation/provider`, which the state of every app refers to.

const host = startHost(appType);

export const { configure, check, diff, create, read, update } = host;
const remove = host.delete;

export { remove as delete };
