import { randomBytes } from "node:crypto";
import appSchema from "../../provider/resources/app/app.schema.json";

// An app that states every secret field there is, worked out from the schema: a new field joins by itself.

interface Node {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly items?: Node;
  readonly oneOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly "x-exactly-one-of"?: readonly string[];
  readonly "x-replaces"?: boolean;
  readonly "x-create-only"?: boolean;
  readonly "x-list-keys"?: readonly string[];
}

const definitions = appSchema.definitions as Readonly<Record<string, Node>>;
const resolve = (node: Node): Node => (node.$ref ? (definitions[node.$ref.split("/").at(-1) as string] as Node) : node);

/** Secrets that are to be in no output, each under a name of its own. */
export class Planted {
  readonly #needles = new Map<string, string>();

  /** How many there are. */
  get size(): number {
    return this.#needles.size;
  }

  /** Makes a secret, with all that quoting can change in it. */
  plant(name: string): string {
    const needle = `CANARY${randomBytes(6).toString("hex")}`;
    this.#needles.set(name, needle);
    return `${needle}/"q\\ +%&<é>`;
  }

  /** Takes in a secret that somebody else made. */
  add(name: string, secret: string): void {
    this.#needles.set(name, secret.slice(-18));
  }

  /** The secrets that a text holds, in plain or in base64. What JSON and URLs escape stands behind the part that is looked for. */
  hitsIn(text: string): string[] {
    return [...this.#needles].flatMap(([name, needle]) =>
      formsOf(needle)
        .filter(([, form]) => text.includes(form))
        .map(([how, form]) => `${name}, ${how}, behind: ${text.slice(0, text.indexOf(form)).slice(-200)}`),
    );
  }
}

function formsOf(needle: string): [how: string, form: string][] {
  const bytes = Buffer.from(needle);
  // Whatever stands before and behind it in what was encoded.
  const base64 = [0, 1, 2].map((before): [string, string] => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    return ["base64", whole.slice(before === 0 ? 0 : before + 1, -1)];
  });
  return [["plain", needle], ["hex", bytes.toString("hex")], ...base64];
}

const SECRET = Symbol("secret");
const FLAG = Symbol("flag");

/** What a node can hold, one value for each alternative that excludes the others. */
function alternativesOf(node: Node, name: string, reached: Set<Node>): unknown[] {
  const own = resolve(node);
  if (own.readOnly || own["x-replaces"] || own["x-create-only"]) return [undefined];
  // What nobody knows the names of.
  if (own.type === "object" && !own.properties && !own.oneOf) return [undefined];
  if (own.writeOnly) {
    reached.add(own);
    return [SECRET];
  }
  if (own.const !== undefined) return [own.const];
  if (own.enum) return name === "channel" ? [...own.enum] : [own.enum[0]];
  if (own.oneOf) return own.oneOf.flatMap((branch) => alternativesOf(branch, name, reached));
  if (own.items) return [alternativesOf(own.items, name, reached)];
  if (own.properties) return objectsOf(own, reached);
  if (own.type === "boolean") return [FLAG];
  return [own.type === "integer" ? own.minimum : `plain-${name}`];
}

function objectsOf({ properties = {}, "x-exactly-one-of": exclusive = [""] }: Node, reached: Set<Node>): object[] {
  return exclusive.flatMap((chosen) => {
    let objects: object[] = [{}];
    for (const [name, below] of Object.entries(properties)) {
      if (name === "credentialOrdinalNumber" || (exclusive.includes(name) && name !== chosen)) continue;
      const values = alternativesOf(below, name, reached);
      objects = objects.flatMap((object) => values.map((value) => ({ ...object, [name]: value })));
    }
    return objects;
  });
}

function fill(value: unknown, path: string, isFirst: boolean, planted: Planted): unknown {
  if (value === SECRET) return planted.plant(path);
  if (value === FLAG) return isFirst;
  if (typeof value !== "object" || value === null) return value;
  const counts = new Map<unknown, number>();
  if (Array.isArray(value)) {
    return value.map((item: { channel: unknown }) => {
      const ordinal = counts.get(item.channel) ?? 0;
      counts.set(item.channel, ordinal + 1);
      const filled = fill(item, `${path} ${item.channel}#${ordinal}`, ordinal === 0, planted) as object;
      return ordinal === 0 ? filled : { ...filled, credentialOrdinalNumber: ordinal };
    });
  }
  const entries = Object.entries(value).filter(([, below]) => below !== undefined);
  return Object.fromEntries(entries.map(([name, below]) => [name, fill(below, `${path}.${name}`, isFirst, planted)]));
}

/** An app with every field and every kind of channel, each secret field of it with a planted secret of its own. */
export function plantedApp(displayName: string, planted: Planted): Record<string, unknown> {
  const reached = new Set<Node>();
  const [app] = objectsOf(appSchema as Node, reached);
  if (reached.size !== secretNodes.length) throw new Error("the schema has a secret field that no app here states");
  const filled = fill(app, displayName, true, planted) as { readonly channelCredentials: readonly object[] };
  const [first, ...others] = filled.channelCredentials;
  return {
    ...filled,
    displayName,
    channelCredentials: [{ ...first, extraFields: unknownTo(planted, `${displayName} channel`) }, ...others],
    extraFields: unknownTo(planted, displayName),
  };
}

/** What this version doesn't know: secrets at every depth. */
const unknownTo = (planted: Planted, where: string): object => ({
  new_key: planted.plant(`${where}, extra`),
  new_settings: { enabled: true, keys: [{ key: planted.plant(`${where}, extra in a list`) }] },
});

/** Every place in the schema that is a secret. */
export const secretNodes: readonly object[] = secretsBelow(appSchema);

function secretsBelow(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  const own = (value as Node).writeOnly === true ? [value] : [];
  return [...own, ...Object.values(value).flatMap(secretsBelow)];
}

/** A webhook with its secrets planted. */
export const plantedWebhook = (planted: Planted): Record<string, unknown> => ({
  target: "https://hooks.example.com/sinch",
  triggers: ["MESSAGE_INBOUND"],
  secret: planted.plant("webhook"),
  clientCredentials: {
    clientId: "id",
    clientSecret: planted.plant("webhook, client"),
    endpoint: "https://auth.example.com",
  },
});
