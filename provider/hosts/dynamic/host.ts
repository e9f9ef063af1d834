import { SinchError } from "../../base/errors";
import * as lifecycle from "../../lifecycle";
import type { ResourceType } from "../../model/resource-type";
import { desiredIn, type Inputs, type State } from "../../model/state";
import type { ConfigReader } from "../../sinch/settings";
import { errorText } from "../error-text";
import { orderNotes } from "../order-notes";
import { arranged, inProgramOrder, withoutArrangement } from "./list-order";
import { isNative, NativeStates } from "./native-state";
import { positionalProblems } from "./positional-options";
import { secretsThatReplace } from "./replace-on-secrets";
import { sharedByHosts } from "./shared";
import { fromEngine, inFormOf, toEngine } from "./stored-state";

type Props = Readonly<Record<string, unknown>>;

/** The methods that Pulumi's process for dynamic resources calls. */
export interface DynamicHost {
  /** Receives the stack's configuration. */
  configure(request: { config: { get: (key: string) => unknown } }): void;
  check(olds: Props | undefined, news: Props): Promise<unknown>;
  diff(id: string, olds: Props, news: Props): Promise<unknown>;
  create(inputs: Props): Promise<unknown>;
  read(id: string, props: Props): Promise<unknown>;
  update(id: string, olds: Props, news: Props): Promise<unknown>;
  delete(id: string, props: Props): Promise<void>;
}

/** Inputs of an explicit provider keep their types; the stack's configuration holds text. */
function asText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Identifies a resource that adopts. */
const adopterOf = (type: ResourceType, props: Props): string =>
  JSON.stringify([type.definition.noun, type.placeName(props), props[type.definition.identity], props.adopt]);

const withoutProvider = ({ __provider, ...props }: Props): Props => props;

/** Serves one resource type in Pulumi's process for dynamic resources, which can serve several. */
export function startHost(type: ResourceType): DynamicHost {
  const { work, notesOf, connect } = sharedByHosts();
  const notes = notesOf(type.definition.noun);
  const contextFor = (config: ConfigReader): lifecycle.Context => {
    const { settings, transport } = connect(config);
    return lifecycle.createContext(type, settings, transport);
  };
  let context = contextFor(() => undefined);

  const clean = <T>(call: () => T | Promise<T>): Promise<T> => work.track(withOneLine(call));
  /** Inputs that `check` arranged for the engine, in the core's form. */
  const checked = (inputs: Props): Inputs => inProgramOrder(type, withoutProvider(inputs)) as Inputs;
  const native = new NativeStates(type);
  const state = (id: string, props: Props): State =>
    isNative(props) ? native.state(id, props) : (fromEngine(withoutProvider(props)) as State);

  return {
    // Calls don't wait for this, so it must be synchronous.
    configure: ({ config }) => {
      context = contextFor((key) => asText(config.get(key)));
    },
    check: (olds = {}, news) =>
      clean(async () => {
        const checked = await checkFor(context, withoutProvider(native.inputs(olds)), withoutProvider(news));
        const { inputs, problems, adoption } = checked;
        if (adoption) notes.ahead(adopterOf(type, inputs), adoption);
        for (const note of checked.notes) if (note !== adoption?.note) notes.say(note);
        // With a property name, the engine would print that property's value, even if secret.
        return { inputs, failures: problems.map((reason) => ({ property: "", reason })) };
      }),
    diff: (id, olds, news) =>
      clean(async () => {
        const { difference, notes: said } = await diffFor(context, id, state(id, olds), checked(news));
        for (const note of said) notes.say(note);
        // Converts a state of the native host to this host's form, which sends nothing.
        return isNative(olds) && difference.changes === false ? {} : difference;
      }),
    create: (inputs) =>
      clean(async () => {
        const adoption = notes.begun(adopterOf(type, inputs));
        const created = await kept(lifecycle.create(context, checked(inputs)), inputs, toEngine);
        notes.unverified(type, created.unverified);
        for (const note of created.notes) notes.say(note);
        if (adoption) notes.done(adoption);
        return { id: created.id, outs: toEngine(created.outs) };
      }),
    read: (id, props) =>
      clean(async () => {
        const found = await lifecycle.read(context, id, state(id, props));
        return found.props ? { ...found, props: inFormOf(props, found.props as State) } : found;
      }),
    update: (id, olds, news) =>
      clean(async () => {
        const form = (outs: State): Props => inFormOf(olds, outs);
        const work = lifecycle.update(context, id, state(id, olds), checked(news));
        const { outs, unverified } = await kept(work, news, form);
        notes.unverified(type, unverified);
        return { outs: form(outs) };
      }),
    delete: (id, props) => clean(() => lifecycle.remove(context, id, state(id, props))),
  };
}

/** Turns a call's failure into a single line. */
async function withOneLine<T>(call: () => T | Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw oneLine(error);
  }
}

/** `check`, with lists arranged by position as the engine compares them. */
async function checkFor(context: lifecycle.Context, stored: Props, program: Props): Promise<lifecycle.Checked> {
  const { type } = context;
  const { replaceOnSecrets, byPosition, ...news } = withoutArrangement(type, stored, program);
  const host = positionalProblems(type, stored, byPosition === true);
  const { inputs, ...rest } = await lifecycle.check(context, inProgramOrder(type, stored), news, host);
  const kept = replaceOnSecrets === undefined ? inputs : ({ ...inputs, replaceOnSecrets } as Inputs);
  return { ...rest, inputs: byPosition === true ? kept : arranged(type, stored, kept) };
}

async function diffFor(
  context: lifecycle.Context,
  id: string,
  olds: State,
  news: Inputs,
): Promise<{ readonly difference: lifecycle.Difference; readonly notes: readonly string[] }> {
  const difference = lifecycle.diff(context, id, olds, news);
  if (difference.changes === false || difference.replaces) return { difference, notes: [] };
  if (secretsThatReplace(context.type, olds, news)) {
    return { difference: { ...difference, replaces: ["secrets"] }, notes: [] };
  }
  await lifecycle.assertSendable(context, id, olds, news);
  const { type } = context;
  const [before, after] = [desiredIn(type, olds).leaves, desiredIn(type, news).leaves];
  const shared = await lifecycle.sharedIdentities(context, id, olds, news);
  return { difference, notes: [...orderNotes(type, before, after), ...shared] };
}

/**
 * An error as the engine shows it: message and code on one line. For `check`, `diff`, `read` and `delete`, the host
 * also prints `${error}: ${error.stack}`, which the engine would show a second time. Here that is just `: `.
 */
function oneLine(error: unknown): Error {
  const shown = new Error(errorText(error));
  shown.stack = "";
  shown.toString = () => "";
  // With these properties, the engine keeps the existing resource in the state and continues with it in the next run.
  return error instanceof Kept
    ? Object.assign(shown, { id: error.id, properties: error.properties, reasons: [shown.message] })
    : shown;
}

/** An unfinished resource, in the form of the engine's state. */
class Kept extends SinchError {
  constructor(
    { code, message }: SinchError,
    readonly id: string,
    readonly properties: Props,
  ) {
    super(code, message);
  }
}

/** @param inputs The host adds `__provider` to a call's result, but not to these. */
async function kept<T>(work: Promise<T>, inputs: Props, form: (outs: State) => Props): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof lifecycle.UnfinishedError)) throw error;
    throw new Kept(error, error.id, { ...form(error.outs), __provider: inputs.__provider });
  }
}
