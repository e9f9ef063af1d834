import { type Command, InvalidArgumentError } from "commander";
import { type Allowed, type GateInfo, PLAN_GATES, type PlanGate } from "./facts/gates";

/** The flags that let gates be left out, as commander gives them. */
export interface AllowFlags {
  readonly skip?: Readonly<Record<string, string>>;
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

/** Adds the flags of a plan's gates that have one of their own, each with its reason, and `--skip`. */
export function addAllowOptions(command: Command): Command {
  for (const { flag, allows } of Object.values<GateInfo>(PLAN_GATES)) {
    if (!flag) continue;
    const reasonOf = (text: string): string => {
      // Another flag right behind it is taken for the reason.
      if (text.trim() === "" || text.startsWith("--"))
        throw new InvalidArgumentError(`Give a reason, which the plan records: ${flag}="WHY".`);
      return text.trim();
    };
    command.option(`${flag} <reason>`, `allow ${allows}`, reasonOf);
  }
  return addSkipOption(command, PLAN_GATES);
}

/** What the flags allow, with the reasons. */
export function allowedBy(flags: AllowFlags): Allowed {
  const allowed: Record<string, { by: string; reason: string }> = {};
  for (const [gate, { flag }] of Object.entries(PLAN_GATES) as [PlanGate, GateInfo][]) {
    const reason = flag && flags[camelCase(flag)];
    if (flag && typeof reason === "string") allowed[gate] = { by: flag, reason };
  }
  for (const [gate, why] of Object.entries(flags.skip ?? {})) allowed[gate] = { by: "--skip", reason: why };
  return allowed;
}

const camelCase = (flag: string): string =>
  flag.slice(2).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
