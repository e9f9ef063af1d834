import type * as pulumi from "@pulumi/pulumi";
import type { Inputs } from "./inputs";
import type * as result from "./types/result";

/** An app as the service shows it, what the service alone sets included: channel states, queue figures, limits. */
export interface GetAppResult extends result.App {}

/** Where apps are looked up. */
export interface LookupPlace {
  /** Default: the stack's configuration `sinch:projectId`, then the environment's `SINCH_PROJECT_ID`. */
  projectId?: string | undefined;
  /** Default: the stack's configuration `sinch:region`, then `SINCH_CONVERSATION_REGION`, then `SINCH_REGION`. */
  region?: "us" | "eu" | "br" | undefined;
}

/** An app by its id. */
export interface AppById extends LookupPlace {
  /** The app's id. */
  id: string;
  displayName?: undefined;
}

/** An app by its name. */
export interface AppByName extends LookupPlace {
  /** The app's whole name, in the same letters. */
  displayName: string;
  id?: undefined;
}

/** Which app: by its id, or by its name. */
export type GetAppArgs = AppById | AppByName;

/** {@link GetAppArgs}, each of which can be an output of a resource. */
export type GetAppOutputArgs = Inputs<AppById> | Inputs<AppByName>;

/** Which apps; all that is given must fit. */
export interface GetAppsArgs extends LookupPlace {
  /** A regular expression in RE2's syntax, found anywhere in the name; `^` and `$` bind it to the ends. */
  nameRegex?: string | undefined;
  /** Apps that have this channel, in whatever state it is. */
  channel?: result.ChannelCredential["channel"] | undefined;
}

/** {@link GetAppsArgs}, each of which can be an output of a resource. */
export interface GetAppsOutputArgs extends Inputs<GetAppsArgs> {}

/** Options of the output forms. Of Pulumi's options for invokes the others are about a provider that there isn't here. */
export type LookupOptions = Pick<pulumi.InvokeOutputOptions, "dependsOn">;
