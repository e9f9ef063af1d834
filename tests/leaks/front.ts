import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import type { Fake } from "../../fake";
import { quotations as ways } from "../support/quotations";
import type { Planted } from "./planted";

const way = (how: string): ((text: string) => string) => ways[how] as (text: string) => string;

/** How an answer quotes the request that it refuses: some of the ways, each asks for a request. */
export const quotations: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "as a JSON text": (text) => JSON.stringify(text),
  "as a JSON text, twice": (text) => JSON.stringify(JSON.stringify(text)),
  "as JSON in ASCII": way("as JSON in ASCII"),
  "URL-escaped": encodeURIComponent,
  "as a form": way("escaped for a form"),
  "in HTML": (text) => `<p>${way("in HTML")(text)}</p>`,
  "as JSON in HTML, in leading zeros": (text) => way("in HTML with leading zeros")(JSON.stringify(text)),
  "in base64": way("in base64"),
  "in base64url": way("in base64url"),
};

/** Stands before a fake: learns the tokens that it hands out, and can refuse requests by quoting them. */
export interface Front {
  readonly apiUrl: string;
  /** Refuses each request that fits with a message that holds the request's headers and body, or just one of them. */
  quote(how: keyof typeof quotations, what: "headers" | "body", operation: RegExp): void;
  /** Lets all requests through again. */
  pass(): void;
  /** How many requests were refused. */
  readonly refused: number;
  close(): Promise<void>;
}

/** Starts a front. @param planted where the tokens go that the fake hands out. */
export async function startFront(fake: Fake, planted: Planted): Promise<Front> {
  let refusal: { fits: RegExp; message: (request: IncomingMessage, body: string) => string } | undefined;
  let refused = 0;

  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    if (refusal?.fits.test(`${request.method} ${request.url}`)) {
      refused += 1;
      const text = JSON.stringify({ code: 400, message: refusal.message(request, body), status: "INVALID_ARGUMENT" });
      response.writeHead(400, { "content-type": "application/json" }).end(text);
      return;
    }
    forward(request, body, response);
  });

  function forward({ method, url, headers }: IncomingMessage, body: string, response: ServerResponse): void {
    const onward = send({ port: fake.port, method, path: url, headers }, async (answer) => {
      const text = await textOf(answer);
      const token: unknown = url === "/oauth2/token" && JSON.parse(text).access_token;
      if (typeof token === "string") planted.add(`token ${planted.size}`, token);
      response.writeHead(answer.statusCode ?? 500, answer.headers).end(text);
    });
    onward.on("error", () => response.destroy()).end(body);
  }

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/{region}`,
    quote(how, what, fits) {
      const quoted = quotations[how] as (text: string) => string;
      refusal = { fits, message: ({ headers }, body) => quoted(what === "body" ? body : JSON.stringify(headers)) };
    },
    pass: () => {
      refusal = undefined;
    },
    get refused() {
      return refused;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
