import assert from "node:assert/strict";
import { channels, type Stages, wireChannels } from "../../../fixtures/channels";
import { Lifecycle } from "../../../support/lifecycle";

// The fixtures end every value that can be changed by itself in -1. tests/engine/fields.spec.ts changes them all at once.

/** `value` with a text in it replaced, wherever it stands. */
const replaced = <T>(value: T, from: RegExp | string, to: string): T =>
  JSON.parse(JSON.stringify(value).replaceAll(from, to)) as T;

describe("a change of one leaf of a channel", () => {
  let on: Lifecycle;
  before(async () => {
    on = await Lifecycle.start();
  });
  after(() => on.fake.close());

  const rows = Object.entries(channels).flatMap(([name, program]) => {
    const wire = wireChannels[name] as Stages<readonly object[]>;
    const texts = JSON.stringify(wire.created).match(/"[a-z-]+-1"/g) ?? [];
    return texts.map((text) => ({ name, text, program, wire }));
  });

  for (const { name, text, program, wire } of rows) {
    const next = text.replace("-1", "-2");
    it(`is detected and sent, and nothing else changes: ${text} of ${name}`, async () => {
      const args = { displayName: `${name} ${text}`, channelCredentials: program.created };
      const app = await on.create(args);
      assert.equal(await app.differsFrom(args), false);
      const changed = { ...args, channelCredentials: replaced(program.created, text, next) };
      assert.equal(await app.differsFrom(changed), true);
      await app.up(changed);
      const { operation, query, body } = on.fake.received.at(-1) ?? {};
      assert.deepEqual([operation, query], ["update", "update_mask=channel_credentials"]);
      const others = new RegExp(`(?!${next})"([a-z-]+)-2"`, "g");
      assert.deepEqual(body, { channel_credentials: replaced(wire.changed, others, '"$1-1"') });
      assert.equal(await app.refresh(), "same");
    });
  }
});
