import assert from "node:assert/strict";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { startFake } from "../../fake";
import { DynamicProvider } from "../support/dynamic-provider";
import { recordFigures } from "../support/figures";

const MINUTES = 5;
const APPS = 20;
const MINUTE_MS = 60_000;

/** Megabytes of memory that a process holds. */
function memoryOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

/** How many sockets a process has open. */
function socketsOf(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).filter((name) => {
    try {
      return readlinkSync(`${folder}/${name}`).startsWith("socket:");
    } catch {
      return false;
    }
  }).length;
}

/** Growth per minute of what was measured evenly, by least squares. */
function slope(points: readonly (readonly [minute: number, value: number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))];
  const over = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0);
  return over / points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
}

describe(`${MINUTES} minutes of creating, refreshing, updating and deleting in one provider process`, function () {
  this.timeout(0);
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  it("take no more and more memory, nor sockets", async () => {
    const fake = await startFake({ pendingMs: 0, journalLimit: 1_000, tokenLifetimeSeconds: 20 });
    const provider = await DynamicProvider.startFor(fake);
    try {
      const memory: (readonly [number, number])[] = [];
      const sockets: (readonly [number, number])[] = [];
      const start = Date.now();
      let rounds = 0;
      let measured = 0;
      while (Date.now() - start < MINUTES * MINUTE_MS) {
        rounds += 1;
        // Some calls are refused, so that repetition is part of it.
        fake.fail({ share: 0.1, times: 5, effect: { kind: "status", status: 429, headers: { "retry-after": "0" } } });
        await round(provider, rounds);
        const minute = (Date.now() - start) / MINUTE_MS;
        if (minute < 1 || minute - measured < 1 / 60) continue;
        measured = minute;
        memory.push([minute, memoryOf(provider.pid)]);
        sockets.push([minute, socketsOf(provider.pid)]);
      }
      const most = Math.max(...sockets.map(([, count]) => count));
      const growth = { memory: slope(memory), sockets: slope(sockets) };
      recordFigures(`${MINUTES} minutes in one provider process`, {
        rounds,
        appsARound: APPS,
        megabytesAtTheEnd: Math.round(memory.at(-1)?.[1] ?? 0),
        megabytesMoreAMinute: Number(growth.memory.toFixed(2)),
        socketsAtTheEnd: sockets.at(-1)?.[1] ?? 0,
        socketsAtMost: most,
        socketsMoreAMinute: Number(growth.sockets.toFixed(2)),
      });
      assert.deepEqual(fake.apps(), []);
      assert.ok(growth.memory < 1, `${growth.memory} MB a minute`);
      assert.ok(growth.sockets < 1, `${growth.sockets} sockets a minute`);
      // One kept for each call at once, and the host's own.
      assert.ok(most <= APPS + 10, `${most} sockets`);
    } finally {
      await provider.stop();
      await fake.close();
    }
  });
});

/** An `up`, a refresh, an `up` with a change, and a `destroy`, as the engine calls for them. */
async function round(provider: DynamicProvider, number: number): Promise<void> {
  const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: `token-${number}` } };
  const program = Array.from({ length: APPS }, (_, at) => ({
    displayName: `App ${number}-${at}`,
    channelCredentials: [sms],
  }));
  await Promise.all(
    program.map(async (app) => {
      const { inputs } = await provider.check({}, app);
      const { id, outs } = await provider.create(inputs);
      const { props } = await provider.read(id, outs);
      const next = await provider.check(inputs, {
        ...app,
        retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 },
      });
      const after = await provider.update(id, props, next.inputs);
      await provider.delete(id, after);
    }),
  );
}
