import type { Fake } from "../../fake";
import * as lifecycle from "../../provider/lifecycle";
import { check } from "../../provider/lifecycle/check";
import type { Inputs, State } from "../../provider/model/state";
import { appType } from "../../provider/resources/app";
import { Settings } from "../../provider/sinch/settings";
import { createTransport } from "../../provider/sinch/transport";
import { DynamicProvider } from "../support/dynamic-provider";
import { fakeEnvironment } from "../support/stack";

export type Props = Record<string, unknown>;

/** What the engine asks of a provider process during one operation. */
export interface ProviderProcess {
  /** @returns notes, too, where they aren't just printed. */
  check(olds: Props, news: Props): Promise<{ inputs: Props; failures: string[]; notes: string[] }>;
  /** @returns whether there may be something to do, and what forces a replacement. */
  diff(id: string, olds: Props, news: Props): Promise<{ same: boolean; replaces: boolean }>;
  create(inputs: Props): Promise<{ id: string; outs: Props }>;
  update(id: string, olds: Props, news: Props): Promise<Props>;
  /** @returns `undefined` where the app is gone. */
  read(id: string, props: Props): Promise<{ props: Props; inputs: Props } | undefined>;
  delete(id: string, props: Props): Promise<void>;
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
      async diff(id, olds, news) {
        const { changes, replaces } = lifecycle.diff(context, id, copy(olds) as State, copy(news) as Inputs);
        return { same: changes === false, replaces: replaces !== undefined };
      },
      create: async (inputs) => copy(await lifecycle.create(context, copy(inputs) as Inputs)),
      update: async (id, olds, news) =>
        copy((await lifecycle.update(context, id, copy(olds) as State, copy(news) as Inputs)).outs),
      async read(id, props) {
        const result = await lifecycle.read(context, id, copy(props));
        return result.id === undefined ? undefined : copy({ props: result.props ?? {}, inputs: result.inputs ?? {} });
      },
      delete: (id, props) => lifecycle.remove(context, id, copy(props) as State),
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
      async diff(id, olds, news) {
        const { changes, replaces } = await process.diff(id, olds, news);
        return { same: changes === "none", replaces: replaces.length > 0 };
      },
      create: (inputs) => process.create(inputs),
      update: (id, olds, news) => process.update(id, olds, news),
      async read(id, props) {
        const result = await process.read(id, props);
        return result.id === "" ? undefined : result;
      },
      delete: (id, props) => process.delete(id, props),
      stop: () => process.stop(),
    };
  };
}
