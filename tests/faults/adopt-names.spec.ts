import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { type Fake, startFake } from "../../fake";
import { clear, PROJECTS } from "./look-alikes";
import { type Props, startHere } from "./provider-process";

/** Two apps of one name live in two regions. */
interface Lost {
  readonly name: string;
  readonly region: "us" | "eu";
}

/** What a name can trip over: separators, quotes, blanks, what doesn't print, pairs of other apps, and Pulumi's colours. */
const PIECES = [
  ...["a", "b", "x", "01", ",", "=", "'", '"', "\\", "`", "$", "!", "#", "{", "}", ":", "%", "é", "👩‍👩‍👧"],
  ...[" ", "  ", "\t", "\n", "\r", "\0", "\u001b", "\u00a0", "\u200b", "\u202e", "\ufeff", "<{%reset%}>", "$(x)"],
  ...["=ID0", "=ID1,", "ID0", "ID1", '{"a":"ID1"}', "__proto__"],
];

const NAME = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }).map((all) => all.join("")),
  },
  fc.string({ unit: "binary", minLength: 1, maxLength: 6 }),
);

const LOST = fc.uniqueArray(fc.record({ name: NAME, region: fc.constantFrom<Lost["region"]>("us", "us", "eu") }), {
  minLength: 1,
  maxLength: 4,
  selector: ({ name, region }) => JSON.stringify([name, region]),
});

describe("SINCH_ADOPT as errors suggest it", () => {
  let fake: Fake;
  before(async () => {
    fake = await startFake({ projects: [...PROJECTS] });
  });
  afterEach(() => clear(fake));
  after(() => fake.close());

  /** Runs `pulumi up` again and again, as each error says. @returns how many runs failed. */
  async function failuresUntilNothingIsLost(lost: readonly Lost[], turn: number): Promise<number> {
    for (const [index, { name, region }] of lost.entries()) {
      fake.insert({ id: `ID${index}`, display_name: name, channel_credentials: [] }, { region });
    }
    let pairs = "";
    for (let failed = 0; ; failed++) {
      const process = await startHere(fake)({ SINCH_ADOPT: pairs });
      const adopted: Record<string, string> = {};
      let refusal: string | undefined;
      // The engine comes to resources in any order, and ends at the first that is refused.
      const first = (failed * turn) % lost.length;
      for (const { name, region } of [...lost.slice(first), ...lost.slice(0, first)]) {
        const { inputs, failures } = await process.check({}, app(name, region));
        refusal = failures[0];
        if (refusal !== undefined) break;
        adopted[(await process.create(inputs)).id] = JSON.stringify([name, region]);
      }
      if (refusal === undefined) {
        assert.deepEqual(
          adopted,
          Object.fromEntries(lost.map(({ name, region }, at) => [`ID${at}`, JSON.stringify([name, region])])),
        );
        return failed;
      }
      if (failed === lost.length) assert.fail(`${failed} commands were followed, and the next run is ${refusal}`);
      pairs = valueIn(refusal);
    }
  }

  it("restores every app, whatever their names contain, in one run more than apps were lost @adopt-any-name", async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(LOST, fc.integer({ min: 0, max: 3 }), async (lost, turn) => {
        clear(fake);
        assert.equal(await failuresUntilNothingIsLost(lost, turn), lost.length);
      }),
      {
        numRuns: 40,
        examples: [
          [
            [
              { name: "x", region: "us" },
              { name: " lead", region: "us" },
            ],
            0,
          ],
          [
            [
              { name: "a", region: "us" },
              { name: "b", region: "us" },
              { name: "a=ID0,b", region: "us" },
            ],
            0,
          ],
          [
            [
              { name: "a=ID1,b", region: "us" },
              { name: "a", region: "us" },
              { name: "b", region: "us" },
            ],
            1,
          ],
          [
            [
              { name: "a=,b", region: "us" },
              { name: "a", region: "us" },
            ],
            0,
          ],
          [
            [
              { name: "NUL \0", region: "us" },
              { name: "two\nlines\n", region: "us" },
            ],
            0,
          ],
        ],
      },
    );
  });
});

const app = (displayName: string, region: string): Props => ({ displayName, region, channelCredentials: [] });

/** The value that POSIX's shell gives the variable, of the first line of an error, as Pulumi prints it. */
function valueIn(refusal: string): string {
  const [line = ""] = refusal.split("\n");
  const command = line.slice(line.lastIndexOf("SINCH_ADOPT="));
  assert.match(command, / pulumi up$/);
  assert.doesNotMatch(command, /<\{%|[\p{Cc}\u2028\u2029]/u, "nothing that Pulumi or a terminal takes out");
  const script = `${command.slice(0, -" pulumi up".length)}; printf %s "$SINCH_ADOPT"`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8", env: { PATH: process.env.PATH } });
}
