import { type Command, InvalidArgumentError } from "commander";
import { CliError } from "../../cli-error";
import type { Finding, PlanOptions } from "../records/records";

interface GateInfo {
  /** What it asks for. */
  readonly asks: string;
  /** Its own flag; every gate can be left out by `--skip GATE=REASON`, too. */
  readonly flag?: string;
  /** What that flag allows, for its help. */
  readonly allows?: string;
  /** Nothing allows it. */
  readonly fixed?: true;
}

/** What is asked of the source by `promote attest`. */
export const SOURCE_GATES = {
  "last-update": { asks: "the last update went through, for the whole stack" },
  pending: { asks: "no operation is pending" },
  preview: { asks: "what the program says is deployed: the preview is empty" },
  drift: { asks: "what is deployed is there: no drift" },
  git: { asks: "the working tree is clean" },
} as const satisfies Record<string, GateInfo>;

/** What is asked by `promote plan`. */
export const PLAN_GATES = {
  tree: { asks: "the program is the source's, file by file" },
  commit: { asks: "the commit is the source's (--same-commit)" },
  git: { asks: "the working tree is clean" },
  age: { asks: "the source's record isn't too old" },
  config: { asks: "the target has every key of configuration that the source has" },
  "plain-secret": { asks: "no key of configuration that is a secret of the source stands in plain" },
  secret: { asks: "no app lacks a secret that the source's has" },
  placeholder: { asks: "no placeholder is left in the target" },
  "same-secret": {
    asks: "no secret is the source's",
    flag: "--allow-same-secret",
    allows: "a secret that is the source's",
  },
  "same-identity": {
    asks: "no claimed identity is the source's",
    flag: "--allow-same-identity",
    allows: "a claimed identity that is the source's",
  },
  "same-project": {
    asks: "no app is made in the source's Sinch project",
    flag: "--allow-same-project",
    allows: "a new app in the source's Sinch project",
  },
  retention: {
    asks: "nothing is kept for a shorter time than now",
    flag: "--allow-shorter-retention",
    allows: "messages that are kept for a shorter time than now",
  },
  channel: { asks: "no app loses a channel", flag: "--allow-channel-loss", allows: "an app that loses a channel" },
  delete: { asks: "no app is deleted", flag: "--allow-delete", allows: "an app that is deleted" },
  replace: { asks: "no app is replaced", flag: "--allow-replace", allows: "an app that is replaced" },
  drift: {
    asks: "the target has no drift",
    flag: "--overwrite-drift",
    allows: "drift in the target: it is taken into the state and overwritten",
  },
  others: { asks: "nothing but apps changes", flag: "--with-others", allows: "changes to resources that aren't apps" },
  pending: { asks: "no operation is pending in the target" },
  policy: { asks: "the policy packs have no objection", fixed: true },
  preview: { asks: "the target's preview goes through", fixed: true },
} as const satisfies Record<string, GateInfo>;

export type PlanGate = keyof typeof PLAN_GATES;

/** Why a gate is left out, by gate. */
export type Allowed = PlanOptions["allowed"];

/** The flags that let gates be left out, as commander gives them. */
export interface AllowFlags {
  readonly skip?: Readonly<Record<string, string>>;
  readonly reason?: string;
  readonly [flag: string]: unknown;
}

/** Adds `--skip GATE=REASON`, or the flag of that form that is named. */
export function addSkipOption(
  command: Command,
  gates: Readonly<Record<string, GateInfo>>,
  { flag = "--skip", what = "a gate" } = {},
): Command {
  const names = Object.keys(gates).filter((gate) => !gates[gate]?.fixed);
  const each = (text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> => {
    const [gate = "", ...reason] = text.split("=");
    if (!names.includes(gate)) throw new InvalidArgumentError(`The gates are ${names.join(", ")}.`);
    if (reason.join("=").trim() === "") throw new InvalidArgumentError("A reason is needed: GATE=REASON.");
    return { ...before, [gate]: reason.join("=").trim() };
  };
  return command.option(`${flag} <gate=reason>`, `leave ${what} out; repeatable: ${names.join(", ")}`, each);
}

/** Adds the flags of a plan's gates that have one of their own, and `--skip`. */
export function addAllowOptions(command: Command): Command {
  for (const info of Object.values<GateInfo>(PLAN_GATES)) {
    if (info.flag) command.option(info.flag, `allow ${info.allows}`);
  }
  command.option("--reason <text>", "why: each of these flags needs it, and the plan keeps it");
  return addSkipOption(command, PLAN_GATES);
}

/** What the flags allow, with the reasons. @throws CliError where a flag comes without one. */
export function allowedBy(flags: AllowFlags): Allowed {
  const allowed: Record<string, { by: string; reason: string }> = {};
  const reason = flags.reason?.trim() ?? "";
  for (const [gate, { flag }] of Object.entries(PLAN_GATES) as [PlanGate, GateInfo][]) {
    if (!flag || flags[camelCase(flag)] !== true) continue;
    if (reason === "") throw new CliError(`${flag} needs a reason, which the plan keeps`, `${flag} --reason "WHY"`);
    allowed[gate] = { by: flag, reason };
  }
  for (const [gate, why] of Object.entries(flags.skip ?? {})) allowed[gate] = { by: "--skip", reason: why };
  return allowed;
}

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
  return info.flag ? `${info.flag} --reason TEXT` : `--skip ${gate}=REASON`;
}

const camelCase = (flag: string): string =>
  flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
