import { isDeepStrictEqual } from "node:util";
import { isObject } from "../../base/values";
import type { Advised } from "../../model/definition";

const FIELDS = ["processingMode", "retentionPolicy", "dispatchRetentionPolicy"] as const;

/**
 * A note on a retention policy without effect: each policy applies in one processing mode only. Given when one of the
 * three fields changes, new apps included. Unknown values yield no note.
 */
export function retentionAdvice({ fields, existing, isCreated }: Advised): readonly string[] {
  const isSame = (name: (typeof FIELDS)[number]): boolean =>
    fields[name] === undefined || isDeepStrictEqual(fields[name], existing?.[name]);
  if (existing && FIELDS.every(isSame)) return [];
  const mode = fields.processingMode ?? existing?.processingMode;
  if (mode === "CONVERSATION" && isObject(fields.dispatchRetentionPolicy)) {
    return [
      "dispatchRetentionPolicy has no effect in CONVERSATION mode; retentionPolicy sets how long messages are kept",
    ];
  }
  if (!isObject(fields.retentionPolicy)) return [];
  if (mode === "DISPATCH") {
    return [
      "retentionPolicy has no effect in DISPATCH mode; dispatchRetentionPolicy sets how long messages are kept (by default they aren't)",
    ];
  }
  if (mode !== undefined || !isCreated) return [];
  return [
    "processingMode isn't set, so the service chooses it: DISPATCH for apps created since April 2025, and retentionPolicy has no effect in DISPATCH mode. " +
      "Set processingMode",
  ];
}
