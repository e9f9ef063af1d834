import type { WireApp, WireEntry } from "../../fake";
import type { Played } from "./stage";

/** An app in the demo's claims. Tokens are replaced with their names, since a failed claim is printed. */
export interface SeenApp {
  readonly name: string;
  readonly days: number | undefined;
  readonly tokens: Readonly<Record<string, string>>;
}

/** An app at the API, with a name for each token. */
export function seenApp(app: WireApp, nameOf: (token: unknown) => string): SeenApp {
  const tokens = app.channel_credentials.map((entry) => [entry.channel, nameOf(tokenOf(entry))]);
  return { name: app.display_name, days: app.retention_policy?.ttl_days, tokens: Object.fromEntries(tokens) };
}

const tokenOf = ({ static_bearer, static_token }: WireEntry): unknown => (static_bearer ?? static_token)?.token;

/** The channels' tokens in the write requests, from the API's journal. */
export function tokensIn({ writes }: Played): unknown[] {
  return writes.flatMap(({ body }) => ((body ?? {}) as Partial<WireApp>).channel_credentials?.map(tokenOf) ?? []);
}

/** The methods of the write requests: `["POST"]`. */
export const methods = ({ writes }: Played): string[] => writes.map(({ method }) => method);

/** The write requests with their masks: `["PATCH display_name"]`. */
export const maskedWrites = ({ writes }: Played): string[] =>
  writes.map(({ method, updateMask }) => [method, ...(updateMask ?? [])].join(" "));
