import type { ResourceType } from "../model/resource-type";

/** How many items of a written list the service hasn't verified, or couldn't verify. */
export interface Unverified {
  readonly pending: number;
  readonly failing: number;
}

/** Unverified items that a run wrote and didn't wait for. */
export class UnverifiedInRun {
  readonly #counts = new Map<string, Unverified>();

  add({ definition }: ResourceType, { pending, failing }: Unverified): void {
    const noun = definition.verified?.noun;
    if (noun === undefined || pending + failing === 0) return;
    const before = this.#counts.get(noun) ?? { pending: 0, failing: 0 };
    this.#counts.set(noun, { pending: before.pending + pending, failing: before.failing + failing });
  }

  /** The notes about them, each once. */
  notes(): string[] {
    const all = [...this.#counts];
    this.#counts.clear();
    return all.map(([noun, { pending, failing }]) => {
      const counts = [...(pending > 0 ? [`${pending} PENDING`] : []), ...(failing > 0 ? [`${failing} FAILING`] : [])];
      return (
        `${noun}s written by this run: ${counts.join(", ")}. \`sinch-apps drift\` shows their later ` +
        "state; set sinch:channelTimeout to make `pulumi up` wait"
      );
    });
  }
}
