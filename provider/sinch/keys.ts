import { SinchError } from "../base/errors";
import { blanksAround, escaped, quotedName } from "../base/printable";
import { isObject } from "../base/values";

/** A project's access key. */
export interface Key {
  readonly keyId: string;
  readonly keySecret: string;
}

/** The names of a key's parts. */
export const KEY_PARTS = { keyId: "key id", keySecret: "key secret" } as const;

/** Whether a part of a key has a line end or an invisible character, or is empty. Blanks may be part of it. */
export const isUntidy = (value: string): boolean =>
  value.trim() === "" ||
  [value.slice(0, 1), value.slice(-1)].some((end) => (/\s/.test(end) ? /[\r\n]/.test(end) : escaped(end) !== end));

/**
 * The keys in `sinch:projects`, by project.
 *
 * @param where Where they are set, for the error.
 * @throws SinchError `ERR_SINCH_CONFIGURATION` that describes the valid form without quoting the value.
 */
export function keysIn(text: string | undefined, where: string): ReadonlyMap<string, Key> {
  if (!text) return new Map();
  const entries = entriesOf(text);
  if (!entries) {
    throw configurationError('must be JSON like { "<project id>": { "keyId": "…", "keySecret": "…" } }', `${where} `);
  }
  const isWhole = ([id, { keyId, keySecret }]: [string, Key]): boolean =>
    !blanksAround(id) && !isUntidy(keyId) && !isUntidy(keySecret);
  if (entries.every(isWhole)) return new Map(entries);
  throw configurationError(
    "a project ID has a blank around it, or a keyId or keySecret has a line end or an invisible character around it",
    `${where}: `,
  );
}

const configurationError = (what: string, where: string): SinchError =>
  new SinchError("ERR_SINCH_CONFIGURATION", `${where}${what}`);

function entriesOf(text: string): [string, Key][] | undefined {
  try {
    const projects: unknown = JSON.parse(text);
    const entries = isObject(projects) ? Object.entries(projects) : undefined;
    return entries?.every((entry): entry is [string, Key] => isKey(entry[1])) ? entries : undefined;
  } catch {
    return undefined;
  }
}

const isKey = (value: unknown): value is Key =>
  isObject(value) && [value.keyId, value.keySecret].every((part) => typeof part === "string" && part !== "");

/** Where a key can come from. @param provider The name of the explicit provider, if any. */
export const sourcesOfKey = (provider: string | undefined): string =>
  provider === undefined
    ? "set sinch:keyId and sinch:keySecret in the stack's configuration (`pulumi config set sinch:keyId …`, `pulumi config set --secret " +
      "sinch:keySecret`), or the project's entry in sinch:projects, or SINCH_KEY_ID and SINCH_KEY_SECRET in the environment"
    : `set keyId and keySecret of provider ${quotedName(provider)}, or the project's entry in its projects, or SINCH_KEY_ID and ` +
      "SINCH_KEY_SECRET in the environment";
