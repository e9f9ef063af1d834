import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { type Fake, type FakeOptions, startFake } from "../../fake";
import { type Clock, systemClock } from "../../provider/http/clock";
import type { TimeBudget } from "../../provider/http/deadline";
import { appType } from "../../provider/resources/app";
import { type Collection, createCollection } from "../../provider/sinch/collection";
import { Settings } from "../../provider/sinch/settings";
import { createTransport } from "../../provider/sinch/transport";

/** Where the tests' apps live. */
export const AT = { projectId: "project-1", region: "us" } as const;
export const KEY = { keyId: "key-1", keySecret: "key-secret-1" } as const;

/** Gives up soon, and hardly waits. */
export const QUICK: TimeBudget = { attemptMs: 2_000, totalMs: 1_000, longestWaitMs: 5 };

export type Environment = Readonly<Record<string, string>>;

/** Access to whatever answers at an origin, with an OAuth2 token unless `more` says otherwise. */
export function environment(apiUrl: string, more: Environment = {}): Environment {
  return { SINCH_API_URL: apiUrl, SINCH_KEY_ID: KEY.keyId, SINCH_KEY_SECRET: KEY.keySecret, ...more };
}

export const BASIC: Environment = { SINCH_AUTH_METHOD: "basic" };

/** A client with nothing but environment variables. */
export function clientFor(
  env: Environment,
  patience: Partial<TimeBudget> = {},
  clock: Clock = systemClock,
): Collection {
  return createCollection(
    appType,
    createTransport(new Settings(() => undefined, env), { budget: { ...QUICK, ...patience }, clock }),
  );
}

/** A test with a fake of its own and a client for it. */
export function withFake(test: (fake: Fake, client: Collection) => Promise<void>, options: FakeOptions = {}) {
  return async (): Promise<void> => {
    const fake = await startFake(options);
    try {
      await test(fake, clientFor(environment(fake.apiUrl)));
    } finally {
      await fake.close();
    }
  };
}

/** A server that answers as it is told, for answers that the fake never gives. */
export interface SmallServer {
  readonly origin: string;
  readonly port: number;
  /** What came in, oldest first. */
  readonly requests: readonly IncomingMessage[];
}

/** Runs a test with a small server. */
export async function withServer<T>(answer: RequestListener, test: (server: SmallServer) => Promise<T>): Promise<T> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  try {
    return await test({ origin: `http://127.0.0.1:${port}`, port, requests });
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

/** What a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("it wasn't rejected with an error");
}

/** All that an error holds, hidden properties and causes included. */
export const everythingIn = (error: unknown): string => inspect(error, { depth: Infinity, showHidden: true });
