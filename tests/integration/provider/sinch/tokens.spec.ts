import assert from "node:assert/strict";
import { startFake } from "../../../../fake";
import { createHttp } from "../../../../provider/http/send";
import { WORDS } from "../../../../provider/sinch/sending";
import { createTokens, type Token } from "../../../../provider/sinch/tokens";
import { KEY, QUICK } from "../../../support/access";

const SECOND = 1_000;
const OTHER_KEY = { keyId: "key-2", keySecret: "key-secret-2" };

/** A token store on a fake of its own, with a clock to turn. */
async function withTokens(
  lifetimeSeconds: number,
  test: (on: {
    get(refused?: Token, key?: typeof OTHER_KEY): Promise<Token>;
    /** How many tokens were made so far. */
    made(): number;
    answerWith(body: unknown): void;
    clock: { now: number };
  }) => Promise<void>,
): Promise<void> {
  const fake = await startFake({ tokenLifetimeSeconds: lifetimeSeconds });
  fake.addKey("project-1", OTHER_KEY);
  const clock = { now: Date.now() };
  const tokens = createTokens(createHttp({ budget: QUICK, words: WORDS }), () => clock.now);
  try {
    await test({
      get: (refused, key = KEY) => tokens.get(fake.origin, key, refused && { refused }),
      made: () => fake.journal.count({ operation: "token" }),
      answerWith: (body) => fake.fail({ operation: "token", effect: { kind: "status", status: 200, body } }),
      clock,
    });
  } finally {
    await fake.close();
  }
}

describe("access tokens", () => {
  const lifetimes: [title: string, lifetimeSeconds: number, lastsSeconds: number][] = [
    ["an hour's token is renewed 60 s before its end", 3600, 3540],
    ["one of three minutes is, too", 180, 120],
    ["one of a minute and a half is renewed at half of its time", 90, 45],
    ["one of ten seconds as well", 10, 5],
  ];
  for (const [title, lifetime, lasts] of lifetimes) {
    it(title, () =>
      withTokens(lifetime, async ({ get, made, clock }) => {
        const token = await get();
        clock.now += lasts * SECOND - 1;
        assert.equal(await get(), token);
        clock.now += 1;
        assert.notEqual((await get()).value, token.value);
        assert.equal(made(), 2);
      }),
    );
  }

  for (const expires_in of [undefined, 0, -5, "3600", null]) {
    it(`are used for 59 minutes with a lifetime of ${JSON.stringify(expires_in)} seconds`, () =>
      withTokens(3600, async ({ get, made, answerWith, clock }) => {
        answerWith({ access_token: "a-token", expires_in });
        await get();
        clock.now += 3539 * SECOND;
        await get();
        assert.equal(made(), 1);
      }));
  }

  it("are requested once, however many calls wait @token-shared", () =>
    withTokens(3600, async ({ get, made, clock }) => {
      const ask = (): Promise<Token[]> => Promise.all(Array.from({ length: 50 }, () => get()));
      assert.equal(new Set(await ask()).size, 1);
      clock.now += 3600 * SECOND;
      assert.equal(new Set(await ask()).size, 1);
      assert.equal(made(), 2);
    }));

  it("aren't returned again after a refusal", () =>
    withTokens(3600, async ({ get, made }) => {
      const refused = await get();
      const renewed = await Promise.all([get(refused), get(refused), get()]);
      assert.ok(renewed[0] !== refused && renewed[0] === renewed[1]);
      assert.equal(await get(refused), renewed[0], "one that is refused late");
      assert.equal(made(), 2);
    }));

  it("are renewed once even if the service returns the same one again", () =>
    withTokens(3600, async ({ get, made, answerWith }) => {
      answerWith({ access_token: "always-the-same", expires_in: 3600 });
      const refused = await get();
      await Promise.all(Array.from({ length: 20 }, () => get(refused)));
      assert.equal(made(), 2);
    }));

  it("of one key aren't used for another, nor for its new secret", () =>
    withTokens(3600, async ({ get, made }) => {
      const one = await get();
      const other = await get(undefined, OTHER_KEY);
      assert.notEqual(one.value, other.value);
      await assert.rejects(get(undefined, { ...KEY, keySecret: "old" }), /the access key is not valid/);
      assert.equal(await get(), one);
      assert.equal(made(), 3);
    }));
});
