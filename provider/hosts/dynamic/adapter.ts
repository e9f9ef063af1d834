import { arranged, inProgramOrder } from "./list-order";
import { check as checkApp } from "../../lifecycle/check";
import { createClient } from "../../sinch/collection";
import { type ConfigReader, Settings } from "../../sinch/settings";
import { messageOf } from "../../base/errors";
import { Work, watchHost } from "./host-process";
import * as lifecycle from "../../lifecycle";
import { createPresence } from "../../lifecycle/creation/registry";
import { createReads } from "../../sinch/reads";
import type { AppInputs, AppState } from "../../model/state";

// What Pulumi's process for dynamic resources calls. Nothing else in this folder but host-process.ts knows of the engine.

type Props = Readonly<Record<string, unknown>>;

const work = new Work();
const stop = watchHost(work);
let context = contextFor(() => undefined);

function contextFor(config: ConfigReader): lifecycle.Context {
  const settings = new Settings(config, process.env);
  const client = createClient(settings, undefined, stop);
  return { settings, client, reads: createReads(client), presence: createPresence(client) };
}

/**
 * An error as the engine shows it: its message, one line. Of what `check`, `diff`, `read` and `delete` throw, the host
 * also prints `${error}: ${error.stack}` itself, which the engine would show a second time: here that is `: `.
 */
function oneLine(error: unknown): Error {
  const shown = new Error(messageOf(error));
  shown.stack = "";
  shown.toString = () => "";
  return shown;
}

const print = console.error;
console.error = (...texts: unknown[]): void => {
  if (texts[0] !== ": ") print(...texts);
};

// A diagnostic report of Node's, where one is switched on, would hold the key in the environment.
process.report.excludeEnv = true;

const said = new Set<string>();

/** The engine shows what this process prints among its diagnostics. */
function sayOnce(note: string): void {
  if (said.has(note)) return;
  said.add(note);
  print(`note: ${note}`);
}

function clean<T>(call: () => T | Promise<T>): Promise<T> {
  const answer = async (): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw oneLine(error);
    }
  };
  return work.track(answer());
}

const withoutProvider = ({ __provider, ...props }: Props): Props => props;

/** Inputs that `check` has arranged for the engine, as the rest of the provider knows them. */
const checked = (inputs: Props): AppInputs => inProgramOrder(withoutProvider(inputs)) as AppInputs;

/** Takes over the stack's configuration. Calls don't wait for it, so it is done before it returns. */
export function configure(request: { config: { get: ConfigReader } }): void {
  context = contextFor((key) => request.config.get(key));
}

export function check(olds: Props | undefined, news: Props): Promise<unknown> {
  return clean(async () => {
    const stored = withoutProvider(olds ?? {});
    const { inputs, problems, notes } = await checkApp(context, stored, withoutProvider(news));
    for (const note of notes) sayOnce(note);
    // With a property the engine would print that property's value, secret or not.
    const failures = problems.map((reason) => ({ property: "", reason }));
    return { inputs: news.byPosition === true ? inputs : arranged(stored, inputs), failures };
  });
}

export function diff(id: string, olds: Props, news: Props): Promise<unknown> {
  return clean(() => lifecycle.diff(context, id, olds as AppState, checked(news)));
}

export function create(inputs: Props): Promise<unknown> {
  return clean(async () => {
    const { notes, ...made } = await lifecycle.create(context, checked(inputs));
    for (const note of notes) sayOnce(note);
    return made;
  });
}

export function read(id: string, props: Props): Promise<unknown> {
  return clean(() => lifecycle.read(context, id, withoutProvider(props)));
}

export function update(id: string, olds: Props, news: Props): Promise<unknown> {
  return clean(() => lifecycle.update(context, id, withoutProvider(olds) as AppState, checked(news)));
}

function remove(id: string, props: Props): Promise<void> {
  return clean(() => lifecycle.remove(context, id, withoutProvider(props) as AppState));
}

export { remove as delete };
