import { type Adoption, type Unverified, UnverifiedInRun } from "../../lifecycle";
import type { ResourceType } from "../../model/resource-type";

/** Adoption notes are grouped until this long after the last one, in milliseconds. */
const GATHER_MS = 1_000;

/** Most IDs on one line. */
const MOST_IDS = 20;

/**
 * Prints the notes of a run, each once. `pulumi up` previews in a separate process, and `check` can't tell whether it
 * serves the preview or the update; but only an update creates. So an adoption note is held back briefly. If the
 * adoption happens in the meantime, it is counted in the summary at the end; otherwise the note is printed.
 */
export class Notes {
  readonly #said = new Set<string>();
  /** By the adopting resource. */
  readonly #ahead = new Map<string, Adoption[]>();
  #unsaid: Adoption[] = [];
  #announced = 0;
  #done: Adoption[] = [];
  readonly #unverified = new UnverifiedInRun();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param print Prints a line.
   * @param noun What messages call a resource.
   * @param gatherMs How long to hold back adoption notes; 0 if the process can't detect that it is about to end.
   */
  constructor(
    private readonly print: (line: string) => void,
    private readonly noun: string,
    private readonly gatherMs = GATHER_MS,
  ) {}

  /** Prints a note, unless the same one was printed before. */
  say(note: string): void {
    if (this.#said.has(note)) return;
    this.#said.add(note);
    this.print(`note: ${note}`);
  }

  /** A resource will adopt an app. */
  ahead(resource: string, adoption: Adoption): void {
    this.#ahead.set(resource, [...(this.#ahead.get(resource) ?? []), adoption]);
    this.#unsaid.push(adoption);
    this.#later();
  }

  /** A resource starts to adopt its app, so its pending note is dropped. */
  begun(resource: string): Adoption | undefined {
    const adoption = this.#ahead.get(resource)?.shift();
    this.#unsaid = this.#unsaid.filter((other) => other !== adoption);
    return adoption;
  }

  /** An app was adopted. */
  done(adoption: Adoption): void {
    this.#done.push(adoption);
    this.#later();
  }

  /** A resource was written, but this much of it isn't verified yet. Reported at the end. */
  unverified(type: ResourceType, unverified: Unverified): void {
    this.#unverified.add(type, unverified);
    if (this.gatherMs === 0) this.end();
  }

  /** Call before the process ends. */
  end(): void {
    this.flush();
    for (const note of this.#unverified.notes()) this.say(note);
  }

  /** Prints the notes held back. */
  flush(): void {
    clearTimeout(this.#timer);
    const [unsaid, done] = [this.#unsaid, this.#done];
    this.#unsaid = [];
    this.#done = [];
    this.#announced += unsaid.length;
    for (const { note } of unsaid) this.say(note);
    if (unsaid.length > 0 && this.#announced > 1) this.say(`${this.#announced} ${this.noun}s are adopted`);
    if (done.length === 0) return;
    const ids = done.slice(0, MOST_IDS).map(({ id, changes }) => (changes ? `${id} (changed)` : id));
    if (done.length > MOST_IDS) ids.push(`and ${done.length - MOST_IDS} more`);
    const sum = done.length === 1 ? `1 ${this.noun} was adopted` : `${done.length} ${this.noun}s were adopted`;
    this.say(`${sum}: ${ids.join(", ")}`);
  }

  #later(): void {
    clearTimeout(this.#timer);
    if (this.gatherMs === 0) this.flush();
    else this.#timer = setTimeout(() => this.flush(), this.gatherMs).unref();
  }
}
