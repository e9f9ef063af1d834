import assert from "node:assert/strict";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import { startFake } from "../../fake";
import { DynamicProvider } from "../support/dynamic-provider";
import { recordFigures } from "../support/figures";
import { Heap, INSPECTED } from "../support/heap";

const MINUTES = 5;
/** The most that the heap may grow by, in MB a minute, after the first minute. */
const MOST_MB_A_MINUTE = 1;
/** What a leak adds that must be noticed, in MB a minute, by the same measure. */
const LEAK_MB_A_MINUTE = 1.5;
const APPS = 20;
const MINUTE_MS = 60_000;

/** Megabytes of memory that a process holds, garbage that isn't collected yet included. */
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

type Points = (readonly [minute: number, value: number])[];

/** What was measured after the first minute, and how often the work was done in all. */
interface Soaked {
  readonly rounds: number;
  readonly heap: Points;
  readonly memory: Points;
  readonly sockets: Points;
}

/** Has one provider process do the same work again and again, and measures it after each round. */
async function soak(minutes: number, env: Record<string, string> = {}): Promise<Soaked> {
  const fake = await startFake({ pendingMs: 0, journalLimit: 1_000, tokenLifetimeSeconds: 20 });
  const provider = await DynamicProvider.startFor(fake, { ...INSPECTED, ...env });
  const heap = await Heap.of(provider);
  const found: Soaked & { rounds: number } = { rounds: 0, heap: [], memory: [], sockets: [] };
  try {
    const start = Date.now();
    while (Date.now() - start < minutes * MINUTE_MS) {
      found.rounds += 1;
      // Some calls are refused, so that repetition is part of it.
      fake.fail({ share: 0.1, times: 5, effect: { kind: "status", status: 429, headers: { "retry-after": "0" } } });
      await round(provider, found.rounds);
      const minute = (Date.now() - start) / MINUTE_MS;
      if (minute < 1) continue;
      found.memory.push([minute, memoryOf(provider.pid)]);
      found.heap.push([minute, await heap.megabytes()]);
      found.sockets.push([minute, socketsOf(provider.pid)]);
    }
    assert.deepEqual(fake.apps(), []);
    return found;
  } finally {
    heap.close();
    await provider.stop();
    await fake.close();
  }
}

const rounded = (value: number | undefined): number => Number((value ?? Number.NaN).toFixed(2));

describe(`${MINUTES} minutes of creating, refreshing, updating and deleting in one provider process`, function () {
  this.timeout(0);
  before(function () {
    if (process.platform !== "linux") this.skip();
  });

  it("leak neither memory nor sockets", async () => {
    const { rounds, heap, memory, sockets } = await soak(MINUTES);
    const most = Math.max(...sockets.map(([, count]) => count));
    const growth = { heap: slope(heap), sockets: slope(sockets) };
    recordFigures("soak", {
      rounds,
      appsARound: APPS,
      heapMegabytesAtTheEnd: rounded(heap.at(-1)?.[1]),
      heapMegabytesMoreAMinute: rounded(growth.heap),
      processMegabytesAtTheEnd: rounded(memory.at(-1)?.[1]),
      processMegabytesMoreAMinute: rounded(slope(memory)),
      socketsAtTheEnd: sockets.at(-1)?.[1] ?? 0,
      socketsAtMost: most,
      socketsMoreAMinute: rounded(growth.sockets),
    });
    assert.ok(growth.heap < MOST_MB_A_MINUTE, `${growth.heap} MB a minute`);
    assert.ok(growth.sockets < 1, `${growth.sockets} sockets a minute`);
    // One kept for each call at once, the host's own, and two of the inspector.
    assert.ok(most <= APPS + 12, `${most} sockets`);
  });

  it(`would reveal a leak of ${LEAK_MB_A_MINUTE} MB a minute`, async () => {
    const NODE_OPTIONS = `${INSPECTED.NODE_OPTIONS} --require ${path.join(__dirname, "leak.cjs")}`;
    const { heap } = await soak(MINUTES, { NODE_OPTIONS, LEAK_MB_A_MINUTE: String(LEAK_MB_A_MINUTE) });
    const growth = slope(heap);
    recordFigures("leak", {
      megabytesAMinute: LEAK_MB_A_MINUTE,
      noticedHeapMegabytesMoreAMinute: rounded(growth),
    });
    assert.ok(growth >= MOST_MB_A_MINUTE, `${growth} MB a minute`);
  });
});

/** An `up`, a refresh, an `up` with a change, and a `destroy`, as the engine calls for them. */
async function round(provider: DynamicProvider, number: number): Promise<void> {
  const program = Array.from({ length: APPS }, (_, at) => ({
    displayName: `App ${number}-${at}`,
    // Each its own: the preview notes each pair of apps that share a sender, and remembers what it noted.
    channelCredentials: [
      { channel: "SMS", staticBearer: { claimedIdentity: `plan-${number}-${at}`, token: `token-${number}` } },
    ],
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
