import type { Subprocess, SubprocessError } from "nano-spawn";
import { CliError } from "../../cli-error";
import type { Pulumi } from "../../stack";
import { PrivatePipe } from "./private-pipe";

/** What is looked at of an event of the engine. */
export interface EngineEvent {
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly resOpFailedEvent?: { readonly metadata: StepMetadata };
  readonly diagnosticEvent?: {
    readonly severity: string;
    readonly message: string;
    readonly urn?: string;
  };
  readonly policyEvent?: PolicyViolation;
}

export interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly old?: { readonly urn: string; readonly id?: string; readonly custom?: boolean } | null;
  readonly new?: { readonly custom?: boolean } | null;
}

export interface PolicyViolation {
  readonly resourceUrn?: string;
  readonly message: string;
  readonly policyName: string;
  readonly policyPackName: string;
  readonly enforcementLevel: string;
}

/** What a run of the engine reported. Its texts may hold secrets: nothing of them is passed on as it is. */
export interface EngineRun {
  readonly ok: boolean;
  readonly events: readonly EngineEvent[];
  /** Errors that belong to a resource, and such that don't. */
  readonly errors: readonly { readonly urn?: string; readonly message: string }[];
  /** What it wrote to the standard error. */
  readonly stderr: string;
  /** What it wrote into the pipe that it was given as a file. */
  readonly written: string;
}

/** What the engine proposes, with the secrets in plain. */
export async function preview(pulumi: Pulumi, stack: string, flags: readonly string[]): Promise<EngineRun> {
  return withPipe(async (pipe) => {
    const args = ["preview", "--stack", stack, "--json", "--show-secrets", "--save-plan", pipe.path, ...flags];
    const engine = start(pulumi, args);
    const [run, written] = await Promise.all([engine.run, pipe.read(engine.ended)]);
    return { ...run, written };
  });
}

/** Carries out what a preview proposed, and nothing else: the engine stops at whatever the plan doesn't hold. */
export async function up(
  pulumi: Pulumi,
  stack: string,
  flags: readonly string[],
  { plan, message, onEvent }: { plan: string; message: string; onEvent: (event: EngineEvent) => void },
): Promise<EngineRun> {
  return withPipe(async (pipe) => {
    const fixed = ["up", "--stack", stack, "--json", "--yes", "--skip-preview", "--plan", pipe.path];
    const engine = start(pulumi, [...fixed, "--message", message, ...flags], onEvent);
    const [run] = await Promise.all([engine.run, pipe.write(plan, engine.ended)]);
    return run;
  });
}

/** Takes what is there into the state. */
export function refresh(pulumi: Pulumi, stack: string, message: string): Promise<EngineRun> {
  return start(pulumi, ["refresh", "--stack", stack, "--json", "--yes", "--skip-preview", "--message", message]).run;
}

async function withPipe<T>(work: (pipe: PrivatePipe) => Promise<T>): Promise<T> {
  const pipe = await PrivatePipe.make();
  try {
    return await work(pipe);
  } finally {
    await pipe.close();
  }
}

/** A run of the CLI. */
interface Started {
  readonly run: Promise<EngineRun>;
  /** When it is over, however it ended. */
  readonly ended: Promise<unknown>;
}

function start(pulumi: Pulumi, args: readonly string[], onEvent?: (event: EngineEvent) => void): Started {
  // One JSON document a line, as `up --json` prints them.
  const engine = pulumi.start(args, { env: { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "1" } });
  // Ctrl-C reaches the engine by itself, which then ends in order: so does this, after it. Who ends this process alone gets the same.
  const wait = (): void => {};
  const pass = (): void => void engine.nodeChildProcess.then((child) => child.kill("SIGINT"), wait);
  process.on("SIGINT", wait).on("SIGTERM", pass);
  const run = follow(engine, onEvent).finally(() => process.off("SIGINT", wait).off("SIGTERM", pass));
  return { run, ended: run.catch(() => {}) };
}

async function follow(engine: Subprocess, onEvent?: (event: EngineEvent) => void): Promise<EngineRun> {
  const events: EngineEvent[] = [];
  const reported = (ok: boolean, stderr: string): EngineRun => ({
    ok,
    events,
    errors: errorsIn(events),
    stderr,
    written: "",
  });
  try {
    for await (const line of engine.stdout) {
      const event = eventIn(line);
      if (!event) continue;
      events.push(event);
      onEvent?.(event);
    }
    return reported(true, (await engine).stderr);
  } catch (error) {
    const { exitCode, signalName, stderr } = error as SubprocessError;
    if (exitCode === undefined && signalName === undefined) throw notStarted(error);
    return reported(false, stderr);
  }
}

/** An error of this process's own stays as it is. */
function notStarted(error: unknown): unknown {
  if (!(error instanceof Error && error.name === "SubprocessError")) return error;
  const { code } = error.cause as NodeJS.ErrnoException;
  return code === "ENOENT"
    ? new CliError("the Pulumi CLI isn't on PATH", "Install it: https://www.pulumi.com/docs/iac/download-install/")
    : new CliError(`the Pulumi CLI can't be started (${code})`);
}

function eventIn(line: string): EngineEvent | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as EngineEvent;
  } catch {
    return undefined;
  }
}

function errorsIn(events: readonly EngineEvent[]): EngineRun["errors"] {
  return events.flatMap(({ diagnosticEvent: said }) =>
    said?.severity === "error" ? [{ message: said.message.trim(), ...(said.urn ? { urn: said.urn } : {}) }] : [],
  );
}
