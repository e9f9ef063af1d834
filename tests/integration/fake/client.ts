import {
  DEFAULT_PROJECT,
  type Fake,
  type FakeOptions,
  startFake,
  type WireApp,
  type WireEntry,
  type WireWebhook,
} from "../../../fake/index.js";

export const PROJECT = DEFAULT_PROJECT.projectId;
export const KEY = { keyId: "key-1", keySecret: "key-secret-1" };
export const APPS = `/v1/projects/${PROJECT}/apps`;

/** An answer as it came. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON body, or `undefined`; what an error says at the top, whatever its envelope. */
  body: WireApp & {
    apps: WireApp[];
    webhooks: WireWebhook[];
    message: string;
    status: string;
    access_token: string;
    error?: { code: number };
  };
}

export interface Request {
  method?: string;
  /** Sent as JSON; a string as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls a path of the fake, with the key as HTTP Basic unless the headers say otherwise. */
export type Call = (path: string, request?: Request) => Promise<Reply>;

export function basic({ keyId, keySecret } = KEY): string {
  return `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;
}

/** A test with a fake of its own, over HTTP. */
export function withFake(options: FakeOptions, test: (fake: Fake, call: Call) => Promise<void>): () => Promise<void> {
  return async () => {
    const fake = await startFake(options);
    try {
      await test(fake, caller(fake.origin));
    } finally {
      await fake.close();
    }
  };
}

export function caller(origin: string): Call {
  return async (path, { method = "GET", body, headers } = {}) => {
    const response = await fetch(origin + path, {
      method,
      headers: {
        authorization: basic(),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) };
  };
}

/** Gets an access token. */
export function requestToken(call: Call, key = KEY): Promise<Reply> {
  return call("/oauth2/token", {
    method: "POST",
    body: "grant_type=client_credentials",
    headers: { authorization: basic(key), "content-type": "application/x-www-form-urlencoded" },
  });
}

export function sms(token = "sms-token"): WireEntry {
  return { channel: "SMS", static_bearer: { claimed_identity: "plan", token } };
}

export function draft(more: Partial<WireApp> = {}): Partial<WireApp> {
  return { display_name: "Support", channel_credentials: [sms()], ...more };
}

/** Creates an app and gives it back as answered. */
export async function create(call: Call, body: unknown = draft()): Promise<WireApp> {
  const reply = await call(APPS, { method: "POST", body });
  if (reply.status !== 200) throw new Error(`create: ${reply.status} ${reply.text}`);
  return reply.body;
}

export function patch(call: Call, appId: string, query: string, body: unknown): Promise<Reply> {
  return call(`${APPS}/${appId}${query && `?${query}`}`, { method: "PATCH", body });
}

function parse(text: string): Reply["body"] {
  try {
    const body = JSON.parse(text);
    return typeof body?.error === "object" ? { ...body.error, ...body } : body;
  } catch {
    return undefined as unknown as Reply["body"];
  }
}
