import { ADOPT_FORM, idsFor, lacksId } from "./adopt-pairs";
import { type AppsClient, isNotFound } from "../../sinch/collection";
import type { Location, Settings } from "../../sinch/settings";
import { SinchError } from "../../base/errors";
import { REGIONS } from "../../sinch/hosts";
import type { Presence } from "./registry";
import { quotedName } from "../../base/printable";
import type { Wire } from "../../model/wire";

/** How an app comes to be: adopted, or made under a name that may be taken. */
export interface Intent {
  /** Id of the app to adopt that the program states. */
  readonly adopt: string | undefined;
  /** Ids of the apps that the environment names under the app's display name. */
  readonly named: readonly string[];
  /** Whether the environment names the display name, and no app. */
  readonly lacksId: boolean;
  readonly allowDuplicate: boolean;
}

/**
 * What the program and the environment say about how an app is to be made. The environment is for one run:
 * `SINCH_ADOPT="<display name>=<id>,…"`, `SINCH_ALLOW_DUPLICATE="<display name>"`.
 */
export function intentOf(settings: Settings, inputs: Readonly<Record<string, unknown>>): Intent {
  const name = String(inputs.displayName);
  const pairs = settings.find("adopt")?.value ?? "";
  return {
    adopt: typeof inputs.adopt === "string" ? inputs.adopt : undefined,
    named: idsFor(name, pairs),
    lacksId: lacksId(name, pairs),
    allowDuplicate: inputs.allowDuplicateName === true || settings.find("allowDuplicate")?.value === name,
  };
}

/**
 * The app to adopt, as it is there; `undefined` where one is to be made. An app that this process made or adopted isn't
 * adopted by the environment once more: two apps of a program can have one name.
 *
 * @param options
 *  `claims`: the app is adopted right now, so that no other one of its name adopts it at the same time.
 * @throws SinchError `ERR_SINCH_CONFLICT` where there is no such app, or one of another name.
 */
export async function adoptee(
  client: AppsClient,
  presence: Presence,
  at: Location & Readonly<Record<string, unknown>>,
  { adopt, named, lacksId }: Intent,
  { claims = false } = {},
): Promise<Wire | undefined> {
  if (lacksId) {
    throw new SinchError(
      "ERR_SINCH_CONFLICT",
      `SINCH_ADOPT names ${quotedName(at.displayName)} without an id. It must be ${ADOPT_FORM}`,
    );
  }
  const open = named.filter((id) => !presence.hasTaken(id));
  for (const id of open) {
    const app = await find(client, presence, at, id);
    if (presence.hasTaken(id)) continue;
    if (app && app.display_name !== at.displayName) {
      throw new SinchError(
        "ERR_SINCH_CONFLICT",
        `SINCH_ADOPT: app ${id} is named ${quotedName(app.display_name)}. To adopt it all the same, state adopt: "${id}" in the program`,
      );
    }
    if (!app) continue;
    if (claims) presence.claim(id);
    return app;
  }
  const left = open.filter((id) => !presence.hasTaken(id));
  const id = adopt ?? (await nowhere(client, at, left));
  if (id === undefined) return undefined;
  const app = adopt === undefined ? undefined : await find(client, presence, at, id);
  if (app) return app;
  throw new SinchError(
    "ERR_SINCH_CONFLICT",
    `${adopt === undefined ? "SINCH_ADOPT" : "adopt"}: there is no app ${id} in project ${at.projectId}, region ${at.region}`,
  );
}

async function find(client: AppsClient, presence: Presence, at: Location, id: string): Promise<Wire | undefined> {
  // It can have come up since.
  return (await presence.before(at)).find((app) => app.id === id) ?? client.get(at, id).catch(absent);
}

/** The first id that isn't in another region either, where another app of the program may have the name. */
async function nowhere(client: AppsClient, at: Location, ids: readonly string[]): Promise<string | undefined> {
  for (const id of ids) {
    const others = (REGIONS as readonly string[]).filter((region) => region !== at.region);
    const found = await Promise.all(
      others.map((region) => client.get({ projectId: at.projectId, region }, id).catch(absent)),
    );
    if (found.every((app) => app === undefined)) return id;
  }
  return undefined;
}

function absent(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}
