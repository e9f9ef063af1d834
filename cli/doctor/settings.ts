import { messageOf } from "../../provider/base/errors";
import { appType } from "../../provider/resources/app";
import { wrongPlace } from "../../provider/sinch/location";
import { missingLocation } from "../../provider/sinch/missing-location";
import type { Location, Settings } from "../../provider/sinch/settings";
import { type Finding, ok, skipped, wrong } from "./finding";

/** What the configuration says, and where the apps of the stack live. */
export interface Placed {
  readonly findings: readonly Finding[];
  /** Where to look; `undefined` where it isn't known, or the configuration is wrong. */
  readonly at: Location | undefined;
}

/**
 * Project, region and key, without a request.
 *
 * @param apps
 *  Where the apps of the stack live: they may state it themselves; `undefined` where the stack couldn't be read. What the
 *  environment alone lacks isn't wrong then: the stack may have it.
 */
export function settingsFindings(settings: Settings, apps: readonly Location[] | undefined): Placed {
  const project = part(settings, apps, "projectId");
  const region = part(settings, apps, "region");
  const findings = [project.finding, region.finding];
  if (project.value === undefined || region.value === undefined) return { findings, at: undefined };
  const at = { projectId: project.value, region: region.value };
  const others = settings.problems(at.region).map((problem) => wrong("settings", problem));
  const key = apps || hasKey(settings) ? keyFinding(settings, at.projectId) : skipped("key", NEEDS_STACK);
  const all = [...findings, key, ...others];
  return { findings: all, at: all.every(({ state }) => state === "ok") ? at : undefined };
}

const NEEDS_STACK = "needs the stack";

const hasKey = (settings: Settings): boolean =>
  Boolean(settings.find("keyId")?.value && settings.find("keySecret")?.value);

const ABOUT = { projectId: "project", region: "region" } as const;

function part(
  settings: Settings,
  apps: readonly Location[] | undefined,
  name: keyof Location,
): { finding: Finding; value?: string } {
  const about = ABOUT[name];
  const found = settings.find(name);
  const value = found?.value ?? apps?.[0]?.[name];
  if (value === undefined)
    return { finding: apps ? wrong(about, missingLocation(appType, name)) : skipped(about, NEEDS_STACK) };
  const from = found?.from ?? "set by the stack's apps";
  const problem = found && wrongPlace(name, found);
  if (problem !== undefined) return { finding: wrong(about, `${found?.from} is ${found?.shown}${problem}`) };
  const elsewhere = new Set((apps ?? []).map((app) => app[name]).filter((other) => other !== value));
  return {
    finding: ok(
      about,
      `${value} (${from})${noteOf(
        elsewhere,
        name,
        (apps ?? []).some((app) => app[name] === value),
      )}`,
    ),
    value,
  };
}

/** @param here whether an app of the stack lives where the configuration says. */
function noteOf(elsewhere: ReadonlySet<string>, name: keyof Location, here: boolean): string {
  const places = [...elsewhere].join(", ");
  if (places === "") return "";
  return here
    ? `; apps of the stack are also in ${places}`
    : `; the stack's apps are in ${places}: previews fail unless each app sets its own ${name}`;
}

function keyFinding(settings: Settings, projectId: string): Finding {
  try {
    const { keyId } = settings.keyOf(projectId);
    const sources = [settings.find("keyId"), settings.find("keySecret")];
    const own = sources[0]?.value !== keyId;
    const from = own
      ? "its entry in sinch:projects"
      : [...new Set(sources.map((source) => source?.from))].join(" and ");
    return ok("key", `from ${from}`);
  } catch (error) {
    return wrong("key", messageOf(error));
  }
}
