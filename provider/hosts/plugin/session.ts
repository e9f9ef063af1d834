import { SinchError } from "../../base/errors";
import { parseUrn } from "../../base/urn";
import { type Adoption, type Context, createContext, withinTime } from "../../lifecycle";
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
  settings: Settings;
  #contexts: ReadonlyMap<string, Context>;

  /** @param stop comes when the run is interrupted. */
  constructor(private readonly stop: AbortSignal) {
    [this.settings, this.#contexts] = this.#from({});
  }

  /** Takes over the provider's inputs. Those of the default provider are the stack's configuration. */
  configure(inputs: Props): void {
    [this.settings, this.#contexts] = this.#from(inputs);
  }

  /**
   * What the lifecycle of a resource works with.
   *
   * @param seconds
   *  What its `customTimeouts` say for an operation; 0 if nothing.
   * @throws SinchError where there is no such type.
   */
  contextFor(urn: string, seconds = 0): Context {
    const { type } = parseUrn(urn);
    const context = this.#contexts.get(type);
    if (context) return withinTime(context, seconds, "customTimeouts");
    throw new SinchError(
      "ERR_SINCH_CONFIGURATION",
      `there is no resource type ${type}: ${[...TYPES.keys()].join(", ")}`,
    );
  }

  #from(inputs: Props): [Settings, ReadonlyMap<string, Context>] {
    const settings = settingsOf(inputs);
    const transport = createTransport(settings, { stop: this.stop });
    const contexts = [...TYPES].map(([token, type]) => [token, createContext(type, settings, transport)] as const);
    return [settings, new Map(contexts)];
  }
}

/** A provider's inputs, and what they leave open as the environment has it. What isn't text is JSON. */
export function settingsOf(inputs: Props): Settings {
  const read = (key: string): string | undefined => {
    const value = inputs[key.replace(/^sinch:/, "")];
    if (value === undefined || value === null) return undefined;
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  return new Settings(read, process.env);
}
