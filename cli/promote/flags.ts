import { type Command, InvalidArgumentError } from "commander";
import { CliError } from "../cli-error";
import { type Allowed, type GateInfo, PLAN_GATES, type PlanGate } from "./facts/gates";

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
    if (reason.join("=").trim() === "") throw new InvalidArgumentError("Give a reason: GATE=REASON.");
    return { ...before, [gate]: reason.join("=").trim() };
  };
  return command.option(`${flag} <gate=reason>`, `skip ${what}; repeatable: ${names.join(", ")}`, each);
}

/** Adds the flags of a plan's gates that have one of their own, and `--skip`. */
export function addAllowOptions(command: Command): Command {
  for (const info of Object.values<GateInfo>(PLAN_GATES)) {
    if (info.flag) command.option(info.flag, `allow ${info.allows}`);
  }
  command.option("--reason <text>", "justification, recorded in the plan; required with each --allow-* flag");
  return addSkipOption(command, PLAN_GATES);
}

/** What the flags allow, with the reasons. @throws CliError where a flag comes without one. */
export function allowedBy(flags: AllowFlags): Allowed {
  const allowed: Record<string, { by: string; reason: string }> = {};
  const reason = flags.reason?.trim() ?? "";
  for (const [gate, { flag }] of Object.entries(PLAN_GATES) as [PlanGate, GateInfo][]) {
    if (!flag || flags[camelCase(flag)] !== true) continue;
    if (reason === "") throw new CliError(`${flag} needs a reason, which the plan records`, `${flag} --reason "WHY"`);
    allowed[gate] = { by: flag, reason };
  }
  for (const [gate, why] of Object.entries(flags.skip ?? {})) allowed[gate] = { by: "--skip", reason: why };
  return allowed;
}

const camelCase = (flag: string): string =>
  flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
