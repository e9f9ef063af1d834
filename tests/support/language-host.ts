import { type Engine, EngineNotFoundError, ensureLanguageHost, type Language } from "../../tools/engine";
import { skipLoudly } from "./skip";

/**
 * Gives the tests of the surrounding `describe` the host for a language. Where there is none they are skipped, which the reporter
 * says loudly at the end; with `CI=true` that fails them.
 *
 * @param engine
 *  What `useEngine()` gave.
 * @returns a function that tests and hooks call for the folder that holds it.
 */
export function useLanguageHost(language: Language, engine: () => Engine): () => string {
  let found = "";
  before(`the language host: ${language}`, async function () {
    // Building it takes minutes on a machine that has never done it.
    this.timeout(0);
    try {
      found = await ensureLanguageHost(language, engine());
    } catch (error) {
      if (!(error instanceof EngineNotFoundError) || process.env.CI === "true") throw error;
      skipLoudly(this, `${language.toUpperCase()} LANGUAGE HOST`, error.message);
    }
  });
  return () => found;
}
