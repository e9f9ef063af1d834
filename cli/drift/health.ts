import { isObject, itemKeys, leavesShown, splitPath } from "../../provider/model/leaves";
import { isSecret } from "../../provider/model/resource-type";
import { fromWire, type Wire } from "../../provider/model/wire";
import type { HealthReport } from "./report";

/** The channels of an app that don't work (`FAILING`), or not yet (`PENDING`). */
export function healthOf(live: Wire): HealthReport[] {
  const entries = channelsOf(live);
  const keys = itemKeys("channelCredentials", entries);
  return entries.flatMap((entry, index) => {
    const state = isObject(entry) && isObject(entry.state) ? entry.state : {};
    if (state.status !== "FAILING" && state.status !== "PENDING") return [];
    const said = typeof state.description === "string" ? withoutSecrets(state.description, live) : "";
    return [{ channel: keys[index] as string, status: state.status, ...(said ? { reason: said } : {}) }];
  });
}

/** The channels of an app by name: `SMS`, `LINE#1`. */
export const channelKeys = (live: Wire): string[] => itemKeys("channelCredentials", channelsOf(live));

function channelsOf(live: Wire): readonly unknown[] {
  const { channelCredentials } = fromWire(live) as { channelCredentials?: unknown };
  return Array.isArray(channelCredentials) ? channelCredentials : [];
}

/** A channel that is refused may say with which token. */
function withoutSecrets(text: string, live: Wire): string {
  const secrets = [...leavesShown(live)]
    .filter(([path, value]) => typeof value === "string" && value.length > 3 && isSecret(splitPath(path)))
    .map(([, value]) => value as string);
  return secrets.reduce((left, secret) => left.replaceAll(secret, "[secret]"), text);
}
