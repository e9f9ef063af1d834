import PQueue from "p-queue";
import { type ErrorCode, SinchError } from "../../provider/base/errors";
import type { Redactor } from "../../provider/http/redactor";
import type { Shown } from "../../provider/model/wire";
import { appType } from "../../provider/resources/app";
import { type Collection, createCollection, isNotFound } from "../../provider/sinch/collection";
import type { Location } from "../../provider/sinch/settings";
import { createTransport } from "../../provider/sinch/transport";
import { lineOf } from "../cli-error";
import type { StackContents } from "../stack";
import type { Wanted } from "./wanted";

/** A project and region with the apps that the service has there, or why they couldn't be listed. */
export type Place = Location & (Listed | Failure);

/** Why something couldn't be told. */
interface Failure {
  readonly error: string;
  readonly code?: ErrorCode;
}

/** The apps of a project and region. */
interface Listed {
  /** By id. */
  readonly apps: ReadonlyMap<string, Shown>;
  /** Of the apps that were asked for: those that a GET confirms as gone. Of any other it says why it couldn't be told. */
  readonly absent: ReadonlyMap<string, "gone" | Failure>;
}

/** The same project and region may be reached with different keys and hosts, by different stacks. */
export function placeName({ settings }: StackContents, at: Location): string {
  const place = [at.projectId, at.region];
  try {
    const { keyId, keySecret } = settings.keyOf(at.projectId);
    return JSON.stringify([...place, settings.apiUrl(at.region), keyId, keySecret]);
  } catch (error) {
    return JSON.stringify([...place, lineOf(error)]);
  }
}

/** How many apps are asked for at once, of those that a LIST doesn't show. */
const AT_ONCE = 8;

/**
 * Lists a project and region once, and asks for each app of the states that the list doesn't show.
 *
 * @param ids
 *  The apps that are expected there.
 */
export async function lookInto(
  { settings, redactor }: StackContents,
  at: Location,
  ids: readonly string[],
): Promise<Place> {
  const client = createCollection(appType, createTransport(settings));
  try {
    const apps = new Map((await client.list(at)).map((app) => [app.id, app]));
    const unseen = [...new Set(ids)].filter((id) => !apps.has(id));
    const asking = unseen.map((id) => () => confirm(client, at, id, redactor));
    const answers = await new PQueue({ concurrency: AT_ONCE }).addAll(asking);
    const absent = new Map<string, "gone" | Failure>();
    unseen.forEach((id, index) => {
      const answer = answers[index];
      if (answer && "wire" in answer) apps.set(id, answer.wire);
      else absent.set(id, answer ?? "gone");
    });
    return { ...at, apps, absent };
  } catch (error) {
    return { ...at, ...failureOf(error, redactor) };
  }
}

/** Looks into several places at once. */
export async function lookIntoAll(wanted: ReadonlyMap<string, Wanted>): Promise<ReadonlyMap<string, Place>> {
  const looks = [...wanted].map(async ([name, { stack, at, ids }]) => [name, await lookInto(stack, at, ids)] as const);
  return new Map(await Promise.all(looks));
}

async function confirm(
  client: Collection,
  at: Location,
  id: string,
  redactor: Redactor,
): Promise<{ wire: Shown } | Failure | undefined> {
  try {
    return { wire: await client.get(at, id) };
  } catch (error) {
    return isNotFound(error) ? undefined : failureOf(error, redactor);
  }
}

const failureOf = (error: unknown, redactor: Redactor): Failure => ({
  error: redactor.clean(lineOf(error)),
  ...(error instanceof SinchError ? { code: error.code } : {}),
});
