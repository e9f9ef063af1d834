import { EngineNotFoundError, ensureEngine } from "./index";

ensureEngine().then(
  (engine) => process.stdout.write(`${engine.bin}\n`),
  (error: unknown) => {
    process.stderr.write(`engine: ${error instanceof EngineNotFoundError ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
