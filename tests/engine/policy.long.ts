import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { App } from "pulumi-sinch-conversation";
import { startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { recordFigures } from "../support/figures";
import { fakeEnvironment, TestStack } from "../support/stack";
import { argsOf, CONFIG, good } from "../unit/policy/rows";

const APPS = 300;
const ROUNDS = 5;
const executable = path.join(__dirname, "../../policy/sinch-apps-policy");

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

describe("the policy pack on 300 apps", () => {
  const engine = useEngine();

  it("adds less than the preview itself takes", async () => {
    const fake = await startFake();
    const apps = Array.from({ length: APPS }, () => argsOf({ args: good(), violations: [] }));
    const test = await TestStack.create(
      engine(),
      fakeEnvironment(fake),
      async () => {
        apps.forEach((args, index) => {
          new App(`app-${index}`, args, { protect: true });
        });
      },
      { stackName: "prod-eu" },
    );
    try {
      const file = path.join(test.folder, "policy.json");
      await writeFile(file, JSON.stringify(CONFIG));
      const pack = { policyPacks: [executable], policyPackConfigs: [file] };
      const timed = async (options: Parameters<TestStack["preview"]>[0]): Promise<number> => {
        const start = performance.now();
        const run = await test.preview(options);
        assert.ok(run.ok, run.output);
        assert.equal(run.events.filter(({ policyEvent }) => policyEvent).length, 0);
        return performance.now() - start;
      };
      const ratios: number[] = [];
      const [plain, withPack]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round++) {
        // One after the other, so that a busy machine slows both.
        const [one, other] = [await timed({}), await timed(pack)];
        plain.push(one);
        withPack.push(other);
        ratios.push(other / one);
      }
      const ratio = median(ratios);
      recordFigures("policy-preview", {
        apps: APPS,
        rounds: ROUNDS,
        secondsWithout: Number((median(plain) / 1000).toFixed(1)),
        secondsWith: Number((median(withPack) / 1000).toFixed(1)),
        ratio: Number(ratio.toFixed(2)),
      });
      assert.ok(ratio < 2, String(ratios));
    } finally {
      await test.remove();
      await fake.close();
    }
  });
});
