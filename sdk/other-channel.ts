import type * as pulumi from "@pulumi/pulumi";
import type * as input from "./types/input";

/** What an entry has on every channel. */
export interface OtherChannelArgs {
  /** Secret with which the service verifies the callbacks that it gets from this channel. */
  callbackSecret?: pulumi.Input<string | undefined>;
  /** Tells several entries of one channel apart. */
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
 * @param channel
 *  The channel's name at the service.
 * @param extraFields
 *  The entry's fields by the service's own names, sent unchanged.
 * @param args
 *  What an entry has on every channel.
 */
export function otherChannel(
  channel: string,
  extraFields: pulumi.Input<Record<string, unknown>>,
  args: OtherChannelArgs = {},
): input.ChannelCredential {
  // The union of the known channels is what TypeScript discriminates: one more with any name would spoil that.
  return { channel, extraFields, ...args } as unknown as input.ChannelCredential;
}
