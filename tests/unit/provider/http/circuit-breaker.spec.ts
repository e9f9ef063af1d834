import assert from "node:assert/strict";
import { type Circuit, createCircuits, type Probe } from "../../../../provider/http/circuit-breaker";
import { rejection } from "../../../support/access";
import { ManualClock } from "../../../support/clock";

describe("createCircuits", () => {
  let clock: ManualClock;
  let circuit: Circuit;
  beforeEach(() => {
    clock = new ManualClock();
    circuit = createCircuits(clock)("us project-1");
  });

  /** Opens the circuit: a call that used up its time. */
  const open = (seconds = 30): void => {
    const since = clock.time;
    clock.time += seconds * 1_000;
    circuit.failure(since, "503");
  };

  it("returns the same circuit for the same name, and another for a different one", () => {
    const circuits = createCircuits(clock);
    assert.equal(circuits("a"), circuits("a"));
    assert.notEqual(circuits("a"), circuits("b"));
  });

  it("lets everything through while closed", async () => {
    assert.equal(await circuit.enter("GET /apps"), undefined);
    assert.deepEqual([circuit.isOpen, circuit.reason, circuit.opened.aborted], [false, "", false]);
  });

  it("opens when a call uses up its time budget, and says how long that was", () => {
    const { opened } = circuit;
    open();
    assert.deepEqual([circuit.isOpen, opened.aborted], [true, true]);
    assert.equal(circuit.reason, "another call got no usable response for 30 s (503)");
    clock.time += 5_000;
    circuit.failure(clock.time - 60_000, "504");
    assert.match(circuit.reason, /30 s \(503\)/, "the first reason stays");
  });

  it("stays closed if any call got a response since that one began", () => {
    const since = clock.time;
    clock.time += 1;
    circuit.success();
    clock.time += 30_000;
    circuit.failure(since, "500");
    assert.equal(circuit.isOpen, false);
  });

  it("lets one request at a time probe while open, and shares its result", async () => {
    open();
    const probe = (await circuit.enter("GET /1")) as Probe;
    const others = [rejection(circuit.enter("GET /2")), rejection(circuit.enter("GET /3"))];
    clock.time += 200;
    probe.end();
    for (const error of await Promise.all(others)) {
      assert.equal(error.code, "ERR_SINCH_OUTAGE");
      assert.match(error.message, /so this request wasn't sent \(GET \/[23]\)\. Run the command again once/);
    }
  });

  it("closes on the first success, also for waiting calls", async () => {
    open();
    const probe = (await circuit.enter("GET /1")) as Probe;
    const other = circuit.enter("GET /2");
    circuit.success();
    probe.end();
    assert.equal(await other, undefined);
    assert.deepEqual([circuit.isOpen, circuit.opened.aborted], [false, false]);
  });

  it("spends at most half of the time on probes", async () => {
    open();
    const probe = (await circuit.enter("GET /1")) as Probe;
    clock.time += 4_000;
    probe.end();
    clock.time += 3_999;
    assert.equal((await rejection(circuit.enter("GET /2"))).code, "ERR_SINCH_OUTAGE");
    clock.time += 1;
    assert.ok(await circuit.enter("GET /3"));
  });
});
