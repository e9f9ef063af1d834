import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import * as lifecycle from "../../../provider/lifecycle";
import { driftOf } from "../../../provider/model/drift";
import { leavesOf } from "../../../provider/model/leaves";
import { ResourceType } from "../../../provider/model/resource-type";
import { type Inputs, knownFrom, type State } from "../../../provider/model/state";
import { Settings } from "../../../provider/sinch/settings";
import { createTransport } from "../../../provider/sinch/transport";
import { AT, BASIC, environment, rejection } from "../../support/access";
import { steps } from "../../support/steps";

/** A resource that Sinch doesn't have. */
const loftType = new ResourceType({
  schema: {
    type: "object",
    required: ["projectId", "region", "title"],
    properties: {
      projectId: { type: "string", "x-replaces": true },
      region: { type: "string", "x-replaces": true },
      id: { type: "string", readOnly: true },
      adopt: { type: "string", "x-create-only": true },
      title: { type: "string", maxLength: 20 },
      openingHours: { type: "object", properties: { fromHour: { type: "integer", minimum: 0, maximum: 23 } } },
      birds: { type: "array", items: { $ref: "#/definitions/Bird" }, "x-list-keys": ["ring"] },
    },
    definitions: {
      Bird: {
        type: "object",
        properties: {
          ring: { type: "string" },
          flightPin: { type: "string", writeOnly: true },
          weightGrams: { type: "integer", default: 0 },
        },
      },
    },
  },
  noun: "loft",
  identity: "title",
  dataLoss: "release the birds",
  path: ({ projectId }) => ["keepers", projectId, "lofts"],
  listKey: "all_lofts",
});

type Loft = Record<string, unknown> & { id: string };

/** A service of lofts: a mask of top-level fields, lists whole. */
class LoftService {
  readonly lofts = new Map<string, Loft>();
  readonly requests: string[] = [];
  private readonly server = createServer((request, response) => {
    void this.answer(request).then(([status, body]) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage): Promise<[number, unknown]> {
    const url = new URL(request.url ?? "", "http://localhost");
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {};
    const id = /^\/v1\/keepers\/project-1\/lofts\/(.+)$/.exec(url.pathname)?.[1];
    if (id === undefined) {
      if (request.method === "GET") return [200, { all_lofts: [...this.lofts.values()] }];
      const loft = { ...body, id: `loft-${this.lofts.size + 1}` };
      this.lofts.set(loft.id, loft);
      return [200, loft];
    }
    const loft = this.lofts.get(id);
    if (!loft) return [404, { code: 404, message: "no such loft", status: "NOT_FOUND" }];
    if (request.method === "DELETE") this.lofts.delete(id);
    for (const name of url.searchParams.get("update_mask")?.split(",") ?? []) loft[name] = body[name];
    return [200, loft];
  }
}

describe("ResourceType of a second resource @second-type", () => {
  const service = new LoftService();
  let context: lifecycle.Context;
  let origin = "";
  let managed: { id: string; inputs: Inputs; state: State };

  const birds = [
    { ring: "A1", flightPin: "4711-pin" },
    { ring: "B2", weightGrams: 400 },
  ];
  const program = { title: "Home", openingHours: { fromHour: 6 }, birds };

  before(async () => {
    origin = await service.start();
  });
  after(() => service.stop());

  /** Another run of the engine. */
  const begin = (): void => {
    const settings = new Settings(() => undefined, {
      ...environment(origin, BASIC),
      SINCH_PROJECT_ID: AT.projectId,
      SINCH_REGION: AT.region,
    });
    context = lifecycle.createContext(loftType, settings, createTransport(settings));
    service.requests.length = 0;
  };

  const check = async (olds: object, news: object): Promise<Inputs> => {
    const { inputs, problems } = await lifecycle.check(context, { ...olds }, { ...news });
    assert.deepEqual(problems, []);
    return inputs;
  };
  const update = async (news: object): Promise<void> => {
    const inputs = await check(managed.inputs, news);
    const { outs } = await lifecycle.update(context, managed.id, managed.state, inputs);
    managed = { ...managed, inputs, state: outs };
  };

  const add = steps("runs it through its lifecycle, without a change in the core");
  const step = (name: string, work: () => Promise<void>): void =>
    add(name, async () => {
      begin();
      await work();
    });

  step("names what is wrong in its own terms", async () => {
    const { problems } = await lifecycle.check(context, {}, { openingHours: { fromHour: 24 }, birds });
    assert.deepEqual(problems, [
      "title is missing: must be a string of at most 20 characters",
      "openingHours.fromHour must be a whole number from 0 to 23",
    ]);
    const elsewhere = await lifecycle.check(context, { title: "Home", projectId: "project-2" }, program);
    assert.match(
      elsewhere.problems.join(),
      /^the loft is in project "project-2", but .* to replace the loft with one in /,
    );
  });

  step("creates one, its secrets apart and its wire names as the service has them", async () => {
    const inputs = await check({}, program);
    assert.deepEqual(inputs.secrets, { birds: { "A1/flightPin": "4711-pin" } });
    assert.doesNotMatch(JSON.stringify({ ...inputs, secrets: {} }), /4711/);
    const { id, outs } = await lifecycle.create(context, inputs);
    managed = { id, inputs, state: outs };
    assert.deepEqual(service.lofts.get(id), {
      id,
      title: "Home",
      opening_hours: { from_hour: 6 },
      birds: [
        { ring: "A1", flight_pin: "4711-pin" },
        { ring: "B2", weight_grams: 400 },
      ],
    });
    assert.deepEqual(service.requests, ["GET /v1/keepers/project-1/lofts", "POST /v1/keepers/project-1/lofts"]);
  });

  step("refuses a name in use, and says so in its own terms", async () => {
    const { problems } = await lifecycle.check(context, {}, { title: "Home" });
    assert.match(problems.join("\n"), /^project project-1, region us, already has a loft "Home": loft-1\. /);
  });

  step("sends what changed, and nothing if nothing did", async () => {
    assert.deepEqual(lifecycle.diff(context, managed.id, managed.state, managed.inputs), { changes: false });
    await update({ ...program, openingHours: { fromHour: 7 } });
    assert.deepEqual(service.requests, ["PATCH /v1/keepers/project-1/lofts/loft-1?update_mask=opening_hours"]);
    await update({ ...program, openingHours: { fromHour: 7 }, birds: [birds[1]] });
    assert.deepEqual(service.lofts.get(managed.id)?.birds, [{ ring: "B2", weight_grams: 400 }]);
    const moved = await check(managed.inputs, { ...program, region: "eu" });
    assert.deepEqual(lifecycle.diff(context, managed.id, managed.state, moved), { replaces: ["region"] });
  });

  step("reads drift, by leaf and by item", async () => {
    Object.assign(service.lofts.get(managed.id) as Loft, {
      opening_hours: { from_hour: 9 },
      birds: [{ ring: "C3", flight_pin: "its own" }],
    });
    const live = await context.collection.get(AT, managed.id);
    const known = knownFrom(loftType, managed.state);
    assert.deepEqual(
      driftOf(loftType, known, leavesOf(loftType, live)).changes.map(({ kind, path }) => `${kind} ${path}`),
      ["removed birds/B2", "added birds/C3", "changed openingHours/fromHour"],
    );
    const { inputs } = await lifecycle.read(context, managed.id, managed.state);
    assert.deepEqual((inputs as Inputs).secrets, { birds: { "C3/flightPin": "its own" } });
    await assert.rejects(update({ ...program, birds }), /birds was changed outside of this stack: C3 was added/);
  });

  step("deletes it, and adopts another one without sending what is so already", async () => {
    await lifecycle.remove(context, managed.id, managed.state);
    assert.equal(service.lofts.size, 0);
    service.lofts.set("old", { id: "old", title: "Barn", opening_hours: { from_hour: 5 }, birds: [{ ring: "Z" }] });
    const inputs = await check({}, { title: "Barn", adopt: "old", openingHours: { fromHour: 8 } });
    const { id, outs } = await lifecycle.create(context, inputs);
    assert.equal(id, "old");
    assert.equal(service.requests.at(-1), "PATCH /v1/keepers/project-1/lofts/old?update_mask=opening_hours");
    assert.deepEqual(service.lofts.get("old")?.birds, [{ ring: "Z" }]);
    service.lofts.delete("old");
    const gone = await rejection(lifecycle.update(context, id, outs, { ...inputs, title: "Shed" } as Inputs));
    assert.match(gone.message, /^updating loft "Shed" \(old\): no such loft \(.*if the loft is gone/);
  });
});
