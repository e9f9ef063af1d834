import { resolve } from "node:path";
import type { SelectedStack } from "../../stack";
import { decrypted } from "../../stack/secret-values";
import { type Proposal, propose } from "../engine/proposal";
import { PLAN_GATES, refusedFor, withAllowances } from "../facts/gates";
import { type Survey, stackFacts, survey } from "../facts/survey";
import {
  type Finding,
  PLAN_SCHEMA,
  type Plan,
  type PlanOptions,
  type SourceRecord,
  type TargetFacts,
} from "../records/records";
import { sealed } from "../records/seal";
import { type DigestParameters, newDigestParameters, SecretDigests } from "../records/secret-digests";
import { appFindings, inSourceProject, lackingSecrets, sharedWithSource } from "./app-findings";
import { findingsBefore, findingsOf, isOther } from "./findings";
import { isRunOf } from "./moved";
import { notesOf } from "./notes";
import { outcomesOf } from "./outcomes";
import { plannedApp } from "./planned-app";
import { sharedInTarget } from "./shared-senders";

/** A plan, and what is needed to carry it out. In memory only: it holds secrets. */
export interface Prepared {
  readonly plan: Plan;
  readonly target: Survey;
  /** Absent where the promotion was refused before the preview. */
  readonly proposal?: Proposal;
}

export interface PlanInput {
  readonly source: SourceRecord;
  readonly options: PlanOptions;
  /** Those of an earlier plan, to compare with it. */
  readonly digests?: DigestParameters;
  /** The tie of an approved plan that an earlier run may have carried out in part: what that left at the service is taken into the state. */
  readonly resumes?: string;
  readonly now?: () => Date;
}

/** Flags that preview and update have in common. */
export const engineFlags = ({ overwriteDrift, policyPacks, policyPackConfigs }: PlanOptions): string[] => [
  ...(overwriteDrift ? ["--refresh", "--run-program"] : []),
  ...policyPacks.flatMap((path) => ["--policy-pack", resolve(path)]),
  ...policyPackConfigs.flatMap((file) => ["--policy-pack-config", resolve(file)]),
];

/** Sets a target's preview against a source. Reads only. @throws CliError where something can't be read. */
export async function preparePlan(selected: SelectedStack, input: PlanInput): Promise<Prepared> {
  const { source, now = () => new Date() } = input;
  const target = await survey(selected);
  const resumed = isRunOf(input.resumes, target.lastUpdate);
  const options = resumed ? { ...input.options, overwriteDrift: true } : input.options;
  const before = withAllowances(findingsBefore(source, target, options, now()), options.allowed);
  // With configuration lacking, a preview fails anyway, and says less.
  const proposal = before.some(({ gate, allowed }) => gate === "config" && !allowed)
    ? undefined
    : await propose(selected, engineFlags(options), target.contents);
  const digests = new SecretDigests(input.digests ?? newDigestParameters());
  const outcomes = proposal?.complete ? outcomesOf(target, proposal, options.overwriteDrift) : [];
  const bySource = new Map(source.apps.map((app) => [app.key, app]));
  const inSource = new SecretDigests(source.digests);
  const shared = await Promise.all(outcomes.map((outcome) => sharedWithSource(outcome, source, inSource)));
  const ofApps = outcomes.map((outcome, index) => [
    ...appFindings(outcome),
    ...inSourceProject(outcome, source),
    ...lackingSecrets(outcome, bySource.get(outcome.key), source.stack),
    ...(shared[index] ?? []),
  ]);
  const inTarget = await sharedInTarget(target, outcomes);
  const after = proposal
    ? [...findingsOf(proposal, (text) => target.contents.redactor.clean(text)), ...ofApps.flat(), ...inTarget]
    : [];
  const findings = inOrder(withoutRepetition([...before, ...withAllowances(after, options.allowed)]));
  const apps = await Promise.all(
    outcomes.map((one, index) => plannedApp(one, bySource.get(one.key), shared[index] ?? [], digests)),
  );
  const others = (proposal?.complete ? proposal.steps : [])
    .filter(isOther)
    .map(({ urn, operations }) => ({ urn, operations }));
  const changes = apps.some(({ action }) => action !== "same") || others.length > 0;
  const plan = sealed<Plan>({
    schema: PLAN_SCHEMA,
    madeAt: now().toISOString(),
    verdict: refusedFor(findings).length > 0 ? "refused" : changes ? "changes" : "nothing",
    options,
    source,
    target: await targetFacts(target, digests),
    digests: digests.parameters,
    apps: apps.sort((one, other) => (one.key < other.key ? -1 : 1)),
    others,
    findings,
    notes: notesOf(source, target, apps, proposal?.complete === true),
  });
  return { plan, target, ...(proposal ? { proposal } : {}) };
}

/** Gate by gate, and app by app. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const gates = Object.keys(PLAN_GATES);
  const rank = ({ gate, app = "" }: Finding): string => `${String(gates.indexOf(gate)).padStart(2, "0")} ${app}`;
  return [...findings].sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** A placeholder in the configuration is found again in each app that it gets into. */
function withoutRepetition(findings: readonly Finding[]): Finding[] {
  const inConfig = findings.some(({ gate, app }) => gate === "placeholder" && !app);
  return inConfig ? findings.filter(({ gate, app }) => gate !== "placeholder" || !app) : [...findings];
}

async function targetFacts(target: Survey, digests: SecretDigests): Promise<TargetFacts> {
  const { contents } = target;
  const config = await Promise.all(
    Object.entries(contents.configured).map(async ([key, { value, secret }]) => {
      const place = `config ${key}`;
      return [key, secret ? await digests.of(place, value) : digests.ofPlain(place, value)] as const;
    }),
  );
  return {
    ...stackFacts(target),
    state: await digests.of("state", (contents.deployment.resources ?? []).map(lasting)),
    config: Object.fromEntries(config),
  };
}

/** A resource of the state without what changes by itself: when it was written, and from which line of the program. */
function lasting(resource: object): object {
  const { created, modified, sourcePosition, stackTrace, inputs, outputs, ...rest } = resource as Record<
    string,
    unknown
  >;
  return { ...rest, inputs: decrypted(inputs).value, outputs: decrypted(outputs).value };
}
