export { type Engine, EngineNotFoundError, type EngineSource, engineSources } from "./engine";
export { ensureEngine } from "./ensure-engine";
export { engineEnvironment } from "./environment";
export { ensureLanguageHost, type Language } from "./language-hosts";
