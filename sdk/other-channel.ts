import type * as pulumi from "@pulumi/pulumi";
import type * as input from "./types/input";

/** The fields that entries of every channel have. */
export interface OtherChannelArgs {
  /** Secret with which the service verifies callbacks from this channel. */
  callbackSecret?: pulumi.Input<string | undefined>;
  /** Distinguishes several entries of the same channel. */
  credentialOrdinalNumber?: pulumi.Input<number | undefined>;
}

/**
 * An entry of `channelCredentials` for a channel that this version of the package doesn't know.
 *
 * @example
 * ```ts
 * otherChannel("PIGEON", { pigeon_credentials: { loft_id: "my-loft", token: config.requireSecret("pigeonToken") } })
 * ```
 *
 * @param channel The channel's name at the service.
 * @param extraFields The entry's fields by the service's own names, sent unchanged.
 * @param args The fields that entries of every channel have.
 */
export function otherChannel(
  channel: string,
  extraFields: pulumi.Input<Record<string, unknown>>,
  args: OtherChannelArgs = {},
): input.ChannelCredential {
  // TypeScript discriminates the union of known channels; adding one with any name would break that.
  return { channel, extraFields, ...args } as unknown as input.ChannelCredential;
}
