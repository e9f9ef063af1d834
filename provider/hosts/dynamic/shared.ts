import { type ConfigReader, Settings } from "../../sinch/settings";
import { createTransport, type Transport } from "../../sinch/transport";
import { Work } from "../work";
import { watchHost } from "./host-process";
import { Notes } from "./notes";

/** What the hosts of all resource types share in Pulumi's one process for dynamic resources. */
export interface Shared {
  /** Calls of the engine that are being worked on. */
  readonly work: Work;
  /** What is said of resources of a type. */
  notesOf(noun: string): Notes;
  /** Settings, and what calls go through: tokens, rate limit and circuit breakers are one for all resource types. */
  connect(config: ConfigReader): { readonly settings: Settings; readonly transport: Transport };
}

let shared: Shared | undefined;

/**
 * What all hosts of this process share. The first takes over what the process prints of errors, keeps the environment out of Node's
 * reports, and watches for the end of the run.
 */
export function sharedByHosts(): Shared {
  shared ??= start();
  return shared;
}

function start(): Shared {
  const work = new Work();
  const stop = watchHost(work);
  const print = quietErrors();
  // A diagnostic report of Node's, where one is switched on, would hold the key in the environment.
  process.report.excludeEnv = true;
  const transports = new Map<string, Transport>();
  return {
    work,
    notesOf(noun) {
      // The engine shows what this process prints among its diagnostics. On Windows it ends the process without a word.
      const notes = new Notes(print, noun, process.platform === "win32" ? 0 : undefined);
      stop.addEventListener("abort", () => notes.end());
      return notes;
    },
    connect(config) {
      const settings = new Settings(config, process.env);
      const known = transports.get(settings.fingerprint);
      const transport = known ?? createTransport(settings, { stop });
      transports.set(settings.fingerprint, transport);
      return { settings, transport };
    },
  };
}

/** Drops what the host prints of an error beside its message. @returns what prints as before. */
function quietErrors(): (text: string) => void {
  const print = console.error;
  console.error = (...texts: unknown[]): void => {
    if (texts[0] !== ": ") print(...texts);
  };
  return print;
}
