import { isObject } from "../../provider/base/values";
import type { Redactor } from "../../provider/http/redactor";
import { itemKeys } from "../../provider/model/leaves";
import { textsIn } from "../../provider/model/secrets";
import type { Shown } from "../../provider/model/wire";
import { appType } from "../../provider/resources/app";
import type { HealthReport } from "./report";

/**
 * The channels of an app that don't work (`FAILING`), or not yet (`PENDING`).
 *
 * @param redactor
 *  Knows the stack's secrets: a channel that is refused may say with which token, also where the service hides that itself.
 */
export function healthOf(live: Shown, redactor: Redactor): HealthReport[] {
  redactor.add(textsIn(appType, live));
  const entries = channelsOf(live);
  const keys = itemKeys(appType, "channelCredentials", entries);
  return entries.flatMap((entry, index) => {
    const state = isObject(entry) && isObject(entry.state) ? entry.state : {};
    if (state.status !== "FAILING" && state.status !== "PENDING") return [];
    const said = typeof state.description === "string" ? redactor.clean(state.description) : "";
    return [{ channel: keys[index] as string, status: state.status, ...(said ? { reason: said } : {}) }];
  });
}

/** The channels of an app by name: `SMS`, `LINE#1`. */
export const channelKeys = (live: Shown): string[] => itemKeys(appType, "channelCredentials", channelsOf(live));

const channelsOf = ({ channelCredentials }: Shown): readonly unknown[] =>
  Array.isArray(channelCredentials) ? channelCredentials : [];
