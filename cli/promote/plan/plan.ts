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
  type PlannedResource,
  type PlanOptions,
  type SourceRecord,
  type TargetFacts,
} from "../records/records";
import { sealed } from "../records/seal";
import { type DigestParameters, planDigestParameters, SecretDigests } from "../records/secret-digests";
import { findingsBefore, findingsOf, isOther } from "./findings";
import { isRunOf } from "./moved";
import { notesOf } from "./notes";
import { type FullOutcome, outcomesOf } from "./outcomes";
import { plannedResource } from "./planned-resource";
import {
  appFindings,
  inSourceProject,
  lackingSecrets,
  placeholders,
  sharedConfig,
  sharedWithSource,
} from "./resource-findings";
import { sharedInTarget } from "./shared-senders";
import { webhookFindings } from "./webhook-findings";

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
  const digests = new SecretDigests(
    input.digests ?? planDigestParameters(source.digest, await selected.pulumi.fullName(selected.name)),
  );
  const outcomes = proposal?.complete ? outcomesOf(target, proposal, options.overwriteDrift) : [];
  const bySource = new Map(source.resources.map((one) => [one.key, one]));
  const fates = new Map(outcomes.map(({ key, action }) => [key, action]));
  const inSource = new SecretDigests(source.digests);
  const shared = await Promise.all(outcomes.map((outcome) => sharedWithSource(outcome, source, inSource)));
  const ofEach = outcomes.map((outcome, index) => [
    ...(outcome.kind === "app"
      ? [...appFindings(outcome), ...inSourceProject(outcome, source)]
      : webhookFindings(outcome, fates.get(appKey(outcome) ?? ""), source)),
    ...placeholders(outcome),
    ...lackingSecrets(outcome, bySource.get(outcome.key), source.stack),
    ...(shared[index] ?? []),
  ]);
  const inTarget = await sharedInTarget(target, outcomes, selected.pulumi.env.SINCH_ADOPT);
  const after = proposal
    ? [...findingsOf(proposal, (text) => target.contents.redactor.clean(text)), ...ofEach.flat(), ...inTarget]
    : await sharedConfig(target.contents.configured, target.contents.name, source, inSource);
  const findings = inOrder(withoutRepetition([...before, ...withAllowances(after, options.allowed)]));
  const resources = await Promise.all(
    outcomes.map((one, index) => plannedResource(one, bySource.get(one.key), shared[index] ?? [], digests)),
  );
  const others = (proposal?.complete ? proposal.steps : [])
    .filter(isOther)
    .map(({ urn, operations }) => ({ urn, operations }))
    .sort((one, other) => (one.urn < other.urn ? -1 : 1));
  const changes = resources.some(({ action }) => action !== "same") || others.length > 0;
  const plan = sealed<Plan>({
    schema: PLAN_SCHEMA,
    madeAt: now().toISOString(),
    verdict: refusedFor(findings).length > 0 ? "refused" : changes ? "changes" : "nothing",
    options,
    source,
    target: await targetFacts(target, digests),
    digests: digests.parameters,
    resources: resources.sort(besideTheirApp),
    others,
    findings,
    notes: notesOf(source, target, resources, proposal?.complete === true),
  });
  return { plan, target, ...(proposal ? { proposal } : {}) };
}

/** The key of the app that a webhook belongs to, if the stack manages it. */
const appKey = ({ now, after }: Pick<PlannedResource, "now" | "after"> | FullOutcome): string | undefined =>
  after?.app?.key ?? now?.app?.key;

/** Apps by their keys, each with its webhooks behind it; webhooks of other apps come last. */
function besideTheirApp(one: PlannedResource, other: PlannedResource): number {
  const rank = (of: PlannedResource): string =>
    of.kind === "app" ? `1 ${of.key}\0` : `${appKey(of) === undefined ? 2 : 1} ${appKey(of) ?? ""}\0${of.key}`;
  return rank(one) < rank(other) ? -1 : 1;
}

/** Gate by gate, and resource by resource. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const gates = Object.keys(PLAN_GATES);
  const rank = ({ gate, resource = "" }: Finding): string =>
    `${String(gates.indexOf(gate)).padStart(2, "0")} ${resource}`;
  return [...findings].sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** A placeholder in the configuration is found again in each resource that it gets into. */
function withoutRepetition(findings: readonly Finding[]): Finding[] {
  const inConfig = findings.some(({ gate, resource }) => gate === "placeholder" && !resource);
  return inConfig ? findings.filter(({ gate, resource }) => gate !== "placeholder" || !resource) : [...findings];
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
