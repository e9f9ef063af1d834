import { ulid } from "ulid";
import { adopt } from "./creation/adoption";
import { assertApplied } from "../model/applied";
import { type AppsClient, isNotFound } from "../sinch/collection";
import { isLoopback, type Settings } from "../sinch/settings";
import { driftOf } from "../model/drift";
import { echoesOf, type Known } from "../model/fingerprints";
import { messageOf, SinchError, whileDoing } from "../base/errors";
import { adoptee, intentOf } from "./creation/intent";
import { type Fields, fieldsOf, leavesOf, leavesShown, sameLeaf } from "../model/leaves";
import { assertReachable, locationOf } from "../sinch/location";
import { type Made, make, nameTaken } from "./creation/create-once";
import { planPatch } from "../model/patch";
import type { Presence } from "./creation/registry";
import { quotedName } from "../base/printable";
import type { Reads } from "../sinch/reads";
import { locationFields, secretFields } from "../model/resource-type";
import { liftSecrets } from "../model/secrets";
import {
  type AppInputs,
  type AppState,
  assertReadable,
  fieldsIn,
  inputsFrom,
  isManaged,
  knownFrom,
  pickWritable,
  stateFrom,
} from "../model/state";
import { fromWireName } from "../model/wire";

type Props = Readonly<Record<string, unknown>>;

/** What the lifecycle works with. */
export interface Context {
  readonly settings: Settings;
  readonly client: AppsClient;
  readonly reads: Reads;
  readonly presence: Presence;
  /** When to look for an app whose answer was lost, in milliseconds from one look to the next; default about 10 s in all. */
  readonly looksMs?: readonly number[];
}

/** What the engine is told: the properties that force a replacement, whether there is something to send, or that it may look itself. */
export interface Difference {
  readonly changes?: boolean;
  readonly replaces?: string[];
}

/** Whether an update has something to send. Makes no request. */
export function diff({ settings, presence }: Context, id: string, olds: AppState, news: AppInputs): Difference {
  if (presence.isWanted(id, olds.incarnation)) throw new SinchError("ERR_SINCH_CONFLICT", managedAlready(id, olds));
  presence.saw(id, olds.incarnation);
  assertReachable(settings, olds);
  const known = knownFrom(olds);
  const replaces = locationFields.filter((part) => olds[part] !== news[part]);
  // Whether there are changes is left open, so that the engine works out the detailed diff from the inputs.
  if (replaces.length > 0) return { replaces };
  const fields = fieldsIn(news);
  if (!planPatch(known, fields)) {
    presence.saw(id, olds.incarnation, { stays: true });
    return { changes: false };
  }
  return secretsThatReplace(known, fields, news.replaceOnSecrets) ? { replaces: ["secrets"] } : {};
}

function managedAlready(id: string, olds: AppState): string {
  return (
    `another resource of this program is to adopt ${id}, which the stack manages as ${nameOf(olds)} already. ` +
    "Take that adoption back; for another app of the same name, state allowDuplicateName: true"
  );
}

/** Whether one of the secrets changed that the program's `replaceOnChanges` names; see `sdk/secret-paths`. */
function secretsThatReplace({ leaves }: Known, fields: Fields, named: unknown): boolean {
  if (!Array.isArray(named)) return false;
  const wanted = leavesOf(fields);
  return named.some((path: string) => !sameLeaf(leaves.get(path), wanted.get(path)));
}

/** Makes an app, at most once, or adopts the one that it is told to. @returns notes, too, that the user should know. */
export async function create(
  context: Context,
  inputs: AppInputs,
): Promise<{ id: string; outs: AppState; notes: readonly string[] }> {
  const { client, presence, reads, settings } = context;
  const fields = fieldsIn(inputs);
  const intent = intentOf(settings, inputs);
  const named = intent.adopt ?? intent.named[0];
  const operation =
    named === undefined ? `creating app ${nameOf(inputs)}` : `adopting app ${named} as ${nameOf(inputs)}`;
  return naming(operation, async () => {
    const incarnation = ulid();
    const there = await adoptee(client, presence, inputs, intent, { claims: true });
    const work: Promise<Made> = there
      ? adopt(client, inputs, await client.get(inputs, there.id as string), fields, incarnation).then((app) => ({
          app,
        }))
      : makeNew(context, inputs, fields, intent.allowDuplicate);
    const { app, note } = await work.finally(() => reads.forget(inputs));
    presence.took(app.id as string, incarnation);
    const loopback = isLoopback(settings.apiUrl(inputs.region)) ? { loopback: true as const } : {};
    const echoes = echoesOf(leavesOf(fields), leavesShown(app), incarnation);
    const outs = stateFrom(inputs, { incarnation, echoes, ...loopback });
    return { id: app.id as string, outs, notes: note === undefined ? [] : [note] };
  });
}

async function makeNew(
  { client, presence, looksMs, settings }: Context,
  inputs: AppInputs,
  fields: Fields,
  allowDuplicate: boolean,
): Promise<Made> {
  const name = String(inputs.displayName);
  const taken = allowDuplicate ? [] : await presence.taken(inputs, name);
  if (taken.length > 0) {
    const ways = nameTaken(inputs, name, taken, settings.find("adopt")?.value);
    throw new SinchError("ERR_SINCH_CONFLICT", ways.join(". "));
  }
  return make(client, presence, inputs, fields, looksMs);
}

/** Sends what differs between the state and the program, and nothing where nothing does. */
export async function update(
  context: Context,
  id: string,
  olds: AppState,
  news: AppInputs,
): Promise<{ outs: AppState }> {
  const { client, reads, settings } = context;
  return naming(`updating app ${nameOf(news)} (${id})`, async () => {
    assertReachable(settings, olds);
    context.presence.saw(id, olds.incarnation);
    const known = knownFrom(olds);
    const fields = fieldsIn(news);
    let patch = planPatch(known, fields);
    if (patch?.updateMask.some((name) => secretFields.includes(fromWireName(name)))) {
      patch = planPatch(known, fields, leavesShown(await client.get(olds, id).catch(refreshFirst)));
    }
    if (!patch) return { outs: stateFrom(news, olds) };
    const { updateMask, body } = patch;
    const answer = client.update(olds, id, updateMask, body).finally(() => reads.forget(olds));
    const shown = leavesShown(await answer.catch(refreshFirst));
    assertApplied(patch, known, leavesOf(fields), shown);
    const sent = new Set(patch.updateMask.map(fromWireName));
    const echoes = Object.fromEntries([
      ...Object.entries(known.echoes).filter(([path]) => !sent.has(fieldOf(path))),
      ...Object.entries(echoesOf(leavesOf(fields), shown, known.salt)).filter(([path]) => sent.has(fieldOf(path))),
    ]);
    return { outs: stateFrom(news, { ...olds, echoes }) };
  });
}

/** Deletes an app. One that is gone already is as good as deleted. */
export async function remove(context: Context, id: string, props: AppState): Promise<void> {
  const { client, presence, reads, settings } = context;
  await naming(`deleting app ${nameOf(props)} (${id})`, async () => {
    assertReachable(settings, props);
    assertReadable(props);
    // The second half of a replacement must not delete the app that was adopted anew.
    if (presence.isAnothers(id, props.incarnation)) return;
    try {
      await client.delete(props, id);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      // A 404 can be a wrong host, too: only what a LIST doesn't show either is gone.
      reads.forget(props);
      if (await reads.read(props, id)) throw error;
    } finally {
      reads.forget(props);
    }
  });
}

/** An app as it is there: what the state manages of it, or all of it where it is only looked up. `{}` where it is gone. */
export interface ReadResult {
  readonly id?: string;
  readonly props?: Props;
  readonly inputs?: Props;
}

/** Reads an app. Only a certain absence empties the answer; an app that is only looked up must be there. */
export async function read(context: Context, id: string, props: Props): Promise<ReadResult> {
  return naming(`reading app ${id}`, async () =>
    isManaged(props) ? refresh(context, id, props) : lookUp(context, id, props),
  );
}

async function refresh({ settings, reads, presence }: Context, id: string, state: AppState): Promise<ReadResult> {
  presence.saw(id, state.incarnation);
  assertReachable(settings, state);
  const known = knownFrom(state);
  const live = await reads.read(state, id);
  if (!live) return {};
  const drift = driftOf(known, leavesShown(live));
  const inputs = drift.changes.length === 0 ? inputsOf(state) : inputsFrom(state, fieldsOf(drift.leaves));
  return { id, inputs, props: stateFrom(inputs, { ...state, echoes: drift.echoes }) };
}

async function lookUp({ settings, reads }: Context, id: string, props: Props): Promise<ReadResult> {
  const at = locationOf(settings, props);
  const live = await reads.read(at, id);
  if (!live) {
    throw new SinchError("ERR_SINCH_STATE", `there is no such app in project ${at.projectId}, region ${at.region}`);
  }
  const { fields } = liftSecrets(fieldsOf(leavesShown(live)));
  return { id, props: { projectId: at.projectId, region: at.region, ...fields } };
}

/** The inputs within a state. */
function inputsOf(state: AppState): AppInputs {
  return { projectId: state.projectId, region: state.region, ...pickWritable(state), secrets: state.secrets };
}

const fieldOf = (path: string): string => path.split("/")[0] as string;

const nameOf = (props: Props): string => quotedName(props.displayName);

async function naming<T>(operation: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw whileDoing(operation, error);
  }
}

/** Says the way on where an app isn't there. */
function refreshFirst(error: unknown): never {
  if (!isNotFound(error)) throw error;
  throw new SinchError(
    "ERR_SINCH_STATE",
    `${messageOf(error)}. Run \`pulumi refresh\`: where the app is gone, the next \`pulumi up\` makes it again`,
    { cause: error },
  );
}
