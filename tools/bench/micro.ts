import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { Bench } from "tinybench";
import { type Micro, type Spread, spreadOf } from "./figures";
import { sampleApps } from "./sample-apps";

const CHECKOUT = path.join(__dirname, "../..");

type Props = Readonly<Record<string, unknown>>;

/** What Pulumi's process calls, as it is built. */
interface Adapter {
  configure(request: { config: { get: (key: string) => string | undefined } }): void;
  check(olds: Props, news: Props): Promise<{ readonly inputs: Props; readonly failures: readonly unknown[] }>;
  diff(id: string, olds: Props, news: Props): Promise<{ readonly changes?: boolean }>;
}

/** Measures what needs no engine. @param milliseconds for each kind of app. @param loads of each module. */
export async function measureMicro(milliseconds: number, loads: number): Promise<Micro> {
  return { checkAndDiffMs: await checkAndDiff(milliseconds), loadMs: await loading(loads) };
}

const CONFIG: Readonly<Record<string, string>> = {
  "sinch:projectId": "project-1",
  "sinch:region": "us",
  "sinch:keyId": "key",
  "sinch:keySecret": "secret",
};

async function checkAndDiff(time: number): Promise<Record<string, Spread>> {
  const adapter = require(path.join(CHECKOUT, "dist/provider/hosts/dynamic/app.js")) as Adapter;
  adapter.configure({ config: { get: (key) => CONFIG[key] } });
  const bench = new Bench({ time, throws: true });
  for (const [kind, args] of Object.entries(sampleApps)) {
    // Olds that aren't empty: an app that is there, so that no request is made.
    const { inputs, failures } = await adapter.check({ displayName: "Support" }, args);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    const state = { ...inputs, formatVersion: 1, incarnation: "01M8000000000000000000000" };
    const changed = { ...args, displayName: "Help" };
    bench.add(kind, async () => {
      const { inputs: news } = await adapter.check(inputs, changed);
      const { changes } = await adapter.diff("01M8", state, news);
      if (changes === false) throw new Error("a change isn't seen");
    });
  }
  await bench.run();
  return Object.fromEntries(
    bench.tasks.map(({ name, result }) => {
      if (!("latency" in result)) throw new Error(`${name}: ${JSON.stringify(result)}`);
      const { p50, min, p99 } = result.latency;
      return [name, { ...spreadOf([p50], 4), least: Number(min.toFixed(4)), most: Number(p99.toFixed(4)) }];
    }),
  );
}

const LOADED: Readonly<Record<keyof Micro["loadMs"], readonly string[]>> = {
  "@pulumi/pulumi": ["@pulumi/pulumi"],
  both: ["@pulumi/pulumi", "pulumi-sinch-conversation"],
  provider: ["pulumi-sinch-conversation/provider"],
};

/** Each in processes of its own, one after the other. */
async function loading(loads: number): Promise<Micro["loadMs"]> {
  const kinds = Object.keys(LOADED) as (keyof Micro["loadMs"])[];
  const taken = new Map(kinds.map((kind) => [kind, [] as number[]]));
  for (let round = 0; round < loads; round += 1) {
    for (const kind of kinds) taken.get(kind)?.push(await load(LOADED[kind]));
  }
  return Object.fromEntries(kinds.map((kind) => [kind, spreadOf(taken.get(kind) ?? [], 0)])) as Micro["loadMs"];
}

async function load(modules: readonly string[]): Promise<number> {
  const requires = modules.map((name) => `require(${JSON.stringify(name)});`).join("");
  const script = `const start = performance.now(); ${requires} process.stdout.write(String(performance.now() - start)); process.exit()`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { cwd: CHECKOUT });
  return Number(stdout);
}
