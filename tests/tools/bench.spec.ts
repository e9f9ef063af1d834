import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type BenchFigures, type FormFigures, figuresText, spreadOf } from "../../tools/bench/figures";
import figures from "../../tools/bench/figures.json";
import { anotherRun, withMeasured } from "../../tools/bench/kept";
import { measureLifecycles } from "../../tools/bench/lifecycles";
import { benchOptions, command } from "../../tools/bench/options";
import { benchmarksPage } from "../../tools/bench/page";
import { secondsIn } from "../../tools/bench/run-measured";
import { targetsOf } from "../../tools/bench/targets";
import { useEngine } from "../support/engine";

const measured = figures as unknown as BenchFigures;

describe("the benchmark", () => {
  it("has a page that matches its figures; `npm run bench -- --page` writes it again @benchmark", () => {
    const page = readFileSync(path.join(__dirname, "../../docs/benchmarks.md"), "utf8");
    const file = path.join(__dirname, "../../tools/bench/forms.json");
    const forms = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as FormFigures) : undefined;
    assert.equal(page, benchmarksPage(measured, forms), "docs/benchmarks.md is stale");
  });

  it("says of each target whether it is met @benchmark", () => {
    const targets = targetsOf(measured);
    const shown = benchmarksPage(measured);
    assert.ok(targets.length >= 8);
    for (const { what, measured: value, met } of targets) {
      assert.ok(shown.includes(`| ${what} |`), what);
      assert.ok(shown.includes(`| ${value} | ${met ? "met" : "**missed**"} |`), value);
    }
  });

  it("misses a target according to the figures only @benchmark", () => {
    const up = { operation: "up", apps: 3, latencyMs: 0, rounds: 1, cpu: spreadOf([1]), requests: {} } as const;
    const of = (seconds: number): BenchFigures["measured"] => [
      { ...up, contestant: "floor", wall: spreadOf([10]) },
      { ...up, contestant: "this package", wall: spreadOf([seconds]) },
    ];
    const met = (seconds: number): boolean | undefined =>
      targetsOf({ ...measured, measured: of(seconds) }).find(({ what }) => what === "`up` over the floor")?.met;
    assert.equal(met(10.5), true);
    assert.equal(met(10.7), false);
  });

  it("refuses options that mean nothing, in one line, before anything is measured @benchmark", () => {
    const refused: [args: string, line: RegExp][] = [
      [
        "--apps foo",
        /^bench: option '--apps <counts>' argument 'foo' is invalid. Must be a whole number, 1 or more, not "foo".$/,
      ],
      ["--apps 1,,3", /not ""/],
      ["--apps 0", /1 or more, not "0"/],
      ["--apps 1.5", /whole number/],
      ["--latency -5", /'--latency <ms>'.*0 or more/],
      ["--rounds 0", /'--rounds <count>'.*1 or more/],
      ["--rounds 1e9", /whole number/],
      ["--nothing", /^bench: unknown option '--nothing'$/],
      ["--into /no/such/folder", /'--into <folder>'.*Must be a folder\.$/],
      ["30", /^bench: too many arguments/],
      ["--forms --keep", /'--forms' cannot be used with option '--keep'/],
      ["--page --keep", /^bench: option '--page' cannot be used with option '--keep'$/],
    ];
    for (const [args, line] of refused) {
      const said: string[] = [];
      const { outputError } = command().configureOutput();
      const strict = command()
        .exitOverride()
        .configureOutput({ ...(outputError ? { outputError } : {}), writeErr: (text) => said.push(text) });
      assert.throws(() => strict.parse(args.split(" "), { from: "user" }), args);
      assert.equal(said.length, 1);
      assert.match(String(said[0]).trimEnd(), line);
    }
  });

  it("takes each size and latency once", () => {
    const { apps, latency, rounds } = benchOptions([
      "--apps",
      "3,1,3",
      "--latency",
      "0",
      "--rounds",
      "2",
      "--thousand",
    ]);
    assert.deepEqual({ apps, latency, rounds }, { apps: [3, 1, 1000], latency: [0], rounds: 2 });
  });

  it("leaves what it keeps its own date and load @benchmark", () => {
    const parts = Object.keys(measured.when).map((part) => [part, { date: "2026-12-01", load: 2.5 }]);
    const before = { ...measured, when: Object.fromEntries(parts) as typeof measured.when };
    const found = before.measured.filter(({ apps, latencyMs }) => apps === 1 && latencyMs === 0);
    const later = withMeasured(before, { date: "2027-01-02", load: 0.1 }, { apps: 1, latencyMs: 0 }, found);
    assert.deepEqual(later.measured, before.measured);
    assert.deepEqual(later.when, { ...before.when, "1 app, 0 ms a request": { date: "2027-01-02", load: 0.1 } });
    const page = benchmarksPage(later);
    assert.match(page, /on 2027-01-02: 1 app, 0 ms a request[.;]/);
    assert.match(page, /on 2026-12-01: 30 apps, 0 ms a request; /);
    assert.match(page, /Load average before it began: 2\.5 \(30 apps/);
  });

  it("keeps no figures of another machine or other versions", () => {
    const { machine, versions } = measured;
    assert.equal(anotherRun(measured, { machine, versions: { ...versions } }), undefined);
    const other = { machine: { ...machine, cores: 64 }, versions: { ...versions, "Node.js": "99.0.0" } };
    assert.match(String(anotherRun(measured, other)), /cores \d+, now 64; Node\.js \S+, now 99\.0\.0/);
  });

  it("sums up values by their median and their ends, and the shell's processor times", () => {
    assert.deepEqual(spreadOf([3, 1, 2]), { median: 2, least: 1, most: 3 });
    assert.deepEqual(spreadOf([4, 1, 2, 3]), { median: 2.5, least: 1, most: 4 });
    assert.equal(secondsIn("0m0.10s 0m0.20s\n1m2.50s 0m0.20s\n"), 63);
  });

  it("keeps its figures a line each: the file is what figuresText makes of it", () => {
    const file = path.join(__dirname, "../../tools/bench/figures.json");
    assert.equal(readFileSync(file, "utf8"), figuresText(measured));
  });
});

describe("a run of the benchmark @benchmark", function () {
  this.timeout(60_000);
  const engine = useEngine();

  it("measures an operation: time, requests, state, the provider's code and memory", async () => {
    const task = { contestants: ["this package"], operations: ["up"], apps: 1, latencyMs: 0, rounds: 1 } as const;
    const [up, ...more] = await measureLifecycles(engine(), task, () => undefined);
    assert.deepEqual(more, []);
    assert.deepEqual(up?.requests, { GET: 1, POST: 1, token: 1 });
    assert.ok(up.wall.median > 0 && up.cpu.median > 0);
    assert.ok(Number(up.stateBytes) > 1_000);
    assert.equal(up.providerBytes, 65);
    if (process.platform === "linux") assert.ok(Number(up.memoryMb?.median) > 20);
  });
});
