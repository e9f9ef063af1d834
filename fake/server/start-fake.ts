import type { AddressInfo } from "node:net";
import type { FastifyReply } from "fastify";
import { ulid } from "ulid";
import { Api } from "../api/api.js";
import { AppsService } from "../api/apps-service.js";
import { Keys } from "../api/keys.js";
import { WebhooksService } from "../api/webhooks-service.js";
import type { Fake } from "../fake.js";
import { carryOut, type FaultTools } from "../faults/fault-effects.js";
import { Faults } from "../faults/faults.js";
import { Journal } from "../journal/journal.js";
import type { ReceivedRequest } from "../journal/received.js";
import { journalEntry, receivedRequest } from "../journal/record.js";
import { DEFAULT_BEHAVIOUR, DEFAULT_PROJECT, type FakeBehaviour, type FakeOptions } from "../options.js";
import { behindTheBack } from "../store/behind-the-back.js";
import { AppStore } from "../store/store.js";
import { webhooksBehindTheBack } from "../store/webhooks-behind-the-back.js";
import { Background } from "./background.js";
import type { Call } from "./call.js";
import { deliver } from "./delivery.js";
import { createHttpServer } from "./http-server.js";
import { sendEvent } from "./send-event.js";

const HOST = "127.0.0.1";
const RECEIVED_LIMIT = 1000;

/**
 * Starts a fake of apps and webhooks, with its token endpoint, on 127.0.0.1 only.
 * @throws an error with code `EADDRINUSE` if the port is in use
 */
export async function startFake(options: FakeOptions = {}): Promise<Fake> {
  const { port = 0, region = "us", projects = [DEFAULT_PROJECT], seed = 1, journalLimit = 100_000 } = options;
  const behaviour = behaviourOf(options);
  const store = new AppStore(options.stateFile);
  const home = { projectId: projects[0]?.projectId ?? "", region };
  const keys = new Keys(projects);
  const apps = new AppsService(store, behaviour, Date.now);
  const webhooks = new WebhooksService(store.webhooks, apps, behaviour, Date.now);
  const api = new Api(apps, webhooks, keys, behaviour, Date.now);
  const faults = new Faults(seed);
  const background = new Background();
  const journal = new Journal(journalLimit, options.onRequest);
  const received: ReceivedRequest[] = [];
  const handle = handler({ api, faults, keys, behaviour, background }, journal, received);
  const server = createHttpServer(region, ulid, (call, reply) =>
    background.track(handle(call, reply)).catch(() => {
      // A rule's hook threw: the client sees a dropped connection instead of waiting without end.
      reply.raw.destroy();
    }),
  );
  await server.listen({ port, host: HOST });

  const { port: boundPort } = server.server.address() as AddressInfo;
  const origin = `http://${HOST}:${boundPort}`;
  return {
    port: boundPort,
    origin,
    url: origin,
    apiUrl: `${origin}/{region}`,
    regionUrl: (name) => `${origin}/${name}`,
    journal,
    received,
    ...behindTheBack(store, apps, behaviour, home),
    ...webhooksBehindTheBack(store, webhooks, behaviour, home),
    sendEvent: (appId, trigger, event) => {
      const ofApp = store.webhooks.list({ appId }).map(({ webhook }) => webhook);
      return sendEvent(ofApp, trigger, event ?? {}, Date.now());
    },
    addKey: (projectId, key) => keys.add(projectId, key),
    revokeKey: (keyId, projectId) => keys.revoke(keyId, projectId),
    expireTokens: () => keys.expireTokens(),
    configure: (changes) => Object.assign(behaviour, changes),
    fail: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    idle: () => background.idle(),
    close: async () => {
      background.close();
      await server.close();
    },
  };
}

/** Responds to a call and records it. */
function handler(
  tools: FaultTools,
  journal: Journal,
  received: ReceivedRequest[],
): (call: Call, reply: FastifyReply) => Promise<void> {
  return async (call, reply) => {
    const time = new Date();
    const start = performance.now();
    received.push(receivedRequest(call));
    if (received.length > RECEIVED_LIMIT) received.shift();

    const { answer, delivery, fault } = await carryOut(call, tools);
    // Before the response, so that the entry exists when the client gets it.
    const status = delivery === "dropped" ? null : answer.status;
    journal.add(journalEntry(call, { time, status, ms: Math.round(performance.now() - start), fault }));
    answer.headers["x-request-id"] = call.requestId;
    await deliver(reply.raw, answer, delivery, tools.background.signal);
  };
}

function behaviourOf(options: FakeOptions): FakeBehaviour {
  const behaviour: FakeBehaviour = { ...DEFAULT_BEHAVIOUR };
  for (const name of Object.keys(DEFAULT_BEHAVIOUR) as (keyof FakeBehaviour)[]) {
    if (options[name] !== undefined) Object.assign(behaviour, { [name]: options[name] });
  }
  return behaviour;
}
