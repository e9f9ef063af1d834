import { isObject } from "../../provider/base/values";

/** A path in a resource's properties; list indexes are numbers as text. */
export type PropertyPath = readonly string[];

/** Properties in plain text, and where secrets were among them. */
export interface Decrypted {
  readonly value: unknown;
  /** Paths marked as secret, each covering everything below it. */
  readonly secretPaths: readonly PropertyPath[];
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Removes the secret marks from the output of `pulumi stack export --show-secrets`, and records where they were. */
export function decrypted(properties: unknown): Decrypted {
  const secretPaths: PropertyPath[] = [];
  const plain = (value: unknown, path: PropertyPath): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => plain(item, [...path, String(index)]));
    if (!isObject(value)) return value;
    if (value[SIGNATURE] === SECRET) {
      secretPaths.push(path);
      return plain(JSON.parse(String(value.plaintext ?? "null")), path);
    }
    return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, plain(below, [...path, name])]));
  };
  const value = plain(properties, []);
  return { value, secretPaths };
}
