import { type ConfigReader, Settings } from "../../sinch/settings";
import { createTransport, type Transport } from "../../sinch/transport";
import { Work } from "../work";
import { watchHost } from "./host-process";
import { Notes } from "./notes";

/** What the hosts of all resource types share in Pulumi's single process for dynamic resources. */
export interface Shared {
  /** Engine calls in progress. */
  readonly work: Work;
  /** Notes on resources of one type. */
  notesOf(noun: string): Notes;
  /** Settings and transport: all resource types share tokens, rate limit and circuit breakers. */
  connect(config: ConfigReader): { readonly settings: Settings; readonly transport: Transport };
}

let shared: Shared | undefined;

/**
 * Shared state of all hosts in this process. The first call also filters the errors that the process prints, keeps the
 * environment out of Node's reports, and watches for the end of the run.
 */
export function sharedByHosts(): Shared {
  shared ??= start();
  return shared;
}

function start(): Shared {
  const work = new Work();
  const stop = watchHost(work);
  const print = quietErrors();
  // A Node.js diagnostic report, if enabled, would include the key in the environment.
  process.report.excludeEnv = true;
  const transports = new Map<string, Transport>();
  return {
    work,
    notesOf(noun) {
      // The engine shows this process's output among its diagnostics. On Windows it kills the process without notice.
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

/** Drops what the host prints of an error besides its message. @returns the original print function. */
function quietErrors(): (text: string) => void {
  const print = console.error;
  console.error = (...texts: unknown[]): void => {
    if (texts[0] !== ": ") print(...texts);
  };
  return print;
}
