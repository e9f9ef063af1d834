import type { WireApp, WireEntry } from "../../fake";
import type { Played } from "./stage";

/** What the demo's claims about an app are about. Its tokens go by their names: a claim that fails is printed. */
export interface SeenApp {
  readonly name: string;
  readonly days: number | undefined;
  readonly tokens: Readonly<Record<string, string>>;
}

/** An app as the API holds it, with a name in place of each token. */
export function seenApp(app: WireApp, nameOf: (token: unknown) => string): SeenApp {
  const tokens = app.channel_credentials.map((entry) => [entry.channel, nameOf(tokenOf(entry))]);
  return { name: app.display_name, days: app.retention_policy?.ttl_days, tokens: Object.fromEntries(tokens) };
}

const tokenOf = ({ static_bearer, static_token }: WireEntry): unknown => (static_bearer ?? static_token)?.token;

/** The channels' tokens in the writing requests, as the API's journal has them. */
export function tokensIn({ writes }: Played): unknown[] {
  return writes.flatMap(({ body }) => ((body ?? {}) as Partial<WireApp>).channel_credentials?.map(tokenOf) ?? []);
}

/** The methods of the writing requests: `["POST"]`. */
export const methods = ({ writes }: Played): string[] => writes.map(({ method }) => method);

/** The writing requests, each with its mask: `["PATCH display_name"]`. */
export const maskedWrites = ({ writes }: Played): string[] =>
  writes.map(({ method, updateMask }) => [method, ...(updateMask ?? [])].join(" "));
