import { type SelectedStack, shortName } from "../../stack";
import type { Plan, SourceRecord } from "./records";
import { Refusal } from "./refusal";
import { isSealed } from "./seal";

/** What a record of a source has to fulfil before it is set against a target. @throws Refusal */
export function assertUsable(
  source: SourceRecord,
  file: string,
  target: Pick<SourceRecord, "project" | "stack" | "fullName">,
): void {
  if (!isSealed(source)) {
    throw new Refusal(
      `${file} was changed after it was written`,
      `Create a new one: sinch-apps promote attest --stack ${source.stack}`,
    );
  }
  const refused = source.gates.filter(({ status }) => status === "refused");
  if (refused.length > 0) {
    const found = refused.map((gate) => `${gate.gate} (${gate.found})`).join("; ");
    throw new Refusal(`stack ${source.stack} can't be promoted: ${found}`);
  }
  if (source.project !== target.project) {
    throw new Refusal(
      `${file} is of project ${source.project}, and stack ${target.stack} of project ${target.project}`,
      "Promotion goes between stacks of one program",
    );
  }
  if (source.fullName === target.fullName) {
    throw new Refusal(`${file} is of stack ${target.stack} itself`, "--stack names the stack to promote to");
  }
}

/** What was said on the command line of the plan that is to be applied. */
export interface Expected {
  /** Begin of the digest that was approved. */
  readonly digest?: string | undefined;
  readonly maxAgeHours: number;
}

/** Whether a plan may be applied, as far as it says itself. @throws Refusal */
export function assertApplicable(plan: Plan, file: string, { digest, maxAgeHours }: Expected, now: Date): void {
  const anew = `Create a new one: sinch-apps promote plan --from RECORD --stack ${plan.target.stack} -o ${file}`;
  if (!isSealed(plan) || !plan.source || !isSealed(plan.source))
    throw new Refusal(`${file} was changed after it was written`, anew);
  const plain = (text: string): string => text.replace(/^sha256:/, "").toLowerCase();
  if (digest !== undefined && plain(digest).length < 12) {
    throw new Refusal(
      `--digest needs at least 12 characters of the approved plan's digest, not ${JSON.stringify(digest)}`,
    );
  }
  if (digest !== undefined && !plain(plan.digest).startsWith(plain(digest))) {
    throw new Refusal(
      `${file} is not the approved plan: it has ${plan.digest}, approved was ${digest}`,
      "Approve this one, or apply that one",
    );
  }
  const hours = (now.getTime() - Date.parse(plan.madeAt)) / 3_600_000;
  if (!(hours <= maxAgeHours)) {
    throw new Refusal(`${file} is of ${plan.madeAt}: older than ${maxAgeHours} hours (--max-age)`, anew);
  }
  if (plan.verdict === "refused") {
    const gates = [...new Set(plan.findings.filter(({ allowed }) => !allowed).map(({ gate }) => gate))];
    throw new Refusal(`${file} was refused when it was created: ${gates.join(", ")}`, anew);
  }
}

/**
 * Whether a plan is for the stack that was found by its name.
 *
 * @param wanted
 *  The stack that was named on the command line.
 * @throws Refusal
 */
export async function assertTarget(
  { target }: Plan,
  file: string,
  { name, pulumi }: Pick<SelectedStack, "name" | "pulumi">,
  wanted = name,
): Promise<void> {
  for (const stack of new Set([wanted, name])) {
    const maySo = shortName(stack) === shortName(target.stack);
    if (maySo && (await pulumi.fullName(stack)) === target.fullName) continue;
    throw new Refusal(
      `${file} is a plan for stack ${target.fullName}, not for ${stack}`,
      stack === wanted && wanted !== name
        ? `Give the plan for ${stack}, or leave --stack out to apply this one to ${target.stack}`
        : "Is Pulumi logged in as it was when the plan was created?",
    );
  }
}
