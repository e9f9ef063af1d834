import { extraNames } from "../model/extra-fields";
import type { Fields } from "../model/leaves";
import { type Context, nameOf } from "./context";

/** A note on the fields set outside the schema, if any. */
export function extraNote({ type }: Context, fields: Fields): string[] {
  const names = extraNames(type, fields);
  if (names.length === 0) return [];
  return [
    `${nameOf(type, fields)}: this version of the package doesn't know ${names.join(", ")}. That is sent as it is, and can't be ` +
      "validated; texts and lists in it are kept as secrets",
  ];
}
