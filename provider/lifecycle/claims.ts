import type { Identity } from "../model/identities";
import type { Location } from "../model/state";

/** A resource of the program that claims an identity. */
export interface Claimant {
  readonly name: string;
  /** Absent until it exists. */
  readonly id?: string;
}

/** The identities that the program's resources claim in this run. */
export interface Claims {
  /** The program runs. A refresh compares resources too, but claims nothing. */
  begin(): void;
  readonly begun: boolean;
  /** Sets a resource's claims, replacing its earlier ones. */
  set(at: Location, by: Claimant, keys: readonly string[]): void;
  /** A new resource was created. */
  created(at: Location, by: Claimant, keys: readonly string[]): void;
  /** Identities that an existing resource newly claims; the configuration may refuse them. */
  readonly fresh: Map<string, readonly Identity[]>;
  /** The resources that claim an identity. */
  by(at: Location, key: string): readonly Claimant[];
  /** Whether an existing resource's claims are known. */
  has(id: string): boolean;
}

export function createClaims(): Claims {
  const all = new Map<string, Claimant[]>();
  const ofExisting = new Map<string, readonly string[]>();
  let begun = false;
  const placed = (at: Location, key: string): string => JSON.stringify([at.projectId, at.region, key]);
  const set: Claims["set"] = (at, by, keys) => {
    const names = keys.map((key) => placed(at, key));
    if (by.id !== undefined) {
      for (const before of ofExisting.get(by.id) ?? []) {
        all.set(before, all.get(before)?.filter(({ id }) => id !== by.id) ?? []);
      }
      ofExisting.set(by.id, names);
    }
    for (const name of names) all.set(name, [...(all.get(name) ?? []), by]);
  };
  return {
    fresh: new Map(),
    set,
    begin() {
      begun = true;
    },
    get begun() {
      return begun;
    },
    created(at, by, keys) {
      for (const name of keys.map((key) => placed(at, key))) {
        const claimants = all.get(name) ?? [];
        const own = claimants.findIndex((one) => one.id === undefined && one.name === by.name);
        if (own >= 0) all.set(name, claimants.toSpliced(own, 1));
      }
      set(at, by, keys);
    },
    by: (at, key) => all.get(placed(at, key)) ?? [],
    has: (id) => ofExisting.has(id),
  };
}
