import { parseUrn } from "../../../provider/base/urn";
import { SINCH_APPS } from "../../cli-error";
import type { Part, Report, Section } from "../../report";
import { calledOf, countedKinds } from "../../resources/resource-facts";
import { type PlanGate, wayAround } from "../facts/gates";
import type { Finding, Plan, PlannedResource } from "../records/records";
import { aboutRows } from "./about";
import { changesPart, differentRows } from "./values";

/** By this a plan is applied, and no other one. */
export const applyCommand = ({ digest }: Plan, file: string): string =>
  `${SINCH_APPS} promote apply ${file} --digest ${digest.slice(0, 7 + 16)}`;

/**
 * What an approver reads.
 *
 * @param file
 *  Where the plan is kept, if it is applied from there.
 */
export function reportOf(plan: Plan, file?: string): Report {
  const { source, target } = plan;
  const refused = plan.findings.filter(({ allowed }) => !allowed);
  const allowed = plan.findings.filter((finding) => finding.allowed);
  const different = differentRows(plan);
  return {
    command: "promote",
    title: { text: `${source.stack} → ${target.stack}: ${summaryOf(plan)}`, ...severityOf(plan) },
    sections: [
      { parts: [{ kind: "table", columns: ["", source.stack, target.stack], rows: aboutRows(plan) }] },
      ...section("Refused", refused.length, refusedTable(refused)),
      ...section("Allowed by override", allowed.length, list(allowed.map(allowance))),
      ...resourceSections(plan),
      ...section("Other resources", plan.others.length, list(plan.others.map(otherResource))),
      ...section("Environment-specific", different.length, {
        kind: "table",
        columns: ["resource", "what", source.stack, target.stack],
        rows: different,
      }),
      ...section("Notes", plan.notes.length, list(plan.notes)),
    ],
    next: nextOf(plan, file),
  };
}

const section = (title: string, items: number, part: Part): Section[] =>
  items === 0 ? [] : [{ title, parts: [part] }];

const list = (items: readonly string[]): Part => ({ kind: "list", items });

const refusedTable = (findings: readonly Finding[]): Part => ({
  kind: "table",
  columns: ["gate", "resource", "what", "fix"],
  rows: findings.map(({ gate, resource, message, fix }) => [gate, resource ?? "", message, fixFor(gate, fix)]),
});

function fixFor(gate: string, fix: string | undefined): string {
  const around = wayAround(gate);
  if (!fix || !around) return fix || around || "";
  return `${fix}; or ${around}`;
}

function allowance({ gate, resource, message, allowed }: Finding): string {
  const named = resource === undefined ? "" : `${resource}: `;
  return `${gate}: ${named}${message}. ${allowed?.by}: ${allowed?.reason}`;
}

const otherResource = ({ urn, operations }: Plan["others"][number]): string =>
  `${operations.join(", ")} ${typedName(urn)}`;

/** `refused (delete, config)`, `1 to create, 2 to update`, `nothing to do`. */
function summaryOf({ resources, others, verdict, findings }: Plan): string {
  const count = (action: PlannedResource["action"], word: string): string[] => {
    const { length } = resources.filter((one) => one.action === action);
    return length > 0 ? [`${length} to ${word}`] : [];
  };
  const counts = [
    ...count("create", "create"),
    ...count("adopt", "adopt"),
    ...count("update", "update"),
    ...count("replace", "replace"),
    ...count("delete", "delete"),
    ...(others.length > 0 ? [`${others.length} other ${others.length === 1 ? "resource" : "resources"}`] : []),
  ].join(", ");
  const all = [counts, ...stakesOf(resources, findings)].filter(Boolean).join(", ");
  if (verdict === "nothing") return "nothing to do";
  if (verdict === "changes") return all;
  const gates = [...new Set(findings.filter(({ allowed }) => !allowed).map(({ gate }) => gate))];
  return `refused (${gates.join(", ")})${all ? `; ${all}` : ""}`;
}

/** What an approver mustn't miss, by gate: data or a channel is lost. */
const STAKES = {
  retention: (count: number) => (count === 1 ? "deletes older messages" : "delete older messages"),
  channel: (count: number) => (count === 1 ? "loses a channel or webhook" : "lose channels or webhooks"),
} as const satisfies Partial<Record<PlanGate, (count: number) => string>>;

/** `1 of them deletes older messages`, whether it is allowed or refused. */
function stakesOf(resources: Plan["resources"], findings: readonly Finding[]): string[] {
  return Object.entries(STAKES).flatMap(([gate, words]) => {
    const { size } = resourcesAt(findings, [gate]);
    return size > 0 && resources.length > 0 ? [`${size} of them ${words(size)}`] : [];
  });
}

const resourcesAt = (findings: readonly Finding[], gates: readonly string[]): ReadonlySet<string | undefined> =>
  new Set(findings.filter(({ gate }) => gates.includes(gate)).map(({ resource }) => resource));

/** Gates at which something is lost that can't be had back. */
const LOSSES = [...Object.keys(STAKES), "delete", "replace"];

const severityOf = ({ findings }: Plan): Pick<Report["title"], "severity"> =>
  resourcesAt(findings, LOSSES).size > 0 ? { severity: "bad" } : {};

const VERBS: Readonly<Record<PlannedResource["action"], string>> = {
  create: "POST",
  adopt: "adopt",
  update: "PATCH",
  replace: "DELETE and POST (new ID)",
  delete: "DELETE",
  same: "",
};

function resourceSections(plan: Plan): Section[] {
  const lossy = resourcesAt(plan.findings, LOSSES);
  const rank = (one: PlannedResource): number => (lossy.has(calledOf(one)) ? 0 : 1);
  const changing = plan.resources
    .filter(({ action }) => action !== "same")
    .sort((one, other) => rank(one) - rank(other));
  const same = plan.resources.filter(({ action }) => action === "same");
  const rest: Section = { parts: [{ kind: "paragraph", text: `${countedKinds(same)} unchanged.` }] };
  return [...changing.map((one) => resourceSection(plan, one)), ...(same.length > 0 ? [rest] : [])];
}

function resourceSection(plan: Plan, planned: PlannedResource): Section {
  const { action, kind, updateMask, id, changes } = planned;
  const mask = updateMask?.join(",");
  const verb = action === "create" ? `POST (new ${kind})` : VERBS[action];
  const call = [verb, mask && `update_mask=${mask}`, id].filter(Boolean).join(" ");
  return { title: titleOf(plan, planned), call, parts: changes.length > 0 ? [changesPart(plan, planned)] : [] };
}

/** `support`, `webhook events of support`. */
function titleOf({ resources }: Plan, planned: PlannedResource): string {
  const { key, id } = (planned.after ?? planned.now)?.app ?? {};
  const app = key === undefined ? id : resources.find((one) => one.key === key)?.name;
  return app === undefined ? calledOf(planned) : `${calledOf(planned)} of ${app}`;
}

function nextOf(plan: Plan, file: string | undefined): Report["next"] {
  if (plan.verdict !== "changes" || file === undefined) return { steps: [] };
  const text = `Plan ${plan.digest}, created ${plan.madeAt}. Once it is approved, run:`;
  return { title: "Next", steps: [{ text, commands: [applyCommand(plan, file)] }] };
}

/** `aws:s3/bucket:Bucket uploads`, with the types of its parents. */
function typedName(urn: string): string {
  const { parents, type, name } = parseUrn(urn);
  return `${[...parents, type].join("$")} ${name}`;
}
