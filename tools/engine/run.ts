import type { EngineEvent } from "@pulumi/pulumi/automation";
import { nameIn } from "../../provider/base/urn";

/** Whether a type in a URN is one of ours, in either form. */
export const isOurs = (type: string | undefined): boolean =>
  /^(pulumi-nodejs:dynamic\/)?sinch[/:]conversation:/.test(type ?? "");

/** What an operation printed and reported. */
export interface Run {
  readonly ok: boolean;
  /** Everything that was printed, and the error that the operation ended with. */
  readonly output: string;
  readonly events: readonly EngineEvent[];
  /** What was done to each of our resources: `create`, `update`, `same`, by resource name. */
  readonly steps: Readonly<Record<string, string>>;
  /**
   * The paths that changed of each of our resources, by resource name, as the engine's events have them: `retentionPolicy.ttlDays`. Of a secret
   * only the container, `secrets.channelCredentials`: what is in it only newer engines name.
   */
  readonly changes: Readonly<Record<string, readonly string[]>>;
}

type Options = { onOutput: (text: string) => void; onEvent: (event: EngineEvent) => void; color: "never"; diff: true };

/** On a busy machine an inline program and the engine can miss each other at the start; nothing has happened then. */
const MISSED = /14 UNAVAILABLE: No connection established/;

/** Runs an operation, and gathers what it says. */
export async function run(operation: (options: Options) => Promise<unknown>): Promise<Run> {
  const first = await runOnce(operation);
  const missed = !first.ok && Object.keys(first.steps).length === 0 && MISSED.test(first.output);
  return missed ? runOnce(operation) : first;
}

async function runOnce(operation: (options: Options) => Promise<unknown>): Promise<Run> {
  const texts: string[] = [];
  const events: EngineEvent[] = [];
  const options: Options = {
    onOutput: (text) => texts.push(text),
    onEvent: (event) => events.push(event),
    color: "never",
    diff: true,
  };
  let ok = true;
  try {
    await operation(options);
  } catch (error) {
    ok = false;
    texts.push(error instanceof Error ? error.message : String(error));
  }
  return { ok, output: texts.join(""), events, steps: stepsOf(events), changes: changesOf(events) };
}

/** `secrets.channelCredentials["SMS/staticBearer/token"]`, `secrets.callbackSettings.secretForOverriddenCallbackUrls` */
const INSIDE_SECRETS = /^(secrets\.\w+)[[.].*$/;

function stepsOf(events: readonly EngineEvent[]): Record<string, string> {
  const steps: Record<string, string> = {};
  for (const { resourcePreEvent } of events) {
    const metadata = resourcePreEvent?.metadata;
    if (!metadata || !isOurs(metadata.type)) continue;
    const name = nameIn(metadata.urn);
    steps[name] = steps[name] ? `${steps[name]}, ${metadata.op}` : metadata.op;
  }
  return steps;
}

function changesOf(events: readonly EngineEvent[]): Record<string, string[]> {
  const changes: Record<string, string[]> = {};
  for (const { resourcePreEvent, resOutputsEvent } of events) {
    const metadata = (resOutputsEvent ?? resourcePreEvent)?.metadata;
    if (!metadata?.detailedDiff || !isOurs(metadata.type)) continue;
    const paths = Object.keys(metadata.detailedDiff).map((path) => path.replace(INSIDE_SECRETS, "$1"));
    changes[nameIn(metadata.urn)] = [...new Set(paths)].sort();
  }
  return changes;
}
