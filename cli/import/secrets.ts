import type { ConfiguredSecret } from "./plan";
import type { RequiredSecret } from "./program";

/** What is done about the secrets of a program. */
export interface Sorted {
  /** The configuration lacks them, and the service shows them. */
  readonly shown: readonly ConfiguredSecret[];
  /** The configuration has another value than the service: the user's own, which stays. */
  readonly kept: readonly ConfiguredSecret[];
  /** The configuration lacks them, and the service hides them. */
  readonly hidden: readonly RequiredSecret[];
  /** The configuration lacks them, and they are none that this command would have named: of the program alone. */
  readonly others: readonly RequiredSecret[];
}

/**
 * Tells secrets apart by what the stack's configuration has.
 *
 * @param added
 *  Those of the apps that are new in the program.
 * @param required
 *  Those that the program had before.
 * @param known
 *  Those of the apps that the program had before, as the service has them.
 */
export function sortSecrets(
  added: readonly ConfiguredSecret[],
  required: readonly RequiredSecret[],
  known: readonly ConfiguredSecret[],
  configured: Readonly<Record<string, { readonly value?: string }>>,
  project: string,
): Sorted {
  const has = (key: string): boolean => Object.hasOwn(configured, `${project}:${key}`);
  const byKey = new Map(known.map((secret) => [secret.key, secret]));
  const before = required.flatMap((secret): ConfiguredSecret[] => {
    const found = byKey.get(secret.key);
    if (found === undefined) return [];
    // One that a program reads in another way than it was written isn't to be had from the service.
    return [found.isObject === secret.isObject ? found : { ...secret, text: undefined }];
  });
  const lacking = [...before, ...added].filter(({ key }) => !has(key));
  return {
    shown: lacking.filter(({ text }) => text !== undefined),
    kept: added.filter(
      ({ key, text }) => text !== undefined && has(key) && configured[`${project}:${key}`]?.value !== text,
    ),
    hidden: lacking.filter(({ text }) => text === undefined),
    others: required.filter(({ key }) => !byKey.has(key) && !has(key)),
  };
}
