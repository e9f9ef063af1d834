import { nameIn } from "../../../provider/base/urn";
import { CliError } from "../../cli-error";
import { calledOf, countedKinds } from "../../resources/resource-facts";
import type { SelectedStack } from "../../stack";
import { isSame, type Proposal, propose } from "../engine/proposal";
import type { SOURCE_GATES } from "../facts/gates";
import { recorded } from "../facts/recorded";
import { pathsInWords } from "../facts/source-tree";
import { type Survey, stackFacts, survey } from "../facts/survey";
import { type Gate, SOURCE_SCHEMA, type SourceRecord } from "../records/records";
import { sealed } from "../records/seal";
import { newDigestParameters, SecretDigests } from "../records/secret-digests";

type SourceGate = keyof typeof SOURCE_GATES;

/** Checks the gates of a source and makes its record; the gates say whether it may be promoted. Changes nothing. */
export async function attest(
  selected: SelectedStack,
  skip: Readonly<Record<string, string>> = {},
): Promise<SourceRecord> {
  const found = await survey(selected);
  const { contents } = found;
  if (found.resources.length === 0) {
    throw new CliError(
      `stack ${contents.name} has no apps and no webhooks`,
      "Deploy it first: there is nothing to promote",
    );
  }
  const proposal = await propose(selected, [], contents);
  const digests = new SecretDigests(newDigestParameters());
  return sealed<SourceRecord>({
    schema: SOURCE_SCHEMA,
    madeAt: new Date().toISOString(),
    ...stackFacts(found),
    gates: gatesOf(found, proposal, skip),
    digests: digests.parameters,
    config: Object.fromEntries(
      Object.entries(contents.configured).map(([key, { secret }]) => [key, { secret: secret === true }]),
    ),
    resources: await Promise.all(found.resources.map(({ facts }) => recorded(facts, digests))),
  });
}

/** What was found at each gate of the source. */
function gatesOf(found: Survey, proposal: Proposal, skip: Readonly<Record<string, string>>): Gate[] {
  const checks: Record<SourceGate, readonly [passed: boolean, found: string]> = {
    "last-update": lastUpdateOf(found),
    pending: pendingIn(found),
    preview: previewOf(found, proposal),
    drift: driftIn(found),
    git: treeOf(found),
  };
  return Object.entries(checks).map(([gate, [passed, text]]): Gate => {
    if (passed) return { gate, status: "passed", found: text };
    const reason = skip[gate];
    return reason === undefined
      ? { gate, status: "refused", found: text }
      : { gate, status: "skipped", found: text, reason };
  });
}

function lastUpdateOf({ lastUpdate }: Survey): readonly [boolean, string] {
  if (!lastUpdate) return [false, "the stack was never updated"];
  const { kind, result, partial, startTime } = lastUpdate;
  if (partial.length > 0) {
    return [false, `the last ${kind}, ${startTime}, was of a part of the stack (--${partial.join(", --")})`];
  }
  return [kind === "update" && result === "succeeded", `the last operation, ${startTime}: ${kind} ${result}`];
}

function pendingIn({ contents: { pendingOperations } }: Survey): readonly [boolean, string] {
  const names = pendingOperations.map(({ type, urn }) => `${type} ${nameIn(urn)}`);
  return [names.length === 0, names.length === 0 ? "none" : names.join(", ")];
}

function previewOf({ contents: { redactor } }: Survey, { steps, refusals }: Proposal): readonly [boolean, string] {
  const changes = steps
    .filter((step) => !isSame(step))
    .map(({ urn, operations }) => `${operations.join(", ")} ${nameIn(urn)}`);
  const said = refusals.map(({ message }) => redactor.clean(message.replace(/\s*\n\s*/g, " ")));
  const all = [...changes, ...said];
  return [all.length === 0, all.length === 0 ? "no change" : all.join("; ")];
}

function driftIn({ resources }: Survey): readonly [boolean, string] {
  const found = resources.flatMap(({ facts, report: { status, changes } }) => {
    if (status === "in-sync") return [];
    return [`${calledOf(facts)}: ${status === "missing" ? "gone" : changes.map(({ field }) => field).join(", ")}`];
  });
  return [
    found.length === 0,
    found.length === 0 ? `${countedKinds(resources.map(({ facts }) => facts))} as deployed` : found.join("; "),
  ];
}

function treeOf({ tree: { tree, dirty, unknown } }: Survey): readonly [boolean, string] {
  if (!tree) return [false, `can't tell: ${unknown}`];
  if (dirty.length > 0) return [false, `not committed: ${pathsInWords(dirty)}`];
  return [true, `commit ${tree.commit}`];
}
