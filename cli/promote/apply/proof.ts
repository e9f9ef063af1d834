import { lineOf, SINCH_APPS } from "../../cli-error";
import { calledOf, countedKinds } from "../../resources/resource-facts";
import type { SelectedStack } from "../../stack";
import { refresh } from "../engine/engine";
import { failureOf } from "../engine/proposal";
import { recorded } from "../facts/recorded";
import { surveyResources } from "../facts/survey";
import { isAsPlanned } from "../plan/moved";
import type { Prepared } from "../plan/plan";
import { Stopped } from "../records/refusal";
import { SecretDigests } from "../records/secret-digests";

/**
 * After the update: what was planned is in the state and at the service.
 *
 * @returns what was found. @throws Stopped where something else was.
 */
export async function prove(selected: SelectedStack, { plan, target }: Prepared, message: string): Promise<string> {
  const { name, pulumi } = selected;
  const failed = (what: string): Stopped =>
    new Stopped(
      `stack ${name} was updated, but verification failed: ${what}`,
      `Check it with \`${SINCH_APPS} drift --stack ${name}\``,
    );
  const run = await refresh(pulumi, name, `${message}: proof`);
  if (!run.ok) throw failed(target.contents.redactor.clean(failureOf(run)));
  const found = async () => {
    const contents = await selected.read();
    return { pendingOperations: contents.pendingOperations, resources: (await surveyResources(contents)).resources };
  };
  const { pendingOperations, resources } = await found().catch((error) => {
    throw failed(lineOf(error));
  });
  if (pendingOperations.length > 0) throw failed(`${pendingOperations.length} operations are pending`);
  const drifted = resources.filter(({ report }) => report.status !== "in-sync");
  if (drifted.length > 0) throw failed(`drift in ${drifted.map(({ facts }) => calledOf(facts)).join(", ")}`);
  const digests = new SecretDigests(plan.digests);
  const there = new Map(
    await Promise.all(resources.map(async ({ facts }) => [facts.key, await recorded(facts, digests)] as const)),
  );
  const other = plan.resources.filter(({ key, after: planned, action }) => {
    const now = there.get(key);
    return action === "delete" ? now !== undefined : planned && !isAsPlanned(planned, now);
  });
  if (other.length > 0) throw failed(`not as planned: ${other.map(calledOf).join(", ")}`);
  return `refreshed, ${countedKinds(resources.map(({ facts }) => facts))} as planned, no drift, nothing pending`;
}
