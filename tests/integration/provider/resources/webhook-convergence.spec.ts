import assert from "node:assert/strict";
import fc from "fast-check";
import { type FakeBehaviour, startFake } from "../../../../fake";
import { webhookType } from "../../../../provider/resources/webhook";
import { missingFrom, snakeCase } from "../../../support/apps";
import { Lifecycle } from "../../../support/lifecycle";
import { type PlainWebhook, plainWebhook } from "../../../support/webhooks";

// What was applied is what is there: for random webhooks A and B of an app, apply A, apply B, read. about 100 pairs a way of showing
// secrets, and as many a set of defaults.
const PAIRS = 34;

const SHOWS: Readonly<Record<string, Partial<FakeBehaviour>>> = {
  "echoes secrets": { secrets: "echo" },
  "masks secrets": { secrets: "masked" },
  "leaves secrets out": { secrets: "omitted" },
};

/** What a program asks for, in one order. */
const normal = ({ triggers, ...rest }: PlainWebhook): Record<string, unknown> => ({
  targetType: "HTTP",
  ...rest,
  triggers: [...(triggers as string[])].sort(),
});

function differingFields(before: PlainWebhook, after: PlainWebhook): string[] {
  const [one, other] = [normal(before), normal(after)];
  const plain = (value: unknown): string => JSON.stringify(value, Object.keys(Object(value ?? {})).sort());
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((field) =>
      Array.isArray(one[field])
        ? String(one[field]) !== String(other[field])
        : plain(one[field]) !== plain(other[field]),
    )
    .map((field) => Object.keys(snakeCase({ [field]: 0 }) as object)[0] as string)
    .sort();
}

describe("Webhook create and update @random-webhooks", () => {
  for (const [way, behaviour] of Object.entries(SHOWS)) {
    for (const defaults of ["sdk", "openapi", "sparse"] as const) {
      it(`leave the desired webhook at the service, in ${PAIRS} random pairs, if the service ${way}, defaults: ${defaults}`, async function () {
        this.timeout(120_000);
        const fake = await startFake({ ...behaviour, defaults });
        const appId = fake.insert({});
        try {
          const how = fc.record({
            empty: fc.constantFrom("show", "omit", "null"),
            targetType: fc.constantFrom("HTTP", "DISMISS"),
            triggerOrder: fc.constantFrom("sent", "sorted"),
          });
          const webhooks = plainWebhook(appId);
          await fc.assert(
            fc.asyncProperty(webhooks, webhooks, fc.boolean(), how, async (first, second, similar, shown) => {
              fake.configure(shown as Partial<FakeBehaviour>);
              const next: PlainWebhook = similar ? { ...first, triggers: second.triggers } : second;
              const webhook = await Lifecycle.on(fake, {}, webhookType).create({ ...first });
              const isThere = (asked: PlainWebhook): void => {
                const truth = { ...fake.webhook(webhook.id), triggers: fake.webhook(webhook.id)?.triggers.toSorted() };
                assert.deepEqual(missingFrom(snakeCase(normal(asked)), truth), []);
              };
              isThere(first);
              assert.equal(await webhook.refresh(), "same");
              assert.equal(await webhook.differsFrom({ ...first }), false);
              await webhook.up({ ...next });
              const updates = fake.journal.filter({ webhookId: webhook.id, operation: "update" });
              const mask = differingFields(first, next);
              assert.deepEqual(
                updates.map(({ updateMask }) => updateMask),
                mask.length > 0 ? [mask] : [],
              );
              isThere(next);
              assert.equal(await webhook.refresh(), "same");
              assert.equal(await webhook.differsFrom({ ...next }), false);
              await webhook.delete();
            }),
            { numRuns: PAIRS },
          );
          assert.deepEqual(fake.webhooks(), []);
        } finally {
          await fake.close();
        }
      });
    }
  }
});
