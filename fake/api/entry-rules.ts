import { invalidArgument } from "./api-error.js";
import type { WireEntry } from "./wire.js";

/** Identifies an entry within an app: the channel, and for LINE the ordinal. (doc) */
export function entryKey(entry: WireEntry): string {
  return `${entry.channel}#${entry.credential_ordinal_number ?? 0}`;
}

/**
 * Checks the rules across entries: one per channel. LINE can have several, with different ordinals, one of them the
 * default. (doc)
 */
export function checkEntries(entries: readonly WireEntry[]): void {
  const seen = new Map<string, number>();
  entries.forEach((entry, index) => {
    const first = seen.get(entryKey(entry));
    if (first !== undefined) {
      throw invalidArgument(
        entry.channel === "LINE"
          ? `channel_credentials[${index}].credential_ordinal_number: is in use by channel_credentials[${first}]`
          : `channel_credentials[${index}].channel: ${entry.channel} can appear only once; also at channel_credentials[${first}]`,
      );
    }
    seen.set(entryKey(entry), index);
  });

  const lines = entries.filter(({ channel }) => channel === "LINE");
  if (lines.length < 2) return;
  const defaults = lines.filter(isDefault).length;
  if (defaults !== 1) {
    throw invalidArgument(`channel_credentials: exactly one LINE entry must have is_default true, not ${defaults}`);
  }
}

function isDefault(entry: WireEntry): boolean {
  return (entry.line_credentials ?? entry.line_enterprise_credentials)?.is_default === true;
}
