import { packageVersion } from "../../provider";

/** Adds the plugin version of this package, unless the program sets one. */
export const withVersion = <T extends { version?: string }>(opts: T): T => ({
  ...opts,
  version: opts.version ?? packageVersion,
});
