import assert from "node:assert/strict";
import fc from "fast-check";
import type { Fake, FakeProject, FaultEffect, WireAppDraft } from "../../fake";
import { type ProviderProcess, startHere } from "./provider-process";

/** An app that looks like the one that is to be made. */
interface LookAlike {
  readonly where: "here" | "another region" | "another project";
  /** Made long ago, or by somebody else in the same moment. */
  readonly when: "before" | "meanwhile";
  /** Whether it shows another value somewhere. */
  readonly differs: boolean;
}

interface Case {
  readonly lookAlikes: readonly LookAlike[];
  readonly allowDuplicateName: boolean;
  readonly answer: FaultEffect;
}

const answers: readonly FaultEffect[] = [
  { kind: "none" },
  { kind: "drop", when: "before" },
  { kind: "drop", when: "after" },
  { kind: "late", ms: 10 },
  { kind: "status", status: 500, applied: true },
  { kind: "status", status: 500 },
  { kind: "cut-body" },
];

const cases: fc.Arbitrary<Case> = fc.record({
  lookAlikes: fc.array(
    fc.record({
      where: fc.constantFrom("here", "another region", "another project"),
      when: fc.constantFrom("before", "meanwhile"),
      differs: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  allowDuplicateName: fc.boolean(),
  answer: fc.constantFrom(...answers),
});

/** A key reaches both projects. */
export const PROJECTS: readonly FakeProject[] = ["project-1", "project-2"].map((projectId) => ({
  projectId,
  keys: [{ keyId: "key-1", keySecret: "key-secret-1" }],
}));

/** Takes all out of a fake. */
export function clear(fake: Fake): void {
  fake.clearFaults();
  for (const { id } of fake.apps()) fake.remove(id);
  fake.journal.clear();
}

/** Tries random cases one after the other; fast-check names the seed where one fails. @returns how many came to what. */
export async function tryCases(count: number, fake: Fake, seed?: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const property = fc.asyncProperty(cases, async (one) => {
    clear(fake);
    const came = await tryCase(one, fake, await startHere(fake, [2, 10, 15])({}));
    counts[came] = (counts[came] ?? 0) + 1;
  });
  await fc.assert(property, { numRuns: count, ...(seed === undefined ? {} : { seed }) });
  return counts;
}

const CHANNEL = { channel: "SMS", static_bearer: { claimed_identity: "plan", token: "token" } };
const ASKED = {
  displayName: "Support",
  region: "us",
  channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "token" } }],
  retentionPolicy: { retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays: 30 },
};
const wire = (ttl_days: number): WireAppDraft => ({
  display_name: "Support",
  channel_credentials: [structuredClone(CHANNEL)],
  retention_policy: { retention_type: "MESSAGE_EXPIRE_POLICY", ttl_days },
});

/**
 * One case on a fake that is empty: none of the apps that look alike is taken, and where it can't be told, nothing is.
 *
 * @returns what came of it.
 */
async function tryCase(
  { lookAlikes, allowDuplicateName, answer }: Case,
  fake: Fake,
  process: ProviderProcess,
): Promise<"refused" | "made" | "ambiguous" | "not made"> {
  const others: { id: string; one: LookAlike }[] = [];
  const insert = (when: LookAlike["when"]): void => {
    for (const one of lookAlikes) {
      // An identical one that somebody makes in the same moment, while ours isn't there, can't be told apart.
      if (one.when !== when || (when === "meanwhile" && isTwin(one) && !hasEffectAtOnce(answer))) continue;
      const projectId = one.where === "another project" ? "project-2" : "project-1";
      const region = one.where === "another region" ? "eu" : "us";
      others.push({ one, id: fake.insert(wire(one.differs ? 60 : 30), { projectId, region }) });
    }
  };
  insert("before");
  const here = others.filter(({ one }) => one.where === "here").map(({ id }) => id);
  fake.fail({ operation: "create", times: 1, effect: answer, before: () => insert("meanwhile") });

  const { inputs, failures } = await process.check({}, { ...ASKED, allowDuplicateName });
  if (here.length > 0 && !allowDuplicateName) {
    assert.equal(failures.length, 1);
    for (const id of here) assert.ok(failures[0]?.includes(id), "each is named");
    await assert.rejects(process.create(inputs), new RegExp(here[0] as string));
    assert.deepEqual(fake.journal.writes, [], "nothing is written");
    return "refused";
  }
  assert.deepEqual(failures, []);
  const made = await process.create(inputs).catch((error: Error) => error);
  await fake.idle();
  assert.deepEqual(
    fake.journal.writes.map(({ method }) => method),
    ["POST"],
  );
  const ours = fake
    .apps()
    .map(({ id }) => id)
    .filter((id) => !others.some((other) => other.id === id));
  if (!(made instanceof Error)) {
    assert.deepEqual(ours, [made.id], "the one that was made is the one that was taken");
    return "made";
  }
  const twins = others.filter(({ one }) => one.when === "meanwhile" && isTwin(one)).map(({ id }) => id);
  // A late effect can come after the last look.
  if (ours.length === 0 || (answer.kind === "late" && twins.length === 0)) {
    assert.match(made.message, /no matching app has appeared since/);
    return "not made";
  }
  assert.ok(twins.length > 0, `it could be told: ${made.message}`);
  for (const id of [...ours, ...twins]) assert.ok(made.message.includes(id), made.message);
  return "ambiguous";
}

const isTwin = ({ where, differs }: LookAlike): boolean => where === "here" && !differs;

const hasEffectAtOnce = (answer: FaultEffect): boolean =>
  answer.kind === "status"
    ? answer.applied === true
    : answer.kind !== "late" && !(answer.kind === "drop" && answer.when === "before");
