import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "@pulumi/pulumi/automation";
import { ensureEngine } from "../engine";
import { takeEnvironment } from "./environment";
import { onInterruption } from "./interruption";
import { Printer } from "./print";
import { runSteps } from "./run-steps";
import { projectId, Stage } from "./stage";
import { steps } from "./steps";

/** Runs the demo. @returns its exit code. */
async function demo(print: Printer): Promise<number> {
  print.line("pulumi-sinch-conversation: the real Pulumi engine against a fake Sinch API", "bold");
  const engine = await ensureEngine({ env: takeEnvironment() });
  return onInterruption(async (signal) => {
    const stage = await Stage.open(engine, print, signal);
    try {
      print.line();
      print.fact("engine", `Pulumi ${engine.version}${engine.source === "path" ? ` in ${engine.bin}` : ""}`);
      print.fact("API", `${stage.fake.origin}, project ${projectId}, region us (the fake, in this process)`);
      print.fact("state", `${stage.stack.folder}/backend, removed at the end`);
      print.fact("program", "tools/demo/program.ts; its values come from the stack's configuration:\n");
      print.quote(readFileSync(join(__dirname, "program.ts"), "utf8").trimEnd());
      const code = await runSteps(steps, stage, print, signal);
      if (code !== 0) return code;
    } finally {
      await stage.close();
    }
    print.title(
      `All ${steps.length} steps hold, ${Math.round(performance.now() / 1000)} s: create, update, no-op, repair, rotate, webhook, destroy, promote.`,
    );
    print.line('Next: `npm test`, or README.md, "Quick start", with your own account.');
    return 0;
  });
}

/** The engine's own line in an Automation API error. */
function problem(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof CommandError ? (/error: .*/.exec(message)?.[0] ?? message) : message;
}

// The terminal was closed, or a reader such as `head` is done.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => process.exit(1));

demo(new Printer()).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`demo: ${problem(error)}\n`);
    process.exit(1);
  },
);
