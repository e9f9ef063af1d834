import { SinchError } from "../../base/errors";
import { parseUrn } from "../../base/urn";
import { type Adoption, type Context, createContext, UnverifiedInRun, withinTime } from "../../lifecycle";
import { Settings } from "../../sinch/settings";
import { createTransport } from "../../sinch/transport";
import { EngineLog } from "./engine-log";
import type { Props } from "./property-value";
import { TYPES } from "./types";

/** What one provider, which is one process, works with: its configuration, and what it knows of the run. */
export class Session {
  readonly log = new EngineLog();
  /** What resources are to adopt, by their URNs, as `check` found it. */
  readonly adoptions = new Map<string, Adoption>();
  readonly unverified = new UnverifiedInRun();
  /** Settles when all is said that is left to the end of the run. */
  ended: Promise<unknown> = Promise.resolve();
  settings: Settings;
  #contexts: ReadonlyMap<string, Context>;

  /** @param stop comes when the run is interrupted. */
  constructor(private readonly stop: AbortSignal) {
    [this.settings, this.#contexts] = this.#from({});
    // By the engine's log: what a plugin prints it shows only with `--debug`.
    stop.addEventListener("abort", () => {
      this.ended = Promise.all(this.unverified.notes().map((note) => this.log.note("", note)));
    });
  }

  /** Takes over the provider's inputs. @param name of an explicit provider; the default one's are the stack's configuration. */
  configure(inputs: Props, name?: string): void {
    [this.settings, this.#contexts] = this.#from(inputs, name);
  }

  /**
   * What the lifecycle of a resource works with.
   *
   * @param seconds
   *  What its `customTimeouts` say for an operation; 0 if nothing.
   * @throws SinchError where there is no such type.
   */
  contextFor(urn: string, seconds = 0): Context {
    return withinTime(this.ofType(parseUrn(urn).type), seconds, "customTimeouts");
  }

  /** What the resources of a type work with. @throws SinchError where there is no such type. */
  ofType(token: string): Context {
    const context = this.#contexts.get(token);
    if (context) return context;
    throw new SinchError(
      "ERR_SINCH_CONFIGURATION",
      `there is no resource type ${token}: ${[...TYPES.keys()].join(", ")}`,
    );
  }

  #from(inputs: Props, name?: string): [Settings, ReadonlyMap<string, Context>] {
    const settings = settingsOf(inputs, name);
    const transport = createTransport(settings, { stop: this.stop });
    const contexts = [...TYPES].map(([token, type]) => [token, createContext(type, settings, transport)] as const);
    return [settings, new Map(contexts)];
  }
}

/** A provider's inputs, and what they leave open as the environment has it. What isn't text is JSON. */
export function settingsOf(inputs: Props, provider?: string): Settings {
  const read = (key: string): string | undefined => {
    const value = inputs[key.replace(/^sinch:/, "")];
    if (value === undefined || value === null) return undefined;
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  return new Settings(read, process.env, provider);
}
