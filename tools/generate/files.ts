import { reference } from "./reference";
import { generateTypes } from "./types";

/** The content of each file that is made from the schema, by its path below the checkout. */
export async function generated(): Promise<Readonly<Record<string, string>>> {
  return { ...(await generateTypes()), "docs/reference.md": reference() };
}
