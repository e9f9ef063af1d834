import { SinchError } from "../../provider/base/errors";
import { isObject } from "../../provider/base/values";
import type { TimeBudget } from "../../provider/http/deadline";
import { createHttp } from "../../provider/http/send";
import type { Shown } from "../../provider/model/wire";
import { appType } from "../../provider/resources/app";
import { createCaller } from "../../provider/sinch/call";
import { itemsIn, resourceIn } from "../../provider/sinch/responses";
import { WORDS } from "../../provider/sinch/sending";
import type { Location, Settings } from "../../provider/sinch/settings";
import { createTokens } from "../../provider/sinch/tokens";
import { lineOf } from "../cli-error";
import { sharedLine, sharedSenders } from "../stack/shared-senders";
import { byHandFinding, channelsFinding } from "./by-hand";
import { type Finding, ok, skipped, wrong } from "./finding";

/** A doctor doesn't wait for a service to come back. */
const BUDGET: TimeBudget = { attemptMs: 10_000, totalMs: 2_000, longestWaitMs: 1_000 };

/** The clock may be this far off before tokens and TLS suffer from it. */
const CLOCK_SECONDS = 60;

/**
 * Asks for a token and makes one LIST: the key, the token, the apps, and the clock by the response's date.
 *
 * @param unnamed
 *  IDs of the apps whose names are secret.
 */
export async function serviceFindings(
  settings: Settings,
  at: Location,
  ids: readonly string[],
  unnamed: ReadonlySet<string> = new Set(),
): Promise<Finding[]> {
  const dates: Seen[] = [];
  const http = createHttp({
    budget: BUDGET,
    words: WORDS,
    onResponse: ({ date }) => dates.push({ date: date === undefined ? undefined : String(date), now: Date.now() }),
  });
  const tokens = createTokens(http);
  const token = await tokenFinding(settings, at, tokens);
  if (token.state !== "ok") return [token, skipped("apps", "needs a token"), clockFinding(dates)];
  const call = createCaller(http, settings, tokens);
  return [token, ...(await appsFindings(call, settings, at, { ids, unnamed })), clockFinding(dates)];
}

/** What time an answer said that it was, and what time it was here. */
interface Seen {
  readonly date: string | undefined;
  readonly now: number;
}

async function tokenFinding(
  settings: Settings,
  at: Location,
  tokens: ReturnType<typeof createTokens>,
): Promise<Finding> {
  try {
    if (settings.authMethod() === "basic")
      return ok("token", "none needed: sinch:authMethod is basic, for testing only");
    const authUrl = settings.authUrl(at.region);
    const { renewAt } = await tokens.get(authUrl, settings.keyOf(at.projectId));
    return ok(
      "token",
      `from ${new URL(authUrl).host}, good for ${Math.round((renewAt - Date.now()) / 60_000)} minutes or more`,
    );
  } catch (error) {
    return wrong("token", withWayOn(error));
  }
}

async function appsFindings(
  call: ReturnType<typeof createCaller>,
  settings: Settings,
  at: Location,
  { ids, unnamed }: { readonly ids: readonly string[]; readonly unnamed: ReadonlySet<string> },
): Promise<Finding[]> {
  try {
    const path = `/v1/projects/${encodeURIComponent(at.projectId)}/apps`;
    const { json } = await call({ method: "GET", at, path });
    const apps = itemsIn(appType, json);
    const host = new URL(settings.apiUrl(at.region)).host;
    if (!apps) {
      const text = `${host} responds without a list of apps: sinch:apiUrl or SINCH_API_URL points to another service`;
      return [wrong("apps", text)];
    }
    const there = new Set(apps.map((app) => (isObject(app) ? app.id : undefined)));
    const found = ids.filter((id) => there.has(id)).length;
    const shown = `${apps.length} in project ${at.projectId}, region ${at.region}, at ${host}`;
    if (ids.length > 0 && found === 0) {
      const text = `${shown}, but none of the ${ids.length} that the stack has there: check that key, host and project are the ones they were created with`;
      return [wrong("apps", text)];
    }
    const listed = ok("apps", ids.length > 0 ? `${shown}; ${found} of the stack's ${ids.length} among them` : shown);
    const live = apps.flatMap((app) => resourceIn(appType, app) ?? []);
    const own = live.filter(({ id }) => ids.includes(id));
    return [
      listed,
      channelsFinding(own.length > 0 ? own : live),
      sendersFinding(live, unnamed),
      byHandFinding(at.region),
    ];
  } catch (error) {
    return [wrong("apps", withWayOn(error))];
  }
}

/** Pairs that are named. */
const MOST_SHARED = 5;

function sendersFinding(apps: readonly Shown[], unnamed: ReadonlySet<string>): Finding {
  const shared = sharedSenders(apps, unnamed).map(sharedLine);
  if (shared.length === 0) return ok("senders", "no two apps of that project and region share a sender");
  const more = shared.length > MOST_SHARED ? `; and ${shared.length - MOST_SHARED} more` : "";
  return wrong(
    "senders",
    `apps share a sender: ${appType.definition.sharing}. ${shared.slice(0, MOST_SHARED).join("; ")}${more}`,
  );
}

/** An error; where nothing answered at all, with what decides who was asked. */
function withWayOn(error: unknown): string {
  const unreachable = error instanceof SinchError && error.code === "ERR_SINCH_UNREACHABLE";
  return unreachable
    ? `${lineOf(error)}. Check the network, HTTPS_PROXY, and sinch:apiUrl or SINCH_API_URL if set`
    : lineOf(error);
}

function clockFinding(dates: readonly Seen[]): Finding {
  const last = dates.at(-1);
  const theirs = Date.parse(last?.date ?? "");
  if (!last || Number.isNaN(theirs)) return skipped("clock", "no response carried a time");
  const seconds = Math.round((last.now - theirs) / 1000);
  const off = `${Math.abs(seconds)} s ${seconds < 0 ? "behind" : "ahead of"} the service's`;
  if (Math.abs(seconds) <= CLOCK_SECONDS)
    return ok("clock", Math.abs(seconds) <= 2 ? "right" : `${off}, which is harmless`);
  return wrong("clock", `${off}: sync this machine's clock with NTP; tokens and certificates depend on it`);
}
