import { appType } from "../../provider/resources/app";
import type { SecretValue } from "./value";

/**
 * What the secrets of an app are called in the stack's configuration: `support.sms.token`, `support.line-1.secret`,
 * `support.mms.basic-auth-password`. Each once.
 *
 * @param name
 *  Name of the app's resource.
 */
export function secretKeys(name: string, secrets: readonly SecretValue[]): ReadonlyMap<SecretValue, string> {
  const used = new Set<string>();
  return new Map(
    secrets.map((secret) => {
      const plain = [name, ...partsOf(secret)].join(".");
      let key = plain;
      for (let number = 2; used.has(key); number++) key = `${plain}-${number}`;
      used.add(key);
      return [secret, key];
    }),
  );
}

function partsOf({ path: [field = "", ...below] }: SecretValue): string[] {
  if (field !== "channelCredentials") return [kebab(field), ...below.map(kebab)];
  const [channel = "", ...names] = below;
  // A channel has one credential object: it needs no name.
  const [object = "", ...leaves] = names.filter((name) => name !== appType.openField);
  const leaf = leaves.length > 0 ? leaves : [object];
  return [kebab(channel.toLowerCase()), leaf.map(kebab).join("-")];
}

const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "") || "x";
