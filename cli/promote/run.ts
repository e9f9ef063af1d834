import { existsSync } from "node:fs";
import { rendered as reported } from "../report";
import { countedKinds } from "../resources/resource-facts";
import { type SelectedStack, type StackFlags, stackFrom, stacksFrom } from "../stack";
import { emit, type Format, pageFor, showsProgress, withProgress } from "../terminal";
import { type Applied, applyPlan } from "./apply/apply";
import { assertAnswerable, confirmed } from "./apply/ask";
import { attest } from "./attest/attest";
import { type AllowFlags, allowedBy } from "./flags";
import { type Prepared, preparePlan } from "./plan/plan";
import { applyCommand, reportOf } from "./plan/report";
import { assertWritable, readRecord, writeRecord } from "./records/files";
import { PLAN_SCHEMA, type Plan, type PlanOptions, SOURCE_SCHEMA, type SourceRecord } from "./records/records";
import { EXIT, Refusal } from "./records/refusal";
import { assertApplicable, assertTarget, assertUsable } from "./records/verify";

export interface AttestFlags extends StackFlags {
  readonly output: string;
  readonly skip?: Readonly<Record<string, string>>;
}

export interface PlanFlags extends StackFlags, AllowFlags {
  readonly output?: string;
  readonly format: Format;
  readonly sameCommit?: true;
  readonly policyPack?: readonly string[];
  readonly policyPackConfig?: readonly string[];
  readonly maxAge: number;
}

/** Those of the three in one. */
export interface PromoteFlags extends PlanFlags, ApplyFlags {
  readonly skipSource?: Readonly<Record<string, string>>;
}

export interface ApplyFlags extends StackFlags {
  readonly yes?: true;
  readonly digest?: string;
  readonly record?: string;
  readonly maxAge: number;
}

/** `sinch-apps promote attest`. @returns the exit code. */
export async function runAttest(flags: AttestFlags): Promise<number> {
  assertWritable(flags.output);
  const source = await withProgress("checking the source", async () => attest(await stackFrom(flags), flags.skip));
  if (!isFit(source, "--skip", "No record was written")) return EXIT.refused;
  writeRecord(flags.output, source);
  console.log(`Written to ${flags.output}, ${source.digest}`);
  return EXIT.nothing;
}

/** Shows a source, and whether it may be promoted. */
function isFit(source: SourceRecord, flag: string, outcome: string): boolean {
  console.log(attestation(source));
  const [first, ...rest] = source.gates.flatMap(({ gate, status }) => (status === "refused" ? [gate] : []));
  if (first === undefined) return true;
  console.log(`Refused: ${[first, ...rest].join(", ")}. ${outcome}.`);
  console.log(`Fix that, or skip a gate: ${flag} ${first}=REASON`);
  return false;
}

/** What a source is like, in lines. */
function attestation({ project, stack, resources, gates, tree }: SourceRecord): string {
  const marks = { passed: "✓", refused: "✗", skipped: "–" } as const;
  return [
    `${project}/${stack}: ${countedKinds(resources)}${tree ? `, commit ${tree.commit}` : ""}`,
    ...gates.map(
      ({ gate, status, found, reason }) =>
        `  ${marks[status]} ${gate.padEnd(12)}${found}${reason ? ` (skipped: ${reason})` : ""}`,
    ),
  ].join("\n");
}

/** `sinch-apps promote plan`. @returns the exit code. */
export async function runPlan(from: string, flags: PlanFlags): Promise<number> {
  const options = optionsFrom(flags);
  const source = readRecord<SourceRecord>(from, SOURCE_SCHEMA, "the record of `promote attest`");
  if (flags.output !== undefined) assertWritable(flags.output);
  const selected = await stackFrom(flags);
  const { pulumi, name } = selected;
  const project = pulumi.projectName() ?? source.project;
  assertUsable(source, from, { project, stack: name, fullName: await pulumi.fullName(name) });
  const { plan } = await withProgress("comparing the target with it", () => preparePlan(selected, { source, options }));
  if (flags.output !== undefined) writeRecord(flags.output, plan);
  else if (plan.verdict === "changes")
    console.error("This plan isn't saved: -o FILE writes it to a file, to be applied");
  await emit(rendered(plan, flags.format, flags.output), { format: flags.format });
  return plan.verdict === "refused" ? EXIT.refused : plan.verdict === "changes" ? EXIT.changes : EXIT.nothing;
}

const optionsFrom = (flags: PlanFlags): PlanOptions => {
  const allowed = allowedBy(flags);
  return {
    sameCommit: flags.sameCommit === true,
    overwriteDrift: allowed.drift !== undefined,
    policyPacks: flags.policyPack ?? [],
    policyPackConfigs: flags.policyPackConfig ?? [],
    allowed,
    maxAgeHours: flags.maxAge,
  };
};

/** @param next the file of the plan, where it is applied by a command of its own. */
function rendered(plan: Plan, format: Format, next?: string): string {
  if (format === "json") return JSON.stringify(plan, null, 2);
  return reported(reportOf(plan, next), format, pageFor({ format }));
}

/** `sinch-apps promote apply`. @returns the exit code. */
export async function runApply(file: string, flags: ApplyFlags): Promise<number> {
  const plan = readRecord<Plan>(file, PLAN_SCHEMA, "the plan of `promote plan`");
  assertAnswerable(flags.yes === true);
  assertApplicable(plan, file, { digest: flags.digest, maxAgeHours: flags.maxAge }, new Date());
  const selected = await stackFrom({ ...flags, stack: plan.target.stack });
  const project = selected.pulumi.projectName();
  if (project !== undefined && project !== plan.target.project) {
    throw new Refusal(`${file} is a plan for project ${plan.target.project}, and this is ${project}`);
  }
  await assertTarget(plan, file, selected, flags.stack);
  if (flags.yes !== true) {
    await emit(rendered(plan, "text"), { format: "text" });
    if (!(await confirmed(`\nApply this to ${plan.target.stack}?`))) return notDone();
  }
  return carriedOut(selected, plan, flags.record ?? recordFor(file, plan));
}

function notDone(later?: string): number {
  console.log(`Nothing was written.${later ? ` The plan is saved: ${later}` : ""}`);
  return EXIT.error;
}

/** `plan.json` → `plan.1a2b3c4d.applied.json`: each plan has a record of its own. */
const recordFor = (file: string, { digest }: Plan): string =>
  `${file.replace(/\.json$/, "")}.${digest.slice(7, 15)}.applied.json`;

async function carriedOut(selected: SelectedStack, plan: Plan, record: string, prepared?: Prepared): Promise<number> {
  const applied = await withProgress("applying", (progress) =>
    applyPlan(selected, plan, {
      record,
      ...(prepared ? { prepared } : {}),
      say: (line) => (showsProgress() ? progress.say(line) : console.error(line)),
    }),
  );
  console.log(applied ? appliedInWords(plan, applied, record) : `${plan.target.stack}: nothing to do`);
  return EXIT.nothing;
}

function appliedInWords({ source, target }: Plan, { done, before, proof }: Applied, record: string): string {
  const earlier = before.length > 0 ? `, ${before.length} by an earlier run (${before.join(", ")})` : "";
  return [
    `${source.stack} → ${target.stack}: ${done.length} done${done.length > 0 ? ` (${done.join(", ")})` : ""}${earlier}`,
    `Proof: ${proof}`,
    ...(existsSync(record) ? [`Record: ${record}`] : []),
  ].join("\n");
}

/** `sinch-apps promote FROM TO`: the three in one. @returns the exit code. */
export async function runPromote(from: string, to: string, flags: PromoteFlags): Promise<number> {
  const [first, selected] = await stacksFrom({ ...flags, stack: [from, to] });
  if (!first || !selected) {
    throw new Refusal(`${from} can't be promoted to itself`, "Name two stacks: sinch-apps promote FROM TO");
  }
  const options = optionsFrom(flags);
  assertAnswerable(flags.yes === true);
  const file = flags.output ?? `promotion-${from}-${to}.json`.replaceAll("/", "-");
  assertWritable(file);
  const source = await withProgress(`checking ${from}`, () => attest(first, flags.skipSource));
  if (!isFit(source, "--skip-source", "Nothing was written")) return EXIT.refused;
  assertUsable(source, "the record", {
    project: source.project,
    stack: to,
    fullName: await selected.pulumi.fullName(to),
  });
  const prepared = await withProgress(`comparing ${to} with it`, () => preparePlan(selected, { source, options }));
  const { plan } = prepared;
  writeRecord(file, plan);
  await emit(`\n${rendered(plan, flags.format)}`, { format: flags.format });
  if (plan.verdict === "nothing") return EXIT.nothing;
  if (plan.verdict === "refused") return EXIT.refused;
  const record = flags.record ?? recordFor(file, plan);
  if (flags.yes === true) return carriedOut(selected, plan, record, prepared);
  if (!(await confirmed(`\nApply this to ${to}?`))) return notDone(applyCommand(plan, file));
  return carriedOut(selected, plan, record);
}
