import type { Shown } from "../../provider/model/wire";
import { declare } from "./declare";
import { resourceNames } from "./names";
import type { Declaration, WebhookDeclaration, Words } from "./program";
import { secretKeys } from "./secret-keys";
import { secretsIn } from "./value";

/** A secret of an app that is taken over. */
export interface ConfiguredSecret {
  /** Its key in the stack's configuration. */
  readonly key: string;
  /** `undefined` where the service hides it. */
  readonly text: string | undefined;
  /** Whether it is kept as JSON. */
  readonly isObject: boolean;
}

/** What is adopted. */
export interface Plan {
  readonly declarations: readonly Declaration[];
  /** Webhooks of apps that are managed already. */
  readonly webhooks: readonly WebhookDeclaration[];
  readonly secrets: readonly ConfiguredSecret[];
  /** What stays with the service, by the app's name and id. */
  readonly left: readonly { readonly displayName: string; readonly id: string; readonly paths: readonly string[] }[];
}

/** Whether there is anything to declare. */
export const isNew = ({ declarations, webhooks }: Plan): boolean => declarations.length + webhooks.length > 0;

/** What is there already. */
export interface Present {
  /** Ids of apps that are managed, or adopted by the program. */
  readonly ids: Words;
  /** Names of resources. */
  readonly names: Words;
}

/**
 * Works out what a program has to state of the apps that are new.
 *
 * @param apps
 *  All apps of the project.
 * @param fits
 *  Whether an app is asked for, by its display name.
 */
export function planImport(apps: readonly Shown[], fits: (displayName: string) => boolean, present: Present): Plan {
  const added = apps
    .map((app) => ({ app, id: app.id, displayName: String(app.displayName ?? "") }))
    .filter(({ id }) => !present.ids.has(id));
  const names = resourceNames(added, present.names);
  const planned = added
    .filter(({ displayName }) => fits(displayName))
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ app, id, displayName }) => {
      const { fields, left } = declare(app);
      const name = names.get(id) as string;
      const { keyOf, secrets } = configuredSecrets(name, fields);
      return {
        declaration: { name, id, fields, keyOf },
        secrets,
        left: { displayName, id, paths: left },
      };
    });
  return {
    webhooks: [],
    declarations: planned.map(({ declaration }) => declaration),
    secrets: planned.flatMap(({ secrets }) => secrets),
    left: planned.map(({ left }) => left).filter(({ paths }) => paths.length > 0),
  };
}

/** The secrets of an app that a program has already, by the name of its resource. */
export const secretsOf = (name: string, app: Shown): readonly ConfiguredSecret[] =>
  configuredSecrets(name, declare(app).fields).secrets;

/** The secrets of a resource, with their keys in the configuration. */
export function configuredSecrets(name: string, fields: Declaration["fields"]) {
  const secrets = Object.values(fields).flatMap(secretsIn);
  const keys = secretKeys(name, secrets);
  const keyOf = keys.get.bind(keys) as Declaration["keyOf"];
  return {
    keyOf,
    secrets: secrets.map((secret) => ({ key: keyOf(secret), text: secret.text, isObject: secret.isObject })),
  };
}
