import { sharedAmong } from "../../provider/model/identities";
import { covers } from "../../provider/model/path";
import type { Shown } from "../../provider/model/wire";
import { appType } from "../../provider/resources/app";
import type { StackApp } from "./stack";

/**
 * A sender, or another identity on a channel, that several apps of a project and region have. Its value isn't shown.
 */
export interface SharedSender {
  /** `channelCredentials[SMS].staticBearer.claimedIdentity` */
  readonly field: string;
  readonly apps: { readonly id: string; readonly displayName?: string }[];
}

/** Whether a program made an app's name secret. */
export const hasSecretName = ({ secretPaths }: StackApp): boolean =>
  secretPaths.some((marked) => covers(marked, [appType.definition.identity]));

/**
 * The shared senders among the apps of a project and region.
 *
 * @param unnamed IDs of the apps whose names are secret.
 */
export const sharedSenders = (apps: Iterable<Shown>, unnamed: ReadonlySet<string>): SharedSender[] =>
  sharedAmong(appType, [...apps]).map(({ field, resources }) => ({
    field,
    apps: resources.map(({ id, displayName }) =>
      unnamed.has(id) || typeof displayName !== "string" ? { id } : { id, displayName },
    ),
  }));

/** One of them as a line: `channelCredentials[SMS].staticBearer.claimedIdentity: "Sales" (01…), "Support" (01…)`. */
export const sharedLine = ({ field, apps }: SharedSender): string =>
  `${field}: ${apps.map(({ id, displayName }) => (displayName ? `${JSON.stringify(displayName)} (${id})` : id)).join(", ")}`;
