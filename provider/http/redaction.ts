/** Shorter secrets would blank out half of a message, and keep nobody out. */
const SHORTEST = 4;

/** Shorter ones would be found in base64 where they aren't. */
const SHORTEST_IN_BASE64 = 8;

/**
 * A text without secrets, however they are quoted in it: as they are, escaped for JSON (also twice, or in ASCII), for a
 * URL or a form, or in base64, alone or within something longer.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST)
    .sort((one, other) => other.length - one.length)
    .reduce((cut, secret) => cut.replace(quoted(secret), "[hidden]"), text);
}

function quoted(secret: string): RegExp {
  // A run of backslashes can be of any length once it is escaped.
  const characters = secret.match(/\\+|[^\\]/gu) ?? [];
  const base64 = secret.length < SHORTEST_IN_BASE64 ? [] : [secret, asJson(secret)].flatMap(inBase64);
  return new RegExp([characters.map(quotedCharacter).join(""), ...base64.map(literally)].join("|"), "g");
}

const asJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const literally = (text: string): string => text.replace(/[^\p{L}\p{N}\s]/gu, "\\$&");

/** Hexadecimal digits in either case. */
const digits = (hex: string): string => hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

/** A backslash, of the secret itself or of a quotation, as it is or escaped for a URL. */
const BACKSLASH = "(?:\\\\|%(?:25)*5[cC])";

/** What can stand for a character, or for a run of backslashes. */
function quotedCharacter(character: string): string {
  if (/^[A-Za-z0-9]$/.test(character)) return character;
  if (character.startsWith("\\")) return `(?:${BACKSLASH}|u005[cC])+`;
  const bytes = [...Buffer.from(character)].map((byte) => `%(?:25)*${digits(byte.toString(16).padStart(2, "0"))}`);
  const units = character.split("").map((unit) => `u${digits(unit.charCodeAt(0).toString(16).padStart(4, "0"))}`);
  const short = /^\\[bfnrt]$/.test(asJson(character)) ? [asJson(character).slice(1)] : [];
  const plain = [literally(character), bytes.join(""), ...(character === " " ? ["\\+"] : [])];
  return `(?:${BACKSLASH}*(?:${plain.join("|")})|${BACKSLASH}+(?:${[units.join(`${BACKSLASH}+`), ...short].join("|")}))`;
}

/** The part of a text's base64 that doesn't depend on what stands before and behind it, by where in three bytes it begins. */
function inBase64(text: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const whole = padded.toString("base64").replace(/=+$/, "");
    const certain = whole.slice(before === 0 ? 0 : before + 1, padded.length % 3 === 0 ? undefined : -1);
    return [certain, certain.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
