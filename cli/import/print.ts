import stringWidth from "string-width";
import { quoted } from "../../provider/base/printable";
import { OtherEntry, Reference, SecretValue, Unchecked, type Value } from "./value";

/** Columns of a line. What is written here is what Prettier makes of it with its own defaults, and so leaves as it is. */
const WIDTH = 80;

/** The configuration key of a secret. */
export type KeyOf = (secret: SecretValue) => string;

/** A text as a literal: in double quotes, unless there are fewer to escape in single ones. */
export function literal(text: string): string {
  // Marks that turn the direction of what follows would make a program look as what it isn't.
  const escaped = quoted(text);
  const count = (quote: string): number => text.split(quote).length - 1;
  if (count('"') <= count("'")) return escaped;
  return `'${escaped.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/**
 * A value as code.
 *
 * @param indent
 *  Columns before the line that it begins in.
 * @param before
 *  What stands in that line before it.
 * @param key
 *  What its secrets are called in the configuration.
 */
export function code(value: Value, indent: number, before: string, key: KeyOf): string {
  const inline = inlined(value, key);
  // One column for the comma behind it.
  if (inline !== undefined && indent + stringWidth(before + inline) < WIDTH) return inline;
  const margin = " ".repeat(indent);
  const inner = `${margin}  `;
  if (value instanceof SecretValue) {
    return `${callOf(value)}(\n${inner}${literal(key(value))},\n${margin})`;
  }
  if (value instanceof Unchecked) return `${code(value.value, indent, before, key)} as never`;
  if (value instanceof OtherEntry) return callWith(value, indent, before, key);
  if (Array.isArray(value)) {
    const items = value.map((item) => `${comment(item, inner)}${inner}${code(item, indent + 2, "", key)},\n`);
    return `[\n${items.join("")}${margin}]`;
  }
  if (typeof value === "object") {
    const lines = Object.entries(value).map(([name, below]) => {
      const start = `${property(name)}: `;
      // Behind a short name a text stays in its line, however long.
      const breaks = typeof below === "string" && start.length >= "12345: ".length;
      const text = code(below, indent + 2, start, key);
      const fits = indent + 2 + stringWidth(start + text) < WIDTH;
      return `${inner}${breaks && !fits ? `${start.trimEnd()}\n${inner}  ` : start}${text},\n`;
    });
    return `{\n${lines.join("")}${margin}}`;
  }
  return inline as string;
}

/** The arguments of `otherChannel`: the last one within the call's own lines if it is the only object, else each in lines of its own. */
function callWith({ channel, extraFields, rest }: OtherEntry, indent: number, before: string, key: KeyOf): string {
  const start = `otherChannel(${literal(channel)}, `;
  if (isNothing(rest)) return `${start}${code(extraFields, indent, before + start, key)})`;
  const inner = " ".repeat(indent + 2);
  const lines = [channel, extraFields, rest].map((each) => `${inner}${code(each, indent + 2, "", key)},\n`);
  return `otherChannel(\n${lines.join("")}${" ".repeat(indent)})`;
}

const isNothing = (values: object): boolean => Object.keys(values).length === 0;

/** A value in one line, or `undefined` where it is never written so. */
function inlined(value: Value, key: KeyOf): string | undefined {
  if (value instanceof Reference) return value.code;
  if (value instanceof SecretValue) return `${callOf(value)}(${literal(key(value))})`;
  if (value instanceof Unchecked) {
    const inline = inlined(value.value, key);
    return inline === undefined ? undefined : `${inline} as never`;
  }
  if (value instanceof OtherEntry) {
    const all = [value.channel, value.extraFields, ...(isNothing(value.rest) ? [] : [value.rest])];
    const parts = all.map((each) => inlined(each, key));
    return parts.includes(undefined) ? undefined : `otherChannel(${parts.join(", ")})`;
  }
  // A list of texts stays in one line, as Prettier leaves it.
  if (Array.isArray(value)) {
    const texts = value.filter((item) => typeof item === "string");
    return texts.length === value.length ? `[${texts.map(literal).join(", ")}]` : undefined;
  }
  if (typeof value !== "object") return typeof value === "string" ? literal(value) : String(value);
  const parts = Object.entries(value).map(([name, below]) => [property(name), inlined(below, key)]);
  if (parts.length === 0) return "{}";
  if (parts.some(([, text]) => text === undefined)) return undefined;
  return `{ ${parts.map((part) => part.join(": ")).join(", ")} }`;
}

const callOf = ({ isObject }: SecretValue): string =>
  isObject ? "config.requireSecretObject" : "config.requireSecret";

function property(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

const comment = (item: Value, margin: string): string =>
  item instanceof Unchecked ? `${margin}// As the service has it: this version of the package doesn't know it.\n` : "";
