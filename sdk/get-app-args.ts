import type * as pulumi from "@pulumi/pulumi";
import type { Inputs } from "./inputs";
import type * as result from "./types/result";

/** An app as the service shows it, including what only the service sets: channel states, queue statistics, limits. */
export interface GetAppResult extends result.App {}

/** Where apps are looked up. */
export interface LookupPlace {
  /** Default: the stack's configuration `sinch:projectId`, then the environment's `SINCH_PROJECT_ID`. */
  projectId?: string | undefined;
  /** Default: the stack's configuration `sinch:region`, then `SINCH_CONVERSATION_REGION`, then `SINCH_REGION`. */
  region?: "us" | "eu" | "br" | undefined;
}

/** An app by ID. */
export interface AppById extends LookupPlace {
  /** The app's ID. */
  id: string;
  displayName?: undefined;
}

/** An app by name. */
export interface AppByName extends LookupPlace {
  /** The app's full name; case matters. */
  displayName: string;
  id?: undefined;
}

/** Which app: by ID or by name. */
export type GetAppArgs = AppById | AppByName;

/** {@link GetAppArgs}, each of which can be a resource's output. */
export type GetAppOutputArgs = Inputs<AppById> | Inputs<AppByName>;

/** Which apps; an app must match everything that is set. */
export interface GetAppsArgs extends LookupPlace {
  /** A regular expression in RE2 syntax, searched for in the name; `^` and `$` anchor it. */
  nameRegex?: string | undefined;
  /** Apps that have this channel, in any state. */
  channel?: result.ChannelCredential["channel"] | undefined;
}

/** {@link GetAppsArgs}, each of which can be a resource's output. */
export interface GetAppsOutputArgs extends Inputs<GetAppsArgs> {}

/**
 * Options of the output forms. Pulumi's other invoke options concern a provider, which dynamic resources don't have.
 */
export type LookupOptions = Pick<pulumi.InvokeOutputOptions, "dependsOn">;
