import { packageVersion } from "../../provider";

/** Options with the version of the plugin that belongs to this package, unless the program names another one. */
export const withVersion = <T extends { version?: string }>(opts: T): T => ({
  ...opts,
  version: opts.version ?? packageVersion,
});
