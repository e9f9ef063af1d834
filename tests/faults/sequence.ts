import fc from "fast-check";
import type { Program } from "./engine";
import type { Props } from "./provider-process";

/** One step in the life of a stack. */
export type Step =
  /** The program is applied; the engine may be killed after some of its steps. */
  | {
      readonly kind: "up";
      readonly program: Program;
      readonly byHand?: readonly ByHand[];
      readonly skipPreview: boolean;
      readonly killedAfter?: number;
    }
  | { readonly kind: "refresh" }
  /** Somebody changes, or removes, one of the apps; then a refresh. */
  | { readonly kind: "touch" | "remove"; readonly which: number };

/** An app that somebody made by hand, and that the program states to adopt, where it isn't in the state. */
export interface ByHand {
  readonly resource: string;
  /** Whether it has its name already. */
  readonly sameName: boolean;
}

/** A stack's life, and what befalls it. */
export interface Sequence {
  readonly steps: readonly Step[];
  /** Draws the faults. */
  readonly seed: number;
  readonly masked: boolean;
  readonly defaults: "sdk" | "openapi" | "sparse";
  readonly envelope: "flat" | "wrapped";
  /** Whether all of it is destroyed at the end. */
  readonly destroyed: boolean;
  /** Whether the way back has its first try under faults, too. */
  readonly faultsGoOn: boolean;
}

const token = fc.constantFrom("token-1", "token-2", "token-3");
const channel: fc.Arbitrary<Props> = fc.oneof(
  token.map((value) => ({ channel: "SMS", staticBearer: { claimedIdentity: "plan", token: value } })),
  token.map((value) => ({ channel: "TELEGRAM", telegramCredentials: { token: value }, callbackSecret: "call" })),
  token.map((value) => ({ channel: "MESSENGER", staticToken: { token: value } })),
);
const channels = fc.uniqueArray(channel, { maxLength: 2, selector: (entry) => entry.channel });

const app = (name: string): fc.Arbitrary<Props> =>
  fc
    .record(
      {
        displayName: fc.oneof(
          { weight: 8, arbitrary: fc.constant(name) },
          { weight: 1, arbitrary: fc.constant(`${name}, renamed = so`) },
        ),
        channelCredentials: channels,
        retentionPolicy: fc
          .constantFrom(1, 30, 180)
          .map((ttlDays) => ({ retentionType: "MESSAGE_EXPIRE_POLICY", ttlDays })),
        region: fc.oneof(
          { weight: 9, arbitrary: fc.constant("us") },
          { weight: 1, arbitrary: fc.constant("eu") },
        ) as fc.Arbitrary<string>,
        smartConversation: fc.boolean().map((enabled) => ({ enabled })),
        messageRetrySettings: fc.constantFrom(30, 3600).map((retryDuration) => ({ retryDuration })),
      },
      { requiredKeys: ["displayName", "channelCredentials", "retentionPolicy", "region"] },
    )
    .map((value) => ({ ...value }));

const program: fc.Arbitrary<Program> = fc
  .record({ a: app("Alpha"), b: app("Beta"), c: app("Gamma") }, { requiredKeys: [] })
  .map((apps) => ({ ...apps }) as Program);

const byHand: fc.Arbitrary<ByHand[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<ByHand[]>([]) },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(fc.record({ resource: fc.constantFrom("a", "b", "c"), sameName: fc.boolean() }), {
      maxLength: 2,
      selector: ({ resource }) => resource,
    }),
  },
);

const up: fc.Arbitrary<Step> = fc
  .record(
    {
      kind: fc.constant("up" as const),
      program,
      byHand,
      skipPreview: fc.boolean(),
      killedAfter: fc.oneof({ weight: 3, arbitrary: fc.constant(99) }, { weight: 1, arbitrary: fc.nat(3) }),
    },
    { requiredKeys: ["kind", "program", "byHand", "skipPreview", "killedAfter"] },
  )
  .map((step) => step);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: up },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: "refresh" }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("touch" as const, "remove" as const), which: fc.nat(2) }) },
);

/**
 * Without `allowDuplicateName`: with it a name that is there is the user's to judge (look-alikes.ts).
 *
 * @param most steps after the first `up`.
 */
export const sequences = (most: number): fc.Arbitrary<Sequence> =>
  fc.record({
    steps: fc.tuple(up, fc.array(step, { maxLength: most })).map(([first, others]) => [first, ...others]),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    masked: fc.boolean(),
    defaults: fc.constantFrom("sdk" as const, "openapi" as const, "sparse" as const),
    envelope: fc.constantFrom("flat" as const, "wrapped" as const),
    destroyed: fc.boolean(),
    faultsGoOn: fc.boolean(),
  });
