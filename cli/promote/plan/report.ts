import { isObject } from "../../../provider/base/values";
import { sameLeaf } from "../../../provider/model/leaves";
import { UNKNOWN } from "../../../provider/model/secrets";
import { SINCH_APPS } from "../../cli-error";
import { ownKind } from "../facts/app-facts";
import { wayAround } from "../facts/gates";
import type { LastUpdate, LeafChange, Plan, PlannedApp, RecordedApp, SourceRecord } from "../records/records";
import { inWords } from "./app-findings";

/** A report, before it is known whether it is read in a terminal or in a pull request. */
export interface Report {
  readonly title: string;
  readonly parts: readonly Part[];
}

export type Part =
  | { readonly heading: string; readonly about?: string }
  | { readonly text: string }
  | { readonly list: readonly string[] }
  /** Rows of one form; a cell is plain text. */
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly command: string };

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
  const { source, target, verdict } = plan;
  const refused = plan.findings.filter(({ allowed }) => !allowed);
  const allowed = plan.findings.filter((finding) => finding.allowed);
  return {
    title: `${source.stack} → ${target.stack}: ${summaryOf(plan)}`,
    parts: [
      { columns: ["", source.stack, target.stack], rows: about(plan) },
      ...section("Refused", refused, refusedParts),
      ...section("Allowed all the same", allowed, (all) => [
        {
          list: all.map(
            (one) => `${one.gate}: ${named(one.app)}${one.message}. ${one.allowed?.by}: ${one.allowed?.reason}`,
          ),
        },
      ]),
      ...appParts(plan),
      ...section("Other resources", plan.others, (all) => [
        { list: all.map(({ urn, operations }) => `${operations.join(", ")} ${urn.split("::").slice(2).join(" ")}`) },
      ]),
      ...section("Different by design, and left so", ownRows(plan), (rows) => [
        { columns: ["app", "what", source.stack, target.stack], rows },
      ]),
      ...section("To know", plan.notes, (notes) => [{ list: notes }]),
      ...(verdict === "changes" && file !== undefined
        ? [
            { heading: "Next" },
            { text: `Plan ${plan.digest}, made ${plan.madeAt}. Approved, it is applied by` },
            { command: applyCommand(plan, file) },
          ]
        : []),
    ],
  };
}

function section<T>(heading: string, items: readonly T[], parts: (items: readonly T[]) => readonly Part[]): Part[] {
  return items.length === 0 ? [] : [{ heading }, ...parts(items)];
}

const named = (app: string | undefined): string => (app === undefined ? "" : `app ${app}: `);

function refusedParts(findings: Plan["findings"]): Part[] {
  return [
    {
      columns: ["gate", "app", "what", "way on"],
      rows: findings.map(({ gate, app, message, fix }) => [
        gate,
        app ?? "",
        message,
        [fix, wayAround(gate) && `or ${wayAround(gate)}`].filter(Boolean).join("; ").replace(/^or /, ""),
      ]),
    },
  ];
}

/** `refused (delete, config)`, `1 to create, 2 to update`, `nothing to do`. */
export function summaryOf({ apps, others, verdict, findings }: Plan): string {
  const count = (action: PlannedApp["action"], word: string): string[] => {
    const { length } = apps.filter((app) => app.action === action);
    return length > 0 ? [`${length} to ${word}`] : [];
  };
  const counts = [
    ...count("create", "create"),
    ...count("adopt", "take over"),
    ...count("update", "update"),
    ...count("replace", "replace"),
    ...count("delete", "delete"),
    ...(others.length > 0 ? [`${others.length} other ${others.length === 1 ? "resource" : "resources"}`] : []),
  ].join(", ");
  if (verdict === "nothing") return "nothing to do";
  if (verdict === "changes") return counts;
  const gates = [...new Set(findings.filter(({ allowed }) => !allowed).map(({ gate }) => gate))];
  return `refused (${gates.join(", ")})${counts ? `; ${counts}` : ""}`;
}

function about({ source, target, apps }: Plan): string[][] {
  const places = (all: readonly (RecordedApp | undefined)[]): string =>
    [...new Set(all.flatMap((app) => (app ? [`${app.projectId}, ${app.region}`] : [])))].join("; ") || "–";
  return [
    ["Sinch project, region", places(source.apps), places(apps.map(({ now, after }) => after ?? now))],
    ["commit", ...[source, target].map(({ tree }) => tree?.commit.slice(0, 12) ?? "not in git")],
    ["program", shortHash(source.tree?.hash), same(source.tree?.hash, target.tree?.hash)],
    ["last update", updateInWords(source.lastUpdate), updateInWords(target.lastUpdate)],
    ["gates", gatesInWords(source), ""],
  ];
}

const shortHash = (hash: string | undefined): string => hash?.slice(0, 7 + 12) ?? "–";

const same = (there: string | undefined, here: string | undefined): string =>
  there !== undefined && there === here ? "the same" : shortHash(here);

const updateInWords = (update: LastUpdate | undefined): string =>
  update ? `${update.kind} ${update.result}, ${update.startTime.slice(0, 16).replace("T", " ")} UTC` : "never";

/** `5 passed`, `4 passed, git skipped`. */
function gatesInWords({ gates }: SourceRecord): string {
  const passed = gates.filter(({ status }) => status === "passed").length;
  const others = gates.filter(({ status }) => status !== "passed").map(({ gate, status }) => `${gate} ${status}`);
  return [`${passed} passed`, ...others].join(", ");
}

const VERBS: Readonly<Record<PlannedApp["action"], string>> = {
  create: "POST, a new app",
  adopt: "take over",
  update: "PATCH",
  replace: "DELETE and POST, a new id",
  delete: "DELETE",
  same: "",
};

function appParts({ apps, source, target }: Plan): Part[] {
  const changing = apps.filter(({ action }) => action !== "same");
  const same = apps.length - changing.length;
  const labels: Readonly<Record<LeafChange["kind"], string>> = {
    promoted: "promoted",
    own: `${target.stack}'s own`,
    source: `${source.stack}'s`,
    other: `not as in ${source.stack}`,
  };
  return [
    ...changing.flatMap((app): Part[] => {
      const there = source.apps.find(({ key }) => key === app.key);
      const mask = app.updateMask?.join(",");
      const call = [VERBS[app.action], mask && `update_mask=${mask}`, app.id].filter(Boolean).join(" ");
      const rows = app.changes.map(({ path, now, after, kind }) => [
        inWords(path),
        sourceValue(there, path),
        valueInWords(now),
        valueInWords(after),
        labels[kind],
      ]);
      return [
        { heading: app.name, about: call },
        ...(rows.length > 0
          ? [{ columns: ["field", source.stack, `${target.stack} now`, `${target.stack} after`, ""], rows }]
          : []),
      ];
    }),
    ...(same > 0
      ? [{ text: `${same} ${same === 1 ? "app stays" : "apps stay"} as ${same === 1 ? "it is" : "they are"}.` }]
      : []),
  ];
}

function sourceValue(app: RecordedApp | undefined, path: string): string {
  if (!app) return "–";
  return app.secrets[path] !== undefined ? "[secret]" : valueInWords(app.fields[path]);
}

const LONGEST = 100;

/** A value of a field in a line. */
function valueInWords(value: unknown): string {
  if (value === undefined || value === null) return "–";
  if (value === UNKNOWN) return "known after the update";
  const text =
    Array.isArray(value) && value.every((item) => typeof item === "string")
      ? value.join(", ")
      : typeof value === "string"
        ? value
        : isObject(value) || Array.isArray(value)
          ? JSON.stringify(value)
          : String(value);
  return text === "" ? '""' : text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** What stays different: by design, or against what the source has. */
function ownRows({ apps, source, findings }: Plan): string[][] {
  return apps.flatMap(({ key, name, after, changes }) => {
    const there = source.apps.find((app) => app.key === key);
    if (!there || !after) return [];
    const shared = findings.flatMap(({ app, path }) => (app === name && path !== undefined ? [path] : []));
    const elsewhere = new Set([...changes.map(({ path }) => path), ...shared]);
    const paths = [...new Set([...Object.keys(there.fields), ...Object.keys(after.fields)])];
    const differing = paths.filter((path) => !elsewhere.has(path) && !sameLeaf(there.fields[path], after.fields[path]));
    const secrets = Object.keys(after.secrets).filter(
      (path) => there.secrets[path] !== undefined && !shared.includes(path),
    );
    return [
      ...differing.map((path) => {
        const value = after.fields[path] ?? there.fields[path];
        const mark = ownKind(path, value) ? "" : " (!)";
        return [name, `${inWords(path)}${mark}`, valueInWords(there.fields[path]), valueInWords(after.fields[path])];
      }),
      ...(secrets.length > 0
        ? [[name, `${secrets.length} ${secrets.length === 1 ? "secret" : "secrets"}`, "[secret]", "[secret]"]]
        : []),
    ];
  });
}
