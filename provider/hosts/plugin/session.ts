import { SinchError } from "../../base/errors";
import { parseUrn } from "../../base/urn";
import { type Adoption, type Context, createContext, UnverifiedInRun, withinTime } from "../../lifecycle";
import { Settings } from "../../sinch/settings";
import { createTransport } from "../../sinch/transport";
import { EngineLog } from "./engine-log";
import type { Props } from "./property-value";
import { TYPES } from "./types";

/** State of one provider process: its configuration, and what it knows about the run. */
export class Session {
  readonly log = new EngineLog();
  /** Adoptions found by `check`, by URN. */
  readonly adoptions = new Map<string, Adoption>();
  readonly unverified = new UnverifiedInRun();
  /** Settles when all is said that is left to the end of the run. */
  ended: Promise<unknown> = Promise.resolve();
  settings: Settings;
  #contexts: ReadonlyMap<string, Context>;

  /** @param stop Fires when the run is interrupted. */
  constructor(private readonly stop: AbortSignal) {
    [this.settings, this.#contexts] = this.#from({});
    // Through the engine's log: the engine shows what a plugin prints only with `--debug`.
    stop.addEventListener("abort", () => {
      this.ended = Promise.all(this.unverified.notes().map((note) => this.log.note("", note)));
    });
  }

  /**
   * Sets the provider's inputs. @param name Of an explicit provider. The default provider's inputs are the stack's
   * configuration.
   */
  configure(inputs: Props, name?: string): void {
    [this.settings, this.#contexts] = this.#from(inputs, name);
  }

  /**
   * The lifecycle context of a resource.
   *
   * @param seconds The operation's `customTimeouts`; 0 if unset.
   * @throws SinchError if the type doesn't exist.
   */
  contextFor(urn: string, seconds = 0): Context {
    return withinTime(this.ofType(parseUrn(urn).type), seconds, "customTimeouts");
  }

  /** The context of a resource type. @throws SinchError if the type doesn't exist. */
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

/** Settings from a provider's inputs, with the environment for unset ones. Values other than text are JSON. */
export function settingsOf(inputs: Props, provider?: string): Settings {
  const read = (key: string): string | undefined => {
    const value = inputs[key.replace(/^sinch:/, "")];
    if (value === undefined || value === null) return undefined;
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  return new Settings(read, process.env, provider);
}
