import type { StackReport } from "./report";

/** An app that more than one resource manages: each undoes what another one does, and each deletes it. */
export interface SharedApp {
  readonly id: string;
  readonly holders: readonly { readonly stack: StackReport; readonly urn: string }[];
}

/** The apps that are in several of the states, or in one of them twice. */
export function sharedApps(stacks: readonly StackReport[]): SharedApp[] {
  const apps = new Map<string, SharedApp["holders"]>();
  for (const stack of stacks) {
    for (const { id, urn } of stack.apps) apps.set(id, [...(apps.get(id) ?? []), { stack, urn }]);
  }
  return [...apps].filter(([, holders]) => holders.length > 1).map(([id, holders]) => ({ id, holders }));
}
