import { isObject } from "../../provider/base/values";
import { itemKeys } from "../../provider/model/leaves";
import type { Shown } from "../../provider/model/wire";
import { appType } from "../../provider/resources/app";
import { type Finding, ok, skipped, wrong } from "./finding";

/** Channels that are named. */
const MOST_NAMED = 5;

/**
 * Whether the channels of apps work. Why one doesn't isn't said here: the service's words may quote a token.
 *
 * @param apps
 *  Those of the stack, or all of the project if it has none there.
 */
export function channelsFinding(apps: readonly Shown[]): Finding {
  const channels = apps.flatMap(statesOf);
  const failing = channels.filter(({ status }) => status === "FAILING").map(({ name }) => name);
  const pending = channels.filter(({ status }) => status === "PENDING").map(({ name }) => name);
  if (failing.length > 0) {
    return wrong(
      "channels",
      `the service couldn't verify ${named(failing)}. \`sinch-apps drift\` says why; check the credentials and the sender's region`,
    );
  }
  return ok("channels", pending.length > 0 ? `none is failing; PENDING: ${named(pending)}` : "none is failing");
}

/** What has to be done by hand, and can't be asked of this API. */
export const byHandFinding = (region: string): Finding =>
  skipped(
    "by hand",
    `can't be checked from here: accepted terms, a service plan's default originator (without one messages are accepted and lost), senders in region ${region}, ` +
      "and who else can read the project and its tokens. See docs/before-you-start.md",
  );

function statesOf({ id, channelCredentials }: Shown): { readonly name: string; readonly status: unknown }[] {
  const entries: readonly unknown[] = Array.isArray(channelCredentials) ? channelCredentials : [];
  const keys = itemKeys(appType, "channelCredentials", entries);
  return entries.map((entry, index) => ({
    name: `${keys[index]} of ${id}`,
    status: isObject(entry) && isObject(entry.state) ? entry.state.status : undefined,
  }));
}

function named(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? `, and ${names.length - MOST_NAMED} more` : "";
  return `${names.slice(0, MOST_NAMED).join(", ")}${more}`;
}
