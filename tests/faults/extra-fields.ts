import assert from "node:assert/strict";
import fc from "fast-check";
import type { Fake } from "../../fake";
import { Lifecycle } from "../support/lifecycle";

// Programs with fields that this version doesn't know: of the app, of an entry, within objects that it knows, and of a channel that it doesn't.

type Json = Record<string, unknown>;
type Wire = Parameters<Parameters<Fake["edit"]>[1]>[0];

/** Ways of showing secrets. */
export const SHOWN = {
  echoed: { secrets: "echo", instagram: "keep" },
  exchanged: { secrets: "echo", instagram: "exchange" },
  masked: { secrets: "masked", instagram: "keep" },
} as const;

function programOf(top: Json, below: Json, nested: Json): Json {
  const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "CANARY-token" } };
  return {
    displayName: "A",
    smartConversation: { enabled: true },
    channelCredentials: [
      { ...sms, extraFields: { ...below, static_bearer: nested } },
      { channel: "PIGEON", extraFields: { pigeon_credentials: below } },
    ],
    extraFields: { ...top, smart_conversation: nested },
  };
}

const leaf = fc.oneof(fc.stringMatching(/^[a-z0-9 ]{0,8}$/), fc.integer({ min: -9, max: 9 }), fc.boolean());
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(leaf, { maxLength: 3 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), tie("value"), { maxKeys: 3 }),
  ),
})).value;
const fields = fc.dictionary(fc.stringMatching(/^x_[a-z0-9_]{1,6}$/), value, { maxKeys: 4, minKeys: 1 });
const program = fc.tuple(fields, fields, fields).map(([top, below, nested]) => programOf(top, below, nested));

function shows(actual: unknown, asked: unknown): boolean {
  if (typeof asked !== "object" || asked === null || Array.isArray(asked))
    return JSON.stringify(actual ?? "") === JSON.stringify(asked ?? "");
  return Object.entries(asked).every(([name, below]) => shows((actual as Json | undefined)?.[name], below));
}

/** Takes pairs of random programs from one to the other: each is at the service as written, and then neither drift nor a change. */
export async function tryPairs(count: number, shown: keyof typeof SHOWN): Promise<void> {
  const on = await Lifecycle.start({ ...SHOWN[shown], pendingMs: 0, unknownFields: "keep" });
  const pair = async (first: Json, second: Json): Promise<void> => {
    const made = await on.create({ ...first, allowDuplicateName: true });
    for (const each of [first, second]) {
      if (each === second) await made.up(second);
      assert.equal(await made.refresh(), "same");
      assert.equal(await made.differsFrom(each), false);
      const wire = on.fake.app(made.id) as unknown as Json & { channel_credentials: Json[] };
      const { channelCredentials, extraFields } = each as { channelCredentials: Json[]; extraFields: Json };
      assert.ok(shows(wire, extraFields));
      for (const [at, entry] of channelCredentials.entries())
        assert.ok(shows(wire.channel_credentials[at], entry.extraFields));
    }
    await made.delete();
  };
  try {
    await fc.assert(fc.asyncProperty(program, program, pair), { numRuns: count });
  } finally {
    await on.fake.close();
  }
}

/** Sets a value of a wire object at a path. */
function set(wire: Wire, path: readonly (string | number)[], value: unknown): void {
  const holder = path.slice(0, -1).reduce<Json>((at, name) => at[name] as Json, wire as unknown as Json);
  const last = path.at(-1) as string;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}

/** What the program set, each as a path and what somebody else makes of it. */
const MANAGED: readonly (readonly [readonly (string | number)[], (round: number) => unknown])[] = [
  [["x_a"], (round) => `t${round}`],
  [["x_b", "deep"], (round) => round + 2],
  [["x_b", "list"], (round) => [round]],
  [["x_a"], () => undefined],
  [["smart_conversation", "x_e"], (round) => `${round}`],
  [["channel_credentials", 0, "x_c"], (round) => `${round}`],
  [["channel_credentials", 0, "x_d"], (round) => round + 9],
  [["channel_credentials", 0, "static_bearer", "x_e"], (round) => `q${round}`],
  [["channel_credentials", 1, "pigeon_credentials", "x_c"], (round) => `q${round}`],
];

/** What nobody set. */
const OTHERS: readonly (readonly (string | number)[])[] = [
  ["y_a"],
  ["x_b", "other"],
  ["smart_conversation", "y"],
  ["retention_policy", "y"],
  ["channel_credentials", 0, "y"],
  ["channel_credentials", 0, "static_bearer", "y"],
  ["channel_credentials", 1, "pigeon_credentials", "y"],
  ["channel_credentials", 1, "y"],
];

/** Somebody else changes what the program set, and as often what it didn't. @returns how many of each were drift, and how many were repaired. */
export async function changeByHand(rounds: number): Promise<{ found: number; falseAlarms: number; repaired: number }> {
  const on = await Lifecycle.start({ pendingMs: 0, unknownFields: "keep" });
  const sums = { found: 0, falseAlarms: 0, repaired: 0 };
  const base = programOf({ x_a: "t", x_b: { deep: 1, list: [1] } }, { x_c: "u", x_d: 4 }, { x_e: "v" });
  try {
    const made = await on.create(base);
    const isSame = async (): Promise<boolean> => (await made.refresh()) === "same" && !(await made.differsFrom(base));
    for (let round = 0; round < rounds; round++) {
      const [path, change] = MANAGED[round % MANAGED.length] ?? assert.fail();
      on.fake.edit(made.id, (wire) => set(wire, OTHERS[round % OTHERS.length] ?? assert.fail(), { round }));
      if (!(await isSame())) sums.falseAlarms++;
      on.fake.edit(made.id, (wire) => set(wire, path, change(round)));
      if ((await made.refresh()) === "changed") sums.found++;
      await made.up(base);
      if (await isSame()) sums.repaired++;
    }
  } finally {
    await on.fake.close();
  }
  return sums;
}
