import type { StackReport } from "./report";

/** An app that more than one resource manages: each undoes what another one does, and each deletes it. */
export interface SharedApp {
  readonly id: string;
  readonly holders: readonly { readonly stack: StackReport; readonly urn: string }[];
}

/** The apps that are in several of the states, or in one of them twice. */
export function sharedApps(stacks: readonly StackReport[]): SharedApp[] {
  const holders = stacks.flatMap((stack) => stack.apps.map(({ id, urn }) => ({ id, stack, urn })));
  return [...Map.groupBy(holders, ({ id }) => id)]
    .filter(([, all]) => all.length > 1)
    .map(([id, all]) => ({ id, holders: all }));
}
