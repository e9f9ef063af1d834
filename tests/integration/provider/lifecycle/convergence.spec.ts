import assert from "node:assert/strict";
import fc from "fast-check";
import type { FakeBehaviour } from "../../../../fake";
import { missingFrom, type PlainApp, plainApp, snakeCase } from "../../../support/apps";
import { Lifecycle } from "../../../support/lifecycle";

// What was applied is what is there: for random apps A and B, apply A, apply B, read.

// Each way of showing secrets meets each set of defaults: 300 pairs a way, and 300 a set.
const PAIRS = 100;

const shows: Record<string, Partial<FakeBehaviour>> = {
  "echoes secrets": { secrets: "echo", instagram: "keep" },
  "exchanges tokens": { secrets: "echo", instagram: "exchange" },
  "masks secrets": { secrets: "masked", instagram: "keep" },
};
const behaviours = Object.fromEntries(
  Object.entries(shows).flatMap(([name, behaviour]) =>
    (["sdk", "openapi", "sparse"] as const).map((defaults) => [
      `${name}, defaults: ${defaults}`,
      { ...behaviour, defaults },
    ]),
  ),
);

const empty = fc.constantFrom("show", "omit", "null");

/** The masks that a change from A to B needs, worked out from the programs alone. */
function differingFields(before: PlainApp, after: PlainApp): string[] {
  const plain = (value: unknown): string => JSON.stringify(sorted(value ?? null));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => plain(normal(before[field])) !== plain(normal(after[field])))
    .map((field) => Object.keys(snakeCase({ [field]: 0 }) as object)[0] as string)
    .sort();
}

/** An empty callback secret asks for nothing. */
function normal(value: unknown): unknown {
  return JSON.stringify(value) === '{"secretForOverriddenCallbackUrls":""}' ? null : value;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, below]) => [name, sorted(below)]),
  );
}

/** An Instagram token that the service exchanged isn't what was asked for. */
const withoutInstagramToken = (app: unknown): unknown =>
  JSON.parse(
    JSON.stringify(app, (name, value) => (name === "instagram_credentials" ? { ...value, token: undefined } : value)),
  );

describe("create and update @random-apps", () => {
  for (const [name, behaviour] of Object.entries(behaviours)) {
    it(`leave the desired app at the service, for ${PAIRS} random pairs, if the service ${name}`, async function () {
      this.timeout(120_000);
      const on = await Lifecycle.start({ ...behaviour, pendingMs: 0 });
      try {
        await fc.assert(
          fc.asyncProperty(plainApp, plainApp, fc.boolean(), empty, async (first, second, similar, how) => {
            on.fake.configure({ empty: how });
            const next = similar ? { ...first, displayName: second.displayName } : second;
            const app = await on.anotherRun().create(first);
            const where = { appId: app.id, operation: "update" } as const;
            const truth = (): unknown => withoutInstagramToken(on.fake.app(app.id));

            assert.deepEqual(missingFrom(withoutInstagramToken(snakeCase(first)), truth()), []);
            assert.equal(await app.refresh(), "same");
            assert.equal(await app.differsFrom(first), false);

            await app.up(next);
            const mask = differingFields(first, next);
            assert.deepEqual(
              on.fake.journal.filter(where).map((entry) => entry.updateMask),
              mask.length > 0 ? [mask] : [],
            );
            assert.deepEqual(missingFrom(withoutInstagramToken(snakeCase(next)), truth()), []);
            assert.equal(await app.refresh(), "same");
            assert.equal(await app.differsFrom(next), false);

            await app.up(next);
            assert.equal(on.fake.journal.count(where), mask.length > 0 ? 1 : 0);
            await app.delete();
          }),
          { numRuns: PAIRS },
        );
        assert.deepEqual(on.fake.apps(), []);
      } finally {
        await on.fake.close();
      }
    });
  }
});
