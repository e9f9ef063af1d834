import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { Step } from "./run-steps";
import { methods } from "./seen";
import type { Stage } from "./stage";

/** A received event. */
interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Shows a webhook and the use of its secret: its signature lets the receiver verify the sender. */
export const webhook: Step<Stage> = {
  title: "Add a webhook: an event arrives, and its signature proves who sent it",
  async run(stage) {
    const { webhook: webhookSecret } = stage.tokens;
    const receiver = await startReceiver();
    try {
      await stage.configure({ webhookTarget: `${receiver.origin}/sinch` }, { webhookSecret });
      const up = await stage.pulumi("up");
      stage.print.requestLines(up.writes);
      stage.check("the API received one POST for the webhook", methods(up), ["POST"]);
      const [{ id = "" } = {}] = stage.fake.apps();
      stage.print.action("(a contact writes to the app)");
      const sent = await stage.fake.sendEvent(id, "MESSAGE_INBOUND", {
        message: { contact_message: { text_message: {} } },
      });
      stage.check(
        "the event arrived",
        sent.map(({ status }) => status),
        [204],
      );
      const [event] = receiver.received;
      stage.check("its signature matches the secret", event !== undefined && isGenuine(event, webhookSecret), true);
      const forged = event && { ...event, body: event.body.replace("contact", "forged") };
      stage.check(
        "a forged event's signature doesn't",
        forged !== undefined && isGenuine(forged, webhookSecret),
        false,
      );
    } finally {
      receiver.close();
    }
  },
};

/** Whether an event's signature matches the webhook's secret, checked as a receiver would. */
function isGenuine({ headers, body }: Received, secret: string): boolean {
  const [signature, nonce, timestamp] = ["", "-nonce", "-timestamp"].map((part) =>
    String(headers[`x-sinch-webhook-signature${part}`]),
  );
  const expected = createHmac("sha256", secret).update(`${body}.${nonce}.${timestamp}`).digest();
  const given = Buffer.from(signature ?? "", "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function startReceiver(): Promise<{ origin: string; received: readonly Received[]; close(): void }> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    response.writeHead(204).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
