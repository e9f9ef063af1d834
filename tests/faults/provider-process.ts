import type { Fake } from "../../fake";
import * as lifecycle from "../../provider/lifecycle";
import { check } from "../../provider/lifecycle/check";
import type { Inputs, State } from "../../provider/model/state";
import { appType } from "../../provider/resources/app";
import { Settings } from "../../provider/sinch/settings";
import { createTransport } from "../../provider/sinch/transport";
import { DynamicProvider } from "../support/dynamic-provider";
import { PluginProvider, type PluginState } from "../support/plugin-provider";
import { fakeEnvironment } from "../support/stack";

export type Props = Record<string, unknown>;

/** A resource as the state keeps it. */
export interface Resource {
  readonly id: string;
  readonly inputs: Props;
  readonly outputs: Props;
}

/** What the engine asks of a provider process during one operation. */
export interface ProviderProcess {
  /** @returns notes, too, where they aren't just printed. */
  check(olds: Props, news: Props): Promise<{ inputs: Props; failures: string[]; notes: string[] }>;
  /** @returns whether there may be something to do, and what forces a replacement. */
  diff(old: Resource, news: Props): Promise<{ same: boolean; replaces: boolean }>;
  create(inputs: Props): Promise<{ id: string; outs: Props }>;
  update(old: Resource, news: Props): Promise<Props>;
  /** @returns `undefined` where the app is gone. */
  read(old: Resource): Promise<{ props: Props; inputs: Props } | undefined>;
  delete(old: Resource): Promise<void>;
  stop(): Promise<void>;
}

/** Starts what one operation of the engine talks to: with ample patience where no faults are to come. */
export type StartProcess = (env: Record<string, string>, underFaults?: boolean) => Promise<ProviderProcess>;

/** What goes between engine and provider is JSON. */
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/**
 * The provider within this process, with a memory of its own as in a process of its own.
 *
 * @param looksMs
 *  When to look for an app whose answer was lost.
 */
export function startHere(fake: Fake, looksMs: readonly number[] = [3, 5, 10, 20, 40]): StartProcess {
  return async (env, underFaults = true) => {
    const settings = new Settings(() => undefined, { ...fakeEnvironment(fake), ...env });
    const budget = { attemptMs: 30_000, totalMs: underFaults ? 60 : 60_000, longestWaitMs: 2 };
    const context = { ...lifecycle.createContext(appType, settings, createTransport(settings, { budget })), looksMs };
    return {
      async check(olds, news) {
        const { inputs, problems, notes } = await check(context, copy(olds), copy(news));
        return copy({ inputs: inputs as Props, failures: problems, notes });
      },
      async diff({ id, outputs }, news) {
        const { changes, replaces } = lifecycle.diff(context, id, copy(outputs) as State, copy(news) as Inputs);
        return { same: changes === false, replaces: replaces !== undefined };
      },
      create: async (inputs) => copy(await lifecycle.create(context, copy(inputs) as Inputs)),
      update: async ({ id, outputs }, news) =>
        copy((await lifecycle.update(context, id, copy(outputs) as State, copy(news) as Inputs)).outs),
      async read({ id, outputs }) {
        const result = await lifecycle.read(context, id, copy(outputs));
        return result.id === undefined ? undefined : copy({ props: result.props ?? {}, inputs: result.inputs ?? {} });
      },
      delete: ({ id, outputs }) => lifecycle.remove(context, id, copy(outputs) as State),
      stop: async () => {},
    };
  };
}

/** Pulumi's own process for dynamic resources. */
export function startDynamic(fake: Fake): StartProcess {
  return async (env, underFaults = true) => {
    const seconds = { SINCH_TIMEOUT_SECONDS: underFaults ? "2" : "60" };
    const process = await DynamicProvider.start({}, { ...fakeEnvironment(fake), ...seconds, ...env });
    return {
      async check(olds, news) {
        const { inputs, failures } = await process.check(olds, news);
        return { inputs, failures: failures.map(({ reason }) => reason), notes: [] };
      },
      async diff({ id, outputs }, news) {
        const { changes, replaces } = await process.diff(id, outputs, news);
        return { same: changes === "none", replaces: replaces.length > 0 };
      },
      create: (inputs) => process.create(inputs),
      update: ({ id, outputs }, news) => process.update(id, outputs, news),
      async read({ id, outputs }) {
        const result = await process.read(id, outputs);
        return result.id === "" ? undefined : result;
      },
      delete: ({ id, outputs }) => process.delete(id, outputs),
      stop: () => process.stop(),
    };
  };
}

/** The native plugin's process. */
export function startPlugin(fake: Fake): StartProcess {
  return async (env, underFaults = true) => {
    const seconds = { SINCH_TIMEOUT_SECONDS: underFaults ? "2" : "60" };
    const process = await PluginProvider.start({}, { ...fakeEnvironment(fake), ...seconds, ...env });
    const state = ({ id, inputs, outputs }: Resource): PluginState => ({ id, inputs, outs: outputs });
    return {
      async check(olds, news) {
        const { inputs, failures } = await process.check(olds, news);
        return { inputs, failures: failures.map(({ reason }) => reason), notes: [] };
      },
      async diff(old, news) {
        const { changes, replaces } = await process.diff(state(old), news);
        return { same: changes === "none", replaces: replaces.length > 0 };
      },
      create: (inputs) => process.create(inputs),
      update: async (old, news) => (await process.update(state(old), news)).outs,
      async read(old) {
        const { id, inputs, outs } = await process.read(state(old));
        return id === "" ? undefined : { props: outs, inputs };
      },
      delete: (old) => process.delete(state(old)),
      stop: async () => void (await process.stop()),
    };
  };
}
