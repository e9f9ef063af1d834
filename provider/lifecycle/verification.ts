import { messageOf, SinchError } from "../base/errors";
import { isObject } from "../base/values";
import { sameLeaf } from "../model/comparison";
import { fieldsOf, itemKeys, type Leaves, leavesOfField } from "../model/leaves";
import { byKey } from "../model/path";
import type { ResourceType } from "../model/resource-type";
import { textsIn } from "../model/secrets";
import { inputsFrom, type State, stateFrom } from "../model/state";
import type { Shown } from "../model/wire";
import { withoutSecrets } from "../sinch/quoted";
import { type Context, nameOf } from "./context";
import type { Unverified } from "./unverified-in-run";

/** The resource exists but isn't in its desired state. The state must be kept, and the next run continues with it. */
export class UnfinishedError extends SinchError {
  constructor(
    message: string,
    readonly id: string,
    readonly outs: State,
  ) {
    super("ERR_SINCH_UNVERIFIED", message);
  }
}

/** What was written, and what the response showed. */
export interface Written {
  readonly id: string;
  readonly outs: State;
  readonly shown: Shown;
  readonly desired: Leaves;
  /** Keys of the written items. */
  readonly keys: readonly string[];
}

interface ItemState {
  readonly status: unknown;
  readonly said: string;
}

/** The verification state of a resource's items, by key. */
function statesOf(type: ResourceType, shown: Shown): ReadonlyMap<string, ItemState> {
  const { verified } = type.definition;
  const items = verified && shown[verified.field];
  if (!verified || !Array.isArray(items)) return new Map();
  const keys = itemKeys(type, verified.field, items);
  return new Map(
    items.map((item, at) => {
      const state = isObject(item) && isObject(item[verified.state]) ? item[verified.state] : {};
      const { status, description } = state as Record<string, unknown>;
      return [keys[at] as string, { status, said: typeof description === "string" ? description : "" }];
    }),
  );
}

/** The keys of items that the service couldn't verify, or hasn't yet. */
export function unsettledKeys(
  type: ResourceType,
  shown: Shown,
): { readonly pending: string[]; readonly failing: string[] } {
  const states = [...statesOf(type, shown)];
  const having = (wanted: string | undefined): string[] =>
    states.filter(([, { status }]) => wanted !== undefined && status === wanted).map(([key]) => key);
  const { verified } = type.definition;
  return { pending: having(verified?.pending), failing: having(verified?.failing) };
}

/** The keys of the items that a write adds or changes. */
export function keysWritten({ definition }: ResourceType, before: Leaves, desired: Leaves): string[] {
  const field = definition.verified?.field ?? "";
  const keys = desired.get(field);
  if (!Array.isArray(keys)) return [];
  return keys.filter((key: string) =>
    [...leavesOfField(desired, `${field}/${key}`)].some(([path, value]) => !sameLeaf(value, before.get(path))),
  );
}

/** How many of the written items the response shows as unverified. */
export function unverifiedIn(type: ResourceType, { shown, keys }: Pick<Written, "shown" | "keys">): Unverified {
  const { pending, failing } = unsettledKeys(type, shown);
  const written = (all: string[]): number => all.filter((key) => keys.includes(key)).length;
  return { pending: written(pending), failing: written(failing) };
}

/** Seconds to wait for a resource: the program's value, or the configuration's. */
export function waitOf({ type, settings }: Context, news: Readonly<Record<string, unknown>>): number {
  if (!type.definition.verified) return 0;
  return typeof news.channelTimeout === "number" ? news.channelTimeout : settings.channelTimeout();
}

/**
 * Waits until the service has verified the written items, with one LIST for all waiting resources.
 *
 * @throws UnfinishedError that says what couldn't be verified, and why.
 */
export async function assertVerified(context: Context, written: Written, seconds: number): Promise<void> {
  const { type, poller } = context;
  const { verified } = type.definition;
  if (!verified || seconds === 0 || written.keys.length === 0) return;
  const until = poller.now() + seconds * 1000;
  let { shown } = written;
  let why = "";
  const isPending = (): boolean => unverifiedIn(type, { ...written, shown }).pending > 0;
  while (isPending()) {
    if (poller.now() >= until) {
      why = `after ${seconds} s${why}`;
      break;
    }
    try {
      const next = await poller.next(written.outs);
      if (!next) {
        why = "when the run was interrupted";
        break;
      }
      why = "";
      const live = next.get(written.id);
      if (!live) throw new UnfinishedError(gone(type, written), written.id, written.outs);
      shown = live;
    } catch (error) {
      if (error instanceof UnfinishedError) throw error;
      why = `; ${messageOf(error)}`;
    }
  }
  refuseUnverified(context, { ...written, shown }, why);
}

const gone = (type: ResourceType, { id, outs }: Written): string =>
  `${nameOf(type, outs)} (${id}) was deleted while its ${type.definition.verified?.noun}s were verified: run \`pulumi refresh\``;

function refuseUnverified({ type }: Context, { id, outs, shown, desired, keys }: Written, why: string): void {
  const { verified, noun } = type.definition;
  if (!verified) return;
  const states = statesOf(type, shown);
  const secrets = [...textsIn(type, fieldsOf(type, desired)), ...textsIn(type, shown)];
  const missing = keys.filter((key) => !states.has(key));
  const wrong = keys.flatMap((key) => {
    const state = states.get(key);
    const name = byKey(type, [verified.field, key]);
    if (!state) return [`${name} is gone: the service removes a ${verified.noun} that it can't verify`];
    if (state.status === verified.pending) return [`${name} is still ${verified.pending} ${why}`];
    if (state.status !== verified.failing) return [];
    const said = withoutSecrets(state.said, secrets);
    return [`${name} is ${verified.failing}${said ? `: ${said}` : ""}`];
  });
  if (wrong.length === 0) return;
  throw new UnfinishedError(
    `${nameOf(type, outs)} (${id}) exists and is in the state, but ${wrong.join("; ")}. The next \`pulumi up\` sends ` +
      `again what the service couldn't verify${missing.length > 0 ? "" : `, and looks again at the rest`}. The ${noun}'s ` +
      `identity or credentials may be wrong, or belong to another region`,
    id,
    without(
      type,
      outs,
      desired,
      missing.map((key) => [verified.field, key]),
    ),
  );
}

/** A state without certain items, so that the next run sends them again. */
function without(
  type: ResourceType,
  outs: State,
  desired: Leaves,
  items: readonly (readonly [string, string])[],
): State {
  if (items.length === 0) return outs;
  const [field] = items[0] as readonly [string, string];
  const lost = items.map(([, key]) => key);
  const isLost = (path: string): boolean => lost.some((key) => path.startsWith(`${field}/${key}/`));
  const leaves = new Map([...desired].filter(([path]) => !isLost(path)));
  leaves.set(
    field,
    (desired.get(field) as string[]).filter((key) => !lost.includes(key)),
  );
  const echoes = Object.fromEntries(Object.entries(outs.echoes ?? {}).filter(([path]) => !isLost(path)));
  return stateFrom(type, inputsFrom(type, outs, fieldsOf(type, leaves)), { ...outs, echoes });
}
