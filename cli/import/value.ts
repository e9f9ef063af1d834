import { define } from "../../provider/base/values";

/** A secret of an app, which the program takes from the stack's configuration. */
export class SecretValue {
  /**
   * @param path
   *  Where it stands, below the app: `channelCredentials`, `SMS`, `staticBearer`, `token`.
   * @param value
   *  As the service shows it; `undefined` where it hides it.
   */
  constructor(
    readonly path: readonly string[],
    readonly value: unknown,
  ) {}

  /** Whether it goes into the configuration as JSON. */
  get isObject(): boolean {
    return this.value !== undefined && typeof this.value !== "string";
  }

  /** As it goes into the configuration. */
  get text(): string | undefined {
    if (this.value === undefined) return undefined;
    return typeof this.value === "string" ? this.value : JSON.stringify(this.value);
  }
}

/** What the schema refuses: the app has it, so it is declared all the same, past the types. */
export class Unchecked {
  constructor(readonly value: Value) {}
}

/** An entry of a channel that the schema doesn't know: a call of `otherChannel`. */
export class OtherEntry {
  constructor(
    readonly channel: string,
    readonly extraFields: Value,
    /** What an entry has on every channel. */
    readonly rest: Readonly<Record<string, Value>>,
  ) {}

  /** The entry as the call returns it. */
  get entry(): { readonly [name: string]: Value } {
    return { channel: this.channel, extraFields: this.extraFields, ...this.rest };
  }
}

/** What another resource of the program gives: `support.id`. */
export class Reference {
  constructor(readonly code: string) {}
}

/** A value as a program states it. */
export type Value =
  | string
  | number
  | boolean
  | SecretValue
  | Unchecked
  | OtherEntry
  | Reference
  | readonly Value[]
  | { readonly [name: string]: Value };

/** The secrets within a value, in their order. */
export function secretsIn(value: Value): SecretValue[] {
  if (value instanceof SecretValue) return [value];
  if (value instanceof Unchecked) return secretsIn(value.value);
  if (value instanceof OtherEntry) return secretsIn(value.entry);
  if (value instanceof Reference) return [];
  return typeof value === "object" ? Object.values(value).flatMap(secretsIn) : [];
}

/** A value with each secret replaced. */
export function withSecrets(value: Value, replace: (secret: SecretValue) => unknown): unknown {
  if (value instanceof SecretValue) return replace(value);
  if (value instanceof Unchecked) return withSecrets(value.value, replace);
  if (value instanceof OtherEntry) return withSecrets(value.entry, replace);
  if (value instanceof Reference) return value.code;
  if (Array.isArray(value)) return value.map((item) => withSecrets(item, replace));
  if (typeof value !== "object") return value;
  const object: Record<string, unknown> = {};
  for (const [name, below] of Object.entries(value)) define(object, name, withSecrets(below, replace));
  return object;
}
