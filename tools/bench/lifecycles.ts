import { startFake } from "../../fake";
import type { Engine } from "../engine";
import type { Contestant, Kept } from "./contestant";
import { type ContestantName, type Measured, type OperationName, operationNames, spreadOf } from "./figures";
import { roles } from "./processes";
import { pulumiContestant } from "./pulumi-contestant";
import { runMeasured, type Taken } from "./run-measured";

/** What is to be measured. */
export interface Task {
  readonly contestants: readonly ContestantName[];
  readonly operations: readonly OperationName[];
  readonly apps: number;
  readonly latencyMs: number;
  readonly rounds: number;
}

/** One operation, once. */
interface Sample extends Taken, Kept {
  readonly requests: Readonly<Record<string, number>>;
}

const ACCESS = {
  SINCH_PROJECT_ID: "project-1",
  SINCH_CONVERSATION_REGION: "us",
  SINCH_KEY_ID: "key-1",
  SINCH_KEY_SECRET: "key-secret-1",
};

/**
 * Takes the contestants through the life of a stack, operation by operation, one contestant right after the other, and
 * begins with another one in each round.
 *
 * @param say
 *  Told of each operation that is measured.
 */
export async function measureLifecycles(engine: Engine, task: Task, say: (text: string) => void): Promise<Measured[]> {
  const samples = new Map<string, Sample[]>();
  for (let round = 0; round < task.rounds; round += 1) {
    const names = task.contestants.map(
      (_, at) => task.contestants[(at + round) % task.contestants.length] as ContestantName,
    );
    const stages = await Promise.all(names.map((name) => setUp(engine, name, task.latencyMs)));
    try {
      for (const operation of neededFor(task.operations)) {
        for (const stage of stages) {
          const sample = await stage.run(operation, task.apps);
          if (!sample || !task.operations.includes(operation)) continue;
          const name = `${stage.contestant.name}/${operation}`;
          samples.set(name, [...(samples.get(name) ?? []), sample]);
          say(`${task.apps} apps, ${task.latencyMs} ms, round ${round + 1}: ${name} ${sample.wall.toFixed(1)} s`);
        }
      }
    } finally {
      await Promise.all(stages.map((stage) => stage.close()));
    }
  }
  return task.contestants.flatMap((contestant) =>
    task.operations.flatMap((operation) => {
      const found = samples.get(`${contestant}/${operation}`);
      return found ? [summed(contestant, operation, task, found)] : [];
    }),
  );
}

/** Those that are wanted, and those before them whose effect they build on. */
function neededFor(wanted: readonly OperationName[]): OperationName[] {
  const last = Math.max(...wanted.map((operation) => operationNames.indexOf(operation)));
  const effective: readonly OperationName[] = ["up", "up, one field of each"];
  return operationNames.filter(
    (operation, at) => wanted.includes(operation) || (at < last && effective.includes(operation)),
  );
}

interface Stage {
  readonly contestant: Contestant;
  run(operation: OperationName, apps: number): Promise<Sample | undefined>;
  close(): Promise<void>;
}

/** A contestant with a fake of its own. */
async function setUp(engine: Engine, name: ContestantName, latencyMs: number): Promise<Stage> {
  const fake = await startFake();
  if (latencyMs > 0) fake.fail({ delayMs: latencyMs });
  const access = { ...ACCESS, SINCH_API_URL: fake.apiUrl, BENCH_LATENCY_MS: String(latencyMs) };
  const contestant = await pulumiContestant(name, engine, access);
  return {
    contestant,
    async run(operation, apps) {
      const command = contestant.command(operation);
      if (!command) return undefined;
      const changed = operationNames.indexOf(operation) >= operationNames.indexOf("up, one field of each");
      fake.journal.clear();
      const env = contestant.environment({ apps, changed });
      const taken = await runMeasured(command, contestant.cwd, env, contestant.provider);
      const token = fake.journal.count({ operation: "token" });
      const requests = { ...fake.journal.countByMethod(), ...(token > 0 ? { token } : {}) };
      return { ...taken, ...(await contestant.kept()), requests };
    },
    async close() {
      await contestant.remove();
      await fake.close();
    },
  };
}

function summed(
  contestant: ContestantName,
  operation: OperationName,
  task: Task,
  samples: readonly Sample[],
): Measured {
  const { apps, latencyMs } = task;
  const memory = samples.flatMap(({ memoryMb }) => memoryMb ?? []);
  const { stateBytes, providerBytes, requests } = samples.at(-1) as Sample;
  const cpuOf = roles.flatMap((role) => {
    const seconds = samples.flatMap((sample) => sample.cpuOf[role] ?? []);
    return seconds.length > 0 ? [[role, spreadOf(seconds)] as const] : [];
  });
  return {
    contestant,
    operation,
    apps,
    latencyMs,
    rounds: samples.length,
    wall: spreadOf(samples.map(({ wall }) => wall)),
    cpu: spreadOf(samples.map(({ cpu }) => cpu)),
    ...(cpuOf.length > 0 ? { cpuOf: Object.fromEntries(cpuOf) } : {}),
    ...(operation === "preview" || operation === "destroy" ? {} : { stateBytes }),
    ...(providerBytes === undefined ? {} : { providerBytes }),
    ...(memory.length > 0 ? { memoryMb: spreadOf(memory, 0) } : {}),
    requests,
  };
}
