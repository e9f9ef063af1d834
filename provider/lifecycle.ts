import { randomBytes } from "node:crypto";
import { type AppsClient, isNotFound } from "./client";
import { isLoopback, type Location, type Settings } from "./config";
import { driftOf, isDefault } from "./drift";
import { echoesOf, isUnchanged, type Known } from "./echoes";
import { messageOf, SinchError, whileDoing } from "./errors";
import { type Fields, fieldsOf, type Leaves, leavesOf, leavesOfField, sameLeaf, splitPath } from "./leaves";
import { locationOf, placementOf } from "./location";
import { type Patch, planCreate, planPatch } from "./plan-patch";
import type { Reads } from "./reads";
import { listKeys, locationFields, secretFields } from "./schema";
import { liftSecrets, restoreSecrets, type SecretContainer, type Secrets, UNKNOWN } from "./secrets";
import {
  type AppInputs,
  type AppState,
  fieldsIn,
  inputsFrom,
  isManaged,
  knownFrom,
  pickWritable,
  stateFrom,
} from "./state";
import { problemsOf, removalsThatDestroy } from "./validate";
import { fromWire, fromWireName, type Wire } from "./wire";

type Props = Readonly<Record<string, unknown>>;

/** What the lifecycle works with. */
export interface Context {
  readonly settings: Settings;
  readonly client: AppsClient;
  readonly reads: Reads;
}

/** What `check` gives. */
export interface Checked {
  readonly inputs: AppInputs;
  /** What is wrong, one line each. */
  readonly problems: string[];
  /** What the user should know, and can go on without. */
  readonly notes: string[];
}

/** Validates what the program asks for and brings it into the form of the state. Makes no request. */
export function check({ settings }: Context, olds: Props, news: Props): Checked {
  const given = (typeof news.secrets === "object" ? news.secrets : {}) as Readonly<Record<string, SecretContainer>>;
  const lifted = liftSecrets(news);
  const secrets = Object.fromEntries(
    secretFields.map((field): [string, SecretContainer] => {
      const container = news.secrets === UNKNOWN ? UNKNOWN : (given[field] ?? {});
      return [field, container === UNKNOWN ? UNKNOWN : { ...container, ...lifted.secrets[field] }];
    }),
  );
  const { at, problems } = placementOf(settings, olds, news);
  const inputs = { ...lifted.fields, ...at, secrets } as unknown as AppInputs;

  const somewhere = Object.fromEntries(locationFields.map((part) => [part, UNKNOWN]));
  const restored = restoreSecrets({ ...somewhere, ...lifted.fields, ...at }, secrets);
  const before = restoreSecrets(pickWritable(olds), olds.secrets as Secrets | undefined);
  const wrong = problemsOf(restored.fields, restored.unknown, before.fields);
  const orphans = restored.orphans.map(
    (path) => `secrets.${path.replace("/", ": ")} belongs to an entry that isn't there`,
  );
  const moves = locationFields.some((part) => olds[part] !== undefined && olds[part] !== at[part]);
  const region = wrong.length === 0 && typeof at.region === "string" && at.region !== UNKNOWN ? at.region : undefined;
  const setUp = settings.problems(region);
  return {
    inputs,
    problems: [...problems, ...setUp, ...wrong, ...orphans, ...(moves ? [] : removalsThatDestroy(olds, news))],
    notes: setUp.length === 0 && typeof at.projectId === "string" ? missingKey(settings, at.projectId) : [],
  };
}

/** A preview goes on without a key: a pull request's job may have none. */
function missingKey(settings: Settings, projectId: string): string[] {
  if (projectId === UNKNOWN) return [];
  try {
    settings.keyOf(projectId);
    return [];
  } catch (error) {
    return [`${messageOf(error)}. The preview goes on without; \`pulumi up\` will need it`];
  }
}

/** What the engine is told: the properties that force a replacement, whether there is something to send, or that it may look itself. */
export interface Difference {
  readonly changes?: boolean;
  readonly replaces?: string[];
}

/** Whether an update has something to send. Makes no request. */
export function diff({ settings }: Context, olds: AppState, news: AppInputs): Difference {
  assertReachable(settings, olds);
  const replaces = locationFields.filter((part) => olds[part] !== news[part]);
  if (replaces.length > 0) return { changes: true, replaces };
  // Left open, so that the engine works out the detailed diff from the inputs.
  return planPatch(knownFrom(olds), fieldsIn(news)) ? {} : { changes: false };
}

/** Makes an app. The request is never sent twice. */
export async function create(context: Context, inputs: AppInputs): Promise<{ id: string; outs: AppState }> {
  const fields = fieldsIn(inputs);
  return naming(`creating app ${quoted(inputs)}`, async () => {
    const answer = await context.client.create(inputs, planCreate(fields)).finally(() => context.reads.forget(inputs));
    const incarnation = randomBytes(9).toString("base64url");
    const loopback = isLoopback(context.settings.apiUrl(inputs.region)) ? { loopback: true as const } : {};
    const echoes = echoesOf(leavesOf(fields), leavesShown(answer), incarnation);
    return { id: answer.id as string, outs: stateFrom(inputs, { incarnation, echoes, ...loopback }) };
  });
}

/** Sends what differs between the state and the program, and nothing where nothing does. */
export async function update(
  context: Context,
  id: string,
  olds: AppState,
  news: AppInputs,
): Promise<{ outs: AppState }> {
  const { client, reads, settings } = context;
  return naming(`updating app ${quoted(news)} (${id})`, async () => {
    assertReachable(settings, olds);
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
  const { client, reads, settings } = context;
  await naming(`deleting app ${quoted(props)} (${id})`, async () => {
    assertReachable(settings, props);
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

async function refresh({ settings, reads }: Context, id: string, state: AppState): Promise<ReadResult> {
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

const leavesShown = (live: Wire): Leaves => leavesOf(fromWire(live) as Fields);

const fieldOf = (path: string): string => path.split("/")[0] as string;

const quoted = (props: Props): string => JSON.stringify(props.displayName);

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

/** What was sent must not still show as it was: a change that the service ignores would never be seen again. */
function assertApplied(patch: Patch, known: Known, desired: Leaves, shown: Leaves): void {
  const ignored = patch.updateMask.map(fromWireName).flatMap((field) =>
    [...leavesOfField(known.leaves, field)].flatMap(([path, before]) => {
      const wanted = desired.get(path);
      const actual = shown.get(path);
      if (Array.isArray(before)) return keptItems(path, before, wanted, actual);
      if (sameLeaf(wanted, before) || sameLeaf(actual, undefined) || isKey(path)) return [];
      const isKept = desired.has(path) ? sameLeaf(actual, before) : isUnchanged(known, path, actual);
      return isKept && !(isDefault(path, before) && !desired.has(path)) ? [nameOf(path)] : [];
    }),
  );
  if (ignored.length === 0) return;
  throw new SinchError(
    "ERR_SINCH_NOT_APPLIED",
    `the service took the request, but still shows the old value of ${[...new Set(ignored)].join(", ")}: state the value ` +
      "that it shows in the program, or ask Sinch why it can't be changed",
  );
}

/** Items that were to go and are still there. */
function keptItems(field: string, before: string[], wanted: unknown, actual: unknown): string[] {
  const [keys, there] = [wanted, actual].map((order) => (Array.isArray(order) ? (order as string[]) : []));
  return before.filter((key) => !keys?.includes(key) && there?.includes(key)).map((key) => `${field}: ${key}`);
}

/** Whether a leaf tells an item from the others: it goes with its item. */
const isKey = (path: string): boolean => listKeys(fieldOf(path))?.includes(splitPath(path)[2] ?? "") === true;

/** `channelCredentials/SMS/callbackSecret` → `channelCredentials: SMS.callbackSecret`, `retentionPolicy.ttlDays`. */
function nameOf(path: string): string {
  const [field = "", ...below] = splitPath(path);
  return listKeys(field) ? `${field}: ${below.join(".")}` : [field, ...below].join(".");
}

/** An app of the service is never looked for on this machine, nor the other way round: it would count as gone. */
function assertReachable(settings: Settings, state: AppState & Location): void {
  const here = isLoopback(settings.apiUrl(state.region));
  if (here === (state.loopback === true)) return;
  const url = settings.apiUrl(state.region);
  const found = settings.find("apiUrl")?.from ?? "the configuration, without sinch:apiUrl or SINCH_API_URL,";
  throw new SinchError(
    "ERR_SINCH_CONFIGURATION",
    here
      ? `the app lives at the service, but ${found} points to ${url}. Nothing is touched: take that value out`
      : `the app was made on a stand-in for the service on this machine, but ${found} points to ${url}. Nothing is touched: ` +
          "point SINCH_API_URL to the stand-in",
  );
}
