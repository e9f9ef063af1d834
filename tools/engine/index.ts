export { type Engine, EngineNotFoundError, type EngineSource, engineSources } from "./engine";
export { ensureEngine } from "./ensure-engine";
export { engineEnvironment } from "./environment";
export { ensureYamlHost } from "./yaml-host";
