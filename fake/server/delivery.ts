import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "./call.js";

const PIECES = 8;

/** How a response reaches the client, if it does. `"whole"` unless a fault says otherwise. */
export type Delivery = "whole" | "dropped" | "cut" | "again" | { slowMs: number };

/** Sends a response. Writes to the connection directly, since a framework wouldn't send a broken one. */
export async function deliver(
  raw: ServerResponse,
  answer: Answer,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  if (delivery === "dropped") {
    raw.destroy();
    return;
  }
  const body = Buffer.from(answer.text);
  raw.writeHead(answer.status, { ...answer.headers, "content-length": body.length });
  if (delivery === "whole") {
    raw.end(body);
    return;
  }
  if (delivery === "again") {
    const { socket } = raw;
    const head = Object.entries({ ...answer.headers, "content-length": body.length }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    raw.end(body, () => socket?.write([`HTTP/1.1 ${answer.status} `, ...head, "", answer.text].join("\r\n")));
    return;
  }
  if (delivery === "cut") {
    raw.write(body.subarray(0, Math.floor(body.length / 2)), () => raw.destroy());
    return;
  }
  const size = Math.max(1, Math.ceil(body.length / PIECES));
  for (let at = 0; at < body.length; at += size) {
    raw.write(body.subarray(at, at + size));
    await sleep(delivery.slowMs / PIECES, undefined, { signal });
  }
  raw.end();
}
