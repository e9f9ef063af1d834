import { type Adoption, type Unverified, UnverifiedInRun } from "../../lifecycle";
import type { ResourceType } from "../../model/resource-type";

/** Notes of adoptions come together, this long after the last one. */
const GATHER_MS = 1_000;

/** As many ids stand in a line. */
const MOST_IDS = 20;

/**
 * What a run says beside errors, each once. `pulumi up` previews in a process of its own, and `check` isn't told which of the two it works
 * for; but only an update creates. So the note of an adoption is held back for a moment: if it is carried out meanwhile, it counts among those
 * that are, of which there is a sum at the end; else it is said.
 */
export class Notes {
  readonly #said = new Set<string>();
  /** By the resource that adopts. */
  readonly #ahead = new Map<string, Adoption[]>();
  #unsaid: Adoption[] = [];
  #announced = 0;
  #done: Adoption[] = [];
  readonly #unverified = new UnverifiedInRun();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param print
   *  Takes a line.
   * @param noun
   *  What messages call a resource.
   * @param gatherMs
   *  For how long notes of adoptions are held back; 0 where the process can't tell that it is about to end.
   */
  constructor(
    private readonly print: (line: string) => void,
    private readonly noun: string,
    private readonly gatherMs = GATHER_MS,
  ) {}

  /** Says a note, the same one once. */
  say(note: string): void {
    if (this.#said.has(note)) return;
    this.#said.add(note);
    this.print(`note: ${note}`);
  }

  /** A resource is to adopt an app. */
  ahead(resource: string, adoption: Adoption): void {
    this.#ahead.set(resource, [...(this.#ahead.get(resource) ?? []), adoption]);
    this.#unsaid.push(adoption);
    this.#later();
  }

  /** A resource begins to adopt its app: what was to be said of it before isn't any more. */
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

  /** A resource was written, and this much of it isn't verified yet: said in the end. */
  unverified(type: ResourceType, unverified: Unverified): void {
    this.#unverified.add(type, unverified);
    if (this.gatherMs === 0) this.end();
  }

  /** The process is about to end. */
  end(): void {
    this.flush();
    for (const note of this.#unverified.notes()) this.say(note);
  }

  /** Says what is held back. */
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
