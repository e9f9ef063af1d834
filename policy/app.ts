import { inProgramOrder } from "../provider/hosts/dynamic/list-order";
import { itemKeys, joinPath } from "../provider/model/leaves";
import { appType } from "../provider/resources/app";
import type { output } from "../sdk";
import { isUnknown } from "./unknown";

/**
 * An app as a policy sees it: the program's inputs, checked, with the location filled in. In the native form, secrets
 * are in place.
 */
export interface CheckedApp extends output.App {
  readonly adopt?: string;
  readonly allowDuplicateName?: boolean;
  /** In the dynamic form, without secrets. */
  readonly extraFields?: Readonly<Record<string, unknown>>;
  /**
   * In the dynamic form: by field, then by path below it, such as `SMS/callbackSecret`. Rules only check whether one is
   * set.
   */
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Entry = output.ChannelCredential;

/** What could be read from the items of a list, as far as known at preview. */
export interface Partly<T> {
  readonly known: readonly T[];
  /** Reports that some items aren't known yet. Call it before a conclusion about all items. */
  complete(): void;
}

/** Reads the items of a list; an unknown one doesn't hide the others. */
export function partly<T, R>(items: readonly T[], read: (item: T, index: number) => R): Partly<R> {
  const known: R[] = [];
  let unknown: unknown;
  for (let index = 0; index < items.length; index++) {
    try {
      known.push(read(items[index] as T, index));
    } catch (error) {
      if (!isUnknown(error)) throw error;
      unknown ??= error;
    }
  }
  return {
    known,
    complete() {
      if (unknown !== undefined) throw unknown;
    },
  };
}

/** Runs parts of a check; one that needs an unknown value doesn't hide the others. */
export function each(...parts: readonly (() => void)[]): void {
  partly(parts, (part) => part()).complete();
}

/** One channel of an app, with its path. */
export interface Channel {
  readonly channel: Entry["channel"];
  readonly path: string;
  readonly entry: Entry;
}

/** The entries of `channelCredentials` in the program's order, which can differ from the engine's. */
export function entriesOf({ channelCredentials }: CheckedApp): readonly Entry[] {
  try {
    return inProgramOrder(appType, { channelCredentials }).channelCredentials;
  } catch (error) {
    if (isUnknown(error)) return channelCredentials;
    throw error;
  }
}

/** The channels of an app. */
export function channelsOf(app: CheckedApp): Partly<Channel> {
  return partly(entriesOf(app), (entry, index) => ({
    channel: entry.channel,
    path: `channelCredentials[${index}]`,
    entry,
  }));
}

/** Whether each of the known channels, in order, has a secret with a given name. */
export function haveSecret(app: CheckedApp, channels: Partly<Channel>, name: string): boolean[] {
  const keys = itemKeys(
    appType,
    "channelCredentials",
    channels.known.map(({ entry }) => entry),
  );
  return keys.map(
    (key, index) =>
      isStated(channels.known[index]?.entry, name) || isStated(app.secrets?.channelCredentials, joinPath([key, name])),
  );
}

/** Whether a secret of an object is set, in either form. */
export const hasSecretIn = (app: CheckedApp, field: "callbackSettings", name: string): boolean =>
  isStated(app[field], name) || isStated(app.secrets?.[field], name);

/** Whether a value is set. An unknown value counts as set: it will have one. */
export function isStated(values: object | undefined, name: string): boolean {
  if (values === undefined || !Object.hasOwn(values, name)) return false;
  try {
    const value = (values as Readonly<Record<string, unknown>>)[name];
    return value !== "" && value !== null && value !== undefined;
  } catch (error) {
    if (isUnknown(error)) return true;
    throw error;
  }
}
