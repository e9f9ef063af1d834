import type { Finding, PlanOptions } from "../records/records";

export interface GateInfo {
  /** Its own flag; every gate can be left out by `--skip GATE=REASON`, too. */
  readonly flag?: string;
  /** What that flag allows, for its help. */
  readonly allows?: string;
  /** Nothing allows it. */
  readonly fixed?: true;
}

/** What is asked of the source by `promote attest`. */
export const SOURCE_GATES = {
  /** The last update went through, for the whole stack. */
  "last-update": {},
  /** No operation is pending. */
  pending: {},
  /** What the program says is deployed: the preview is empty. */
  preview: {},
  /** What is deployed is there: no drift. */
  drift: {},
  /** The working tree is clean. */
  git: {},
} as const satisfies Record<string, GateInfo>;

/** What is asked by `promote plan`. */
export const PLAN_GATES = {
  /** The program is the source's, file by file. */
  tree: {},
  /** The commit is the source's (--same-commit). */
  commit: {},
  /** The working tree is clean. */
  git: {},
  /** The source's record isn't too old. */
  age: {},
  /** The target has every key of configuration that the source has. */
  config: {},
  /** No key of configuration that is a secret of the source stands in plain. */
  "plain-secret": {},
  /** No app lacks a secret that the source's has. */
  secret: {},
  /** No placeholder is left in the target. */
  placeholder: {},
  /** No secret is the source's. */
  "same-secret": {
    flag: "--allow-same-secret",
    allows: "a secret that is the source's",
  },
  /** No claimed identity and no webhook's target is the source's, and no identity another app's of the target's project and region. */
  "same-identity": {
    flag: "--allow-same-identity",
    allows: "a claimed identity or webhook target that is the source's, or another app's",
  },
  /** No app is created in the source's Sinch project. */
  "same-project": {
    flag: "--allow-same-project",
    allows: "a new app in the source's Sinch project",
  },
  /** Nothing is kept for a shorter time than now. */
  retention: {
    flag: "--allow-shorter-retention",
    allows: "messages kept for a shorter time than now",
  },
  /** No app loses a channel or a webhook. */
  channel: { flag: "--allow-channel-loss", allows: "an app that loses a channel or a webhook" },
  /** No app is deleted. */
  delete: { flag: "--allow-delete", allows: "an app that is deleted" },
  /** No app is replaced, nor a webhook of one that stays. */
  replace: { flag: "--allow-replace", allows: "an app or webhook that is replaced" },
  /** The target has no drift. */
  drift: {
    flag: "--overwrite-drift",
    allows: "drift in the target, which is then overwritten",
  },
  /** Nothing but apps and webhooks changes. */
  others: { flag: "--with-others", allows: "changes to resources that are neither apps nor webhooks" },
  /** No operation is pending in the target. */
  pending: {},
  /** The policy packs have no objection. */
  policy: { fixed: true },
  /** The target's preview goes through. */
  preview: { fixed: true },
} as const satisfies Record<string, GateInfo>;

export type PlanGate = keyof typeof PLAN_GATES;

/** Why a gate is left out, by gate. */
export type Allowed = PlanOptions["allowed"];

/** Puts on each finding what allows it. */
export function withAllowances(findings: readonly Finding[], allowed: Allowed): Finding[] {
  return findings.map((finding) => {
    const info: GateInfo = PLAN_GATES[finding.gate as PlanGate];
    const by = info.fixed ? undefined : allowed[finding.gate];
    return by ? { ...finding, allowed: by } : finding;
  });
}

/** The findings that the promotion is refused for. */
export const refusedFor = (findings: readonly Finding[]): Finding[] => findings.filter(({ allowed }) => !allowed);

/** How a finding may be allowed, for the user. */
export function wayAround(gate: string): string | undefined {
  const info: GateInfo | undefined = PLAN_GATES[gate as PlanGate];
  if (!info || info.fixed) return undefined;
  return info.flag ? `${info.flag}=REASON` : `--skip ${gate}=REASON`;
}
