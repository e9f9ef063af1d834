import { inProgramOrder } from "../provider/hosts/dynamic/list-order";
import { itemKeys, joinPath } from "../provider/model/leaves";
import { appType } from "../provider/resources/app";
import type { output } from "../sdk";
import { isUnknown } from "./unknown";

/** An app as a policy sees it: what the program sets, checked and with its location filled in. The native form has secrets in their places. */
export interface CheckedApp extends output.App {
  readonly adopt?: string;
  readonly allowDuplicateName?: boolean;
  /** In the dynamic form without secrets. */
  readonly extraFields?: Readonly<Record<string, unknown>>;
  /** In the dynamic form: by field, then by path below it, such as `SMS/callbackSecret`. Only whether one is set is a rule's business. */
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Entry = output.ChannelCredential;

/** What could be read of the items of a list, as far as they are known at preview. */
export interface Partly<T> {
  readonly known: readonly T[];
  /** Hands on that there are items which aren't known yet. A rule calls it before it draws a conclusion from all of them. */
  complete(): void;
}

/** Reads the items of a list; one that isn't known yet doesn't hide the others. */
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

/** Runs parts of a check; one that needs what isn't known yet doesn't hide the others. */
export function each(...parts: readonly (() => void)[]): void {
  partly(parts, (part) => part()).complete();
}

/** One channel of an app, and where it stands. */
export interface Channel {
  readonly channel: Entry["channel"];
  readonly path: string;
  readonly entry: Entry;
}

/** The entries of `channelCredentials` in the program's order, which isn't always the one that the engine passes on. */
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

/** Whether each of the known channels has a secret of a name, in their order. */
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

/** Whether a value is stated. One that isn't known yet is: something will be there. */
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
