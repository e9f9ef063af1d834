import { asOurs, messageInEngine, stackOf, withCode } from "../base/errors";

/** An error as the engine shows it: its message and code, one line. With `SINCH_DEBUG`, the stack of a bug below it. */
export function errorText(error: unknown): string {
  const text = withCode(messageInEngine(error), asOurs(error).code);
  return [text, stackOf(error)].filter(Boolean).join("\n");
}
