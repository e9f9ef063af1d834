import { assertArguments, quotedName } from "../provider";
import { insteadOfObject, isLater } from "./argument-forms";

/**
 * Refuses a misspelt argument, which would find something else. @throws Error that names the allowed arguments, or the
 * form that can wait for outputs.
 */
export function assertKnown(operation: string, args: unknown, own: readonly string[]): asserts args is object {
  const known = [...own, "projectId", "region"];
  const wait = `use ${operation}Output, which waits for it`;
  const wrong = insteadOfObject(args);
  if (isLater(args)) throw new Error(`the arguments are ${wrong}: ${wait}`);
  if (wrong) throw new Error(`the arguments must be an object, not ${wrong}; allowed: ${known.join(", ")}`);
  const later = Object.entries(args as object).find(([, value]) => isLater(value));
  if (later) throw new Error(`${quotedName(later[0], 100)} is ${insteadOfObject(later[1])}: ${wait}`);
  assertArguments({ ...(args as object) }, own);
}
