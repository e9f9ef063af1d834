import { nameIn, parseUrn } from "../../../provider/base/urn";
import { isObject } from "../../../provider/base/values";
import { CliError } from "../../cli-error";
import { factsOf, kindOf, type ResourceFacts, secretTexts, TYPES } from "../../resources/resource-facts";
import { desiredOf, type SelectedStack, type StackContents } from "../../stack";
import { decrypted } from "../../stack/secret-values";
import type { Deployment } from "../../stack/stack";
import type { Kind } from "../records/records";
import { type EngineEvent, type EngineRun, type PolicyViolation, preview, type StepMetadata } from "./engine";

/** What the engine would do to one resource. */
export interface Step {
  readonly urn: string;
  readonly type: string;
  readonly operations: readonly string[];
  /** The resource as the state has it: under another URN where an alias leads to it. */
  readonly old?: { readonly urn: string; readonly id?: string };
  /** Whether it is more than a grouping of others. */
  readonly custom: boolean;
  /** For an app or a webhook: what the program asks for. */
  readonly after?: ResourceFacts;
  /** For a new one: the id of what is adopted. */
  readonly adopts?: string;
}

/** What the engine proposes for a stack. */
export interface Proposal {
  /** Whether the preview got through; of one that didn't, nothing is known of what becomes of each resource. */
  readonly complete: boolean;
  readonly steps: readonly Step[];
  readonly violations: readonly PolicyViolation[];
  /** What the provider refuses of single resources. */
  readonly refusals: readonly { readonly urn: string; readonly message: string }[];
  /** The engine's plan, its secrets in plain: only ever given back to the engine. */
  readonly plan: string;
}

/** Runs a preview. @throws CliError where it fails, without a secret. */
export async function propose(
  { name, pulumi }: SelectedStack,
  flags: readonly string[],
  { redactor, deployment }: Pick<StackContents, "redactor" | "deployment">,
): Promise<Proposal> {
  const run = await preview(pulumi, name, flags);
  const proposal = proposalIn(name, run, deployment);
  for (const { after } of proposal.steps) if (after) redactor.add(secretTexts(after));
  const refused = proposal.refusals.length > 0 || proposal.violations.some(isMandatory);
  if (!run.ok && !refused) {
    const failure = failureOf(run);
    throw new CliError(`stack ${name}: the preview fails: ${redactor.clean(failure)}`, hintOf(failure));
  }
  return proposal;
}

export const isMandatory = ({ enforcementLevel }: PolicyViolation): boolean => enforcementLevel === "mandatory";

/** What to do about a failure of the engine. */
export function hintOf(failure: string): string | undefined {
  if (!/policy pack .*failed to start/.test(failure)) return undefined;
  return failure.includes("not supported")
    ? "This engine can't run a policy pack by its folder: give --policy-pack an executable, " +
        "for the rules of this package node_modules/.bin/sinch-apps-policy (docs/policy.md)"
    : "`pulumi preview --policy-pack …` prints what the pack itself says, such as packages that it lacks";
}

/** What a run failed with, in a line; it may hold secrets. What the engine says of a violated plan isn't passed on at all: it prints old values. */
export function failureOf({ errors, stderr }: EngineRun): string {
  const said = errors.find(({ message }) => !/^(update|preview) failed$/.test(message))?.message;
  const line = said ?? stderr.split("\n").find((text) => text.startsWith("error:")) ?? stderr.trim().split("\n").at(-1);
  if (line && isViolation({ message: line })) return "the engine found something other than planned";
  return (line || "it gives no reason").replace(/^error:\s*/, "").replace(/\s*\n\s*/g, " ");
}

/** Whether the engine stopped because the plan holds something else. */
export const isViolation = ({ message }: { readonly message: string }): boolean => /violates plan/.test(message);

/** A resource in the engine's plan: its outputs, and its inputs as they differ from those in the state. */
interface PlannedResource {
  readonly state?: unknown;
  readonly goal?: {
    /** By property: the resources that its value comes from. */
    readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
    readonly inputDiff?: { readonly adds?: object; readonly updates?: object; readonly deletes?: readonly string[] };
  };
}

/** Makes sense of what a preview reported. */
export function proposalIn(stack: string, run: EngineRun, { resources = [] }: Deployment = {}): Proposal {
  const inputs = new Map(resources.map((resource) => [resource.urn, resource.inputs]));
  const apps = new Map(resources.flatMap(({ urn, type, id }) => (id && kindOf(type) === "app" ? [[id, urn]] : [])));
  const planned = run.ok ? resourcePlans(run.written) : {};
  const found = new Map<string, { metadata: StepMetadata; operations: string[] }>();
  for (const metadata of run.events.flatMap(stepIn)) {
    if (metadata.op === "refresh") continue;
    const entry = found.get(metadata.urn) ?? { metadata, operations: [] };
    entry.operations.push(metadata.op);
    found.set(metadata.urn, entry);
  }
  const steps = [...found.values()].map(({ metadata, operations }): Step => {
    const { urn, type, old } = metadata;
    const before = isObject(old) ? inputs.get(old.urn) : undefined;
    const after = kindOf(type) ? desired(stack, metadata, planned[urn], before, apps) : undefined;
    return {
      urn,
      type,
      operations,
      custom: (metadata.new ?? old)?.custom === true,
      ...(old ? { old: { urn: old.urn, ...(old.id ? { id: old.id } : {}) } } : {}),
      ...(after ?? {}),
    };
  });
  return {
    complete: run.ok,
    steps,
    violations: run.events.flatMap(({ policyEvent }) => policyEvent ?? []),
    refusals: run.errors.flatMap(({ urn, message }) => (urn && kindOf(parseUrn(urn).type) ? [{ urn, message }] : [])),
    plan: run.written,
  };
}

const stepIn = ({ resourcePreEvent }: EngineEvent): StepMetadata[] =>
  resourcePreEvent ? [resourcePreEvent.metadata] : [];

function resourcePlans(text: string): Readonly<Record<string, PlannedResource>> {
  try {
    const { resourcePlans } = JSON.parse(text) as { resourcePlans?: Readonly<Record<string, PlannedResource>> };
    return resourcePlans ?? {};
  } catch {
    // Without its cause: an error of JSON.parse quotes what it couldn't read.
    throw new CliError("what Pulumi proposes can't be read", "Is the Pulumi CLI 3.180 or newer?");
  }
}

function desired(
  stack: string,
  { urn, type, old }: StepMetadata,
  planned: PlannedResource | undefined,
  before: unknown,
  apps: ReadonlyMap<string, string>,
): { after: ResourceFacts; adopts?: string } | undefined {
  const kind = kindOf(type);
  if (!kind || !isObject(planned?.state)) return undefined;
  const shown = decrypted(planned.state);
  const asked = decrypted(inputsAfter(planned, before));
  const props = desiredOf(TYPES[kind], type, shown.value, asked.value);
  const secretPaths = [...shown.secretPaths, ...asked.secretPaths];
  return {
    after: factsOf(stack, { urn, id: old?.id, props, secretPaths, appUrn: appOf(kind, planned, props, apps) }),
    ...(typeof props.adopt === "string" ? { adopts: props.adopt } : {}),
  };
}

/** The app that a webhook is to belong to: where its ID comes from, or whose that is. */
function appOf(
  kind: Kind,
  { goal }: PlannedResource,
  props: object,
  apps: ReadonlyMap<string, string>,
): string | undefined {
  const { parentField = "" } = TYPES[kind];
  const sources = goal?.propertyDependencies?.[parentField] ?? [];
  return sources.find((urn) => kindOf(parseUrn(urn).type) === "app") ?? apps.get(TYPES[kind].parentOf(props) ?? "");
}

/** The inputs that a plan asks for, from those in the state. */
function inputsAfter({ goal }: PlannedResource, before: unknown): Readonly<Record<string, unknown>> {
  const { adds = {}, updates = {}, deletes = [] } = goal?.inputDiff ?? {};
  const kept = Object.entries(isObject(before) ? before : {}).filter(([name]) => !deletes.includes(name));
  return { ...Object.fromEntries(kept), ...adds, ...updates };
}

/** Operations that leave a resource as it is. */
const SAME = new Set(["same", "read", "refresh"]);

/** Whether a step leaves its resource as it is. A default provider only follows the configuration. */
export const isSame = ({ operations, type, urn }: Pick<Step, "operations" | "type" | "urn">): boolean =>
  operations.every((operation) => SAME.has(operation)) ||
  (type.startsWith("pulumi:providers:") && /^default(_|$)/.test(nameIn(urn)));
