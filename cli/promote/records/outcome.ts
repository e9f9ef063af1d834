import { existsSync } from "node:fs";
import { readRecord, writeRecord } from "./files";
import { OUTCOME_SCHEMA, type OutcomeRecord, type OutcomeRun, type Plan } from "./records";

/** The record of what was applied, kept up to date while it is. */
export class Outcome {
  #run: OutcomeRun;
  readonly #earlier: readonly OutcomeRun[];

  /** Opens the record: from now on it says that the plan was begun. @throws CliError where it can't be written. */
  constructor(
    private readonly file: string,
    private readonly plan: Plan,
    resources: OutcomeRun["resources"],
    now: Date,
  ) {
    this.#earlier = earlierRuns(file, plan);
    this.#run = { startedAt: now.toISOString(), status: "started", resources };
    this.write();
  }

  /** Says how it ended. */
  close(status: OutcomeRun["status"], resources: OutcomeRun["resources"], result: string, now: Date): void {
    this.#run = { ...this.#run, endedAt: now.toISOString(), status, resources, result };
    this.write();
  }

  private write(): void {
    const { source, target, digest } = this.plan;
    const record: OutcomeRecord = {
      schema: OUTCOME_SCHEMA,
      plan: digest,
      source: source.stack,
      target: target.stack,
      ...(target.tree ? { commit: target.tree.commit } : {}),
      runs: [...this.#earlier, this.#run],
    };
    writeRecord(this.file, record);
  }
}

/** The earlier runs of the same plan; another plan's record is begun anew. */
function earlierRuns(file: string, plan: Plan): readonly OutcomeRun[] {
  if (!existsSync(file)) return [];
  const record = readRecord<OutcomeRecord & { digest: string }>(file, OUTCOME_SCHEMA, "the record of a promotion");
  return record.plan === plan.digest ? record.runs : [];
}
