export { type Engine, EngineNotFoundError, type EngineSource, engineSources, minimumVersion } from "./engine";
export { type EnsureEngineOptions, ensureEngine } from "./ensure-engine";
export { type EngineWorkspace, engineEnvironment, engineWorkspace } from "./environment";
