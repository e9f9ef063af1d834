import { SinchError } from "../base/errors";
import { quotedValue } from "../base/printable";
import type { ResourceType } from "../model/resource-type";
import { UNKNOWN } from "../model/secrets";
import { REGIONS } from "./hosts";
import { missingLocation, NAMES, type Statement } from "./missing-location";
import { isSegment } from "./segment";
import { type Found, isLoopback, type Location, type Settings } from "./settings";

type Props = Readonly<Record<string, unknown>>;

const PARTS = ["projectId", "region"] as const satisfies readonly (keyof Location)[];

/** The location of a resource, and the problems with it. */
export interface Placement {
  readonly at: Readonly<Record<string, unknown>>;
  readonly problems: readonly string[];
}

/**
 * Determines a resource's location. The program's own value wins. Without one, an existing resource stays where it is,
 * and a new one goes where the configuration says. Configuration that disagrees with the state is refused, so that an
 * exported variable never replaces a resource.
 */
export function placementOf(
  type: ResourceType,
  settings: Settings,
  olds: Props,
  news: Props,
  where: Statement = "resource",
): Placement {
  const { noun } = type.definition;
  const at: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const part of PARTS) {
    const own = news[part];
    if (own === "") {
      problems.push(`${part} is empty: set it, or leave it out to use the configuration`);
      continue;
    }
    if (own !== undefined && own !== null) {
      at[part] = own;
      continue;
    }
    const found = settings.find(part);
    const wrong = found && wrongPlace(part, found);
    const present = olds[part];
    if (typeof present === "string" && present !== UNKNOWN) {
      at[part] = present;
      if (found && found.value !== present) {
        const way = wrong ?? `, or set ${part} on the ${noun} itself to replace the ${noun} with one in ${found.shown}`;
        problems.push(
          `the ${noun} is in ${WORDS[part]} ${quotedValue(present)}, but ${found.from} is set to ${found.shown}. No changes were made: ` +
            `correct that value${way}`,
        );
      }
    } else if (found) {
      if (wrong === undefined) at[part] = found.value;
      else problems.push(`${found.from} is ${found.shown}${wrong}`);
    } else {
      problems.push(missingLocation(type, part, where, settings.provider));
    }
  }
  return { at, problems };
}

/** Why a configured value isn't a valid location, to follow the value in a message; `undefined` if it is valid. */
export function wrongPlace(part: keyof Location, { value }: Found): string | undefined {
  if (part === "region") {
    return REGIONS.includes(value) ? undefined : `, which must be one of ${REGIONS.join(", ")}`;
  }
  return isSegment(value) ? undefined : `, which can't be a ${NAMES[part]}`;
}

const WORDS: Readonly<Record<keyof Location, string>> = { projectId: "project", region: "region" };

/**
 * The location of resources that are only looked up.
 *
 * @param where Where `props` come from, for the error.
 * @throws SinchError `ERR_SINCH_CONFIGURATION` if nothing sets it.
 */
export function locationOf(
  type: ResourceType,
  settings: Settings,
  props: Props,
  where: Statement = "resource",
): Location {
  const { at, problems } = placementOf(type, settings, {}, props, where);
  if (problems.length > 0) throw new SinchError("ERR_SINCH_CONFIGURATION", problems.join("; "));
  return { projectId: String(at.projectId), region: String(at.region) };
}

/** Throws if a resource of the service would be looked for on this machine, or the reverse: it would count as gone. */
export function assertReachable(
  { definition }: ResourceType,
  settings: Settings,
  state: Location & { readonly loopback?: unknown },
): void {
  const here = isLoopback(settings.apiUrl(state.region));
  if (here === (state.loopback === true)) return;
  const url = settings.apiUrl(state.region);
  const found = settings.find("apiUrl")?.from ?? "the configuration, without sinch:apiUrl or SINCH_API_URL,";
  throw new SinchError(
    "ERR_SINCH_CONFIGURATION",
    here
      ? `the ${definition.noun} is at the service, but ${found} points to ${url}. No changes were made: remove that value`
      : `the ${definition.noun} was created on a fake API on this machine, but ${found} points to ${url}. No changes were made: ` +
          "point SINCH_API_URL to the fake",
  );
}
