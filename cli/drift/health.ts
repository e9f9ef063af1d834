import { isObject } from "../../provider/base/values";
import { itemKeys, leavesOf, splitPath } from "../../provider/model/leaves";
import type { Shown } from "../../provider/model/wire";
import { appType } from "../../provider/resources/app";
import type { HealthReport } from "./report";

/** The channels of an app that don't work (`FAILING`), or not yet (`PENDING`). */
export function healthOf(live: Shown): HealthReport[] {
  const entries = channelsOf(live);
  const keys = itemKeys(appType, "channelCredentials", entries);
  return entries.flatMap((entry, index) => {
    const state = isObject(entry) && isObject(entry.state) ? entry.state : {};
    if (state.status !== "FAILING" && state.status !== "PENDING") return [];
    const said = typeof state.description === "string" ? withoutSecrets(state.description, live) : "";
    return [{ channel: keys[index] as string, status: state.status, ...(said ? { reason: said } : {}) }];
  });
}

/** The channels of an app by name: `SMS`, `LINE#1`. */
export const channelKeys = (live: Shown): string[] => itemKeys(appType, "channelCredentials", channelsOf(live));

const channelsOf = ({ channelCredentials }: Shown): readonly unknown[] =>
  Array.isArray(channelCredentials) ? channelCredentials : [];

/** A channel that is refused may say with which token. */
function withoutSecrets(text: string, live: Shown): string {
  const secrets = [...leavesOf(appType, live)]
    .filter(([path, value]) => typeof value === "string" && value.length > 3 && appType.isSecret(splitPath(path)))
    .map(([, value]) => value as string);
  return secrets.reduce((left, secret) => left.replaceAll(secret, "[secret]"), text);
}
