import type { EngineSource } from "./engine";

/** What one search for an engine is given, and what it has learnt so far. */
export interface Search {
  /** The environment that says where to look; nothing reads `process.env` directly. */
  readonly env: NodeJS.ProcessEnv;
  /** This project's folder for engines. */
  readonly cacheFolder: string;
  /** The ways that may be tried. */
  readonly sources: ReadonlySet<EngineSource>;
  /** Tells the user a line. */
  readonly say: (line: string) => void;
  /** Why each way that was tried gave no engine. */
  readonly tried: string[];
}
