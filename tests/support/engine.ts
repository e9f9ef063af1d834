import { type Engine, EngineNotFoundError, ensureEngine } from "../../tools/engine";
import { skipLoudly } from "./skip";

let engine: Promise<Engine> | undefined;

/**
 * Gives the tests of the surrounding `describe` a Pulumi engine, the same for a whole run of mocha. Where there is none
 * they are skipped, which the reporter says loudly at the end; with `CI=true` that fails them.
 *
 * @returns a function that tests and hooks call for the engine.
 * @example
 *  describe("through the engine", () => {
 *    const engine = useEngine();
 *    it("creates an app", async () => {
 *      const stack = await TestStack.create(engine(), fakeEnvironment(fake));
 *    });
 *  });
 */
export function useEngine(): () => Engine {
  let found: Engine | undefined;
  before("a Pulumi engine", async function () {
    // Building one takes minutes on a machine that has never done it.
    this.timeout(0);
    // An engine on a busy machine may fail of itself; the reporter says so. Nothing else is tried again.
    this.test?.parent?.eachTest((test) => test.retries(1));
    engine ??= ensureEngine();
    try {
      found = await engine;
    } catch (error) {
      if (!(error instanceof EngineNotFoundError) || process.env.CI === "true") throw error;
      skipLoudly(this, "ENGINE", error.message);
    }
  });
  return () => {
    if (!found) throw new Error("The engine is there once the hooks of the describe around useEngine() have begun.");
    return found;
  };
}
