import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type BenchFigures, spreadOf } from "../../tools/bench/figures";
import figures from "../../tools/bench/figures.json";
import { measureLifecycles } from "../../tools/bench/lifecycles";
import { benchmarksPage } from "../../tools/bench/page";
import { secondsIn } from "../../tools/bench/run-measured";
import { targetsOf } from "../../tools/bench/targets";
import { whyNoTerraform } from "../../tools/bench/terraform-contestant";
import { useEngine } from "../support/engine";

const measured = figures as unknown as BenchFigures;

describe("the benchmark", () => {
  it("has a page that is as its figures say: `npm run bench -- --page` writes it anew", () => {
    const page = readFileSync(path.join(__dirname, "../../docs/benchmarks.md"), "utf8");
    assert.equal(page, benchmarksPage(measured), "docs/benchmarks.md is stale");
  });

  it("says of each target whether it is met", () => {
    const targets = targetsOf(measured);
    const shown = benchmarksPage(measured);
    assert.ok(targets.length >= 8);
    for (const { what, measured: value, met } of targets) {
      assert.ok(shown.includes(`| ${what} |`), what);
      assert.ok(shown.includes(`| ${value} | ${met ? "met" : "**missed**"} |`), value);
    }
  });

  it("misses a target by the figures alone", () => {
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

  it("sums up values by their median and their ends, and the shell's processor times", () => {
    assert.deepEqual(spreadOf([3, 1, 2]), { median: 2, least: 1, most: 3 });
    assert.deepEqual(spreadOf([4, 1, 2, 3]), { median: 2.5, least: 1, most: 4 });
    assert.equal(secondsIn("0m0.10s 0m0.20s\n1m2.50s 0m0.20s\n"), 63);
  });

  it("leaves Terraform out, with the reason, where there is no provider for it", async () => {
    assert.match(String(await whyNoTerraform({})), /BENCH_TERRAFORM_PROVIDER/);
    const env = { BENCH_TERRAFORM_PROVIDER: "/somewhere/terraform-provider-restapi", PATH: "/nowhere" };
    assert.match(String(await whyNoTerraform(env)), /no terraform on PATH/);
  });
});

describe("a run of the benchmark", function () {
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
