import { sleep } from "../../base/abort";
import { messageOf, SinchError } from "../../base/errors";
import { quotedName, withArticle } from "../../base/printable";
import type { Desired } from "../../model/leaves";
import type { Location } from "../../model/state";
import type { Shown } from "../../model/wire";
import type { Context } from "../context";
import { holdsWhatWasAsked, isDuplicate, mayHaveCreated, showsOtherSecrets } from "./lost-response";
import { nameInUse } from "./words";

/** After a lost response, waits between LISTs in search of the resource, in milliseconds. */
export const LOOKS_MS: readonly number[] = [200, 500, 1_000, 2_000, 3_000, 4_000];

/** A resource that was created. */
export interface Created {
  readonly resource: Shown;
  /** What the user should know of it. */
  readonly note?: string;
}

/** What a search after a lost response found. */
interface Seen {
  /** New resources that match the request. */
  readonly alike: readonly Shown[];
  /** Those of them whose shown secrets don't contradict the request. */
  readonly candidates: readonly Shown[];
}

/**
 * Creates a resource at most once. If the response is lost, adopts the only new resource that matches the request.
 *
 * @throws SinchError that says what is known, if none or several match.
 */
export async function createOnce(context: Context, at: Location, desired: Desired): Promise<Created> {
  const { type, collection, registry } = context;
  const before = new Set((await registry.existingAtStart(at)).map(({ id }) => id));
  try {
    return { resource: await collection.create(at, desired.fields) };
  } catch (error) {
    if (isDuplicate(type, error, collection.path(at))) return afterRefusal(context, at, desired, before, error);
    if (!mayHaveCreated(error, collection.path(at))) throw error;
    const seen = await lookAround(context, at, desired, before);
    const [only] = seen.candidates;
    if (only && seen.candidates.length === 1) {
      return { resource: only, note: takenAfterAll(context, error, desired, only) };
    }
    throw new SinchError(
      "ERR_SINCH_UNREACHABLE",
      `${messageOf(error)}. The request may have taken effect; ${whatAppeared(context, seen)}. Run \`pulumi up\` again: ` +
        `the preview names ${withArticle(type.definition.noun)} with that name, if one exists by then`,
      { cause: error },
    );
  }
}

/** After a refused POST: its resource may exist nevertheless, or another one with its identity does. */
async function afterRefusal(
  context: Context,
  at: Location,
  desired: Desired,
  before: ReadonlySet<string>,
  refusal: unknown,
): Promise<Created> {
  const { type, registry, collection } = context;
  const { identity } = type.definition;
  const all = await collection.list(at).catch((): readonly Shown[] => []);
  const same = all.find((one) => one[identity] === desired.fields[identity]);
  if (!same) throw refusal;
  const isOwn = !before.has(same.id) && !registry.isKnown(same.id) && holdsWhatWasAsked(type, same, desired.leaves);
  if (isOwn && !showsOtherSecrets(type, same, desired.leaves)) {
    return { resource: same, note: takenAfterAll(context, refusal, desired, same) };
  }
  const reasons = nameInUse(context, at, String(desired.fields[identity]), [same]);
  throw new SinchError("ERR_SINCH_NAME_IN_USE", `${messageOf(refusal)}. ${reasons.join(". ")}`, { cause: refusal });
}

async function lookAround(
  { type, collection, registry, looksMs = LOOKS_MS }: Context,
  at: Location,
  desired: Desired,
  before: ReadonlySet<string>,
): Promise<Seen> {
  let seen: Seen = { alike: [], candidates: [] };
  const until = Date.now() + looksMs.reduce((sum, ms) => sum + ms, 0);
  for (const wait of looksMs) {
    if (Date.now() > until || !(await sleep(wait, collection.stop))) break;
    const all = await collection.list(at, until - Date.now()).catch((): readonly Shown[] => []);
    const isNew = ({ id }: Shown): boolean => !before.has(id) && !registry.isKnown(id);
    const alike = all.filter((one) => isNew(one) && holdsWhatWasAsked(type, one, desired.leaves));
    seen = { alike, candidates: alike.filter((one) => !showsOtherSecrets(type, one, desired.leaves)) };
    if (seen.candidates.length > 0) break;
  }
  return seen;
}

function takenAfterAll({ type }: Context, error: unknown, { fields }: Desired, { id }: Shown): string {
  const { noun, identity } = type.definition;
  return (
    `the response to creating ${noun} ${quotedName(fields[identity])} was lost; adopted ${noun} ${id}, the only new one that matches the request. ` +
    `If another stack may have created such ${withArticle(noun)} in the same seconds, check whose it is. What came back: ${messageOf(error)}`
  );
}

function whatAppeared({ type, collection }: Context, { alike, candidates }: Seen): string {
  const { noun } = type.definition;
  const ids = (resources: readonly Shown[]): string => resources.map(({ id }) => id).join(", ");
  if (candidates.length > 0) {
    return `${candidates.length} new ${noun}s match the request (${ids(candidates)}), so none was adopted`;
  }
  if (alike.length > 0) return `what is new shows other secrets than were sent (${ids(alike)}), so it wasn't adopted`;
  return collection.stop.aborted ? "its effect could not be checked" : `no matching ${noun} has appeared since`;
}
