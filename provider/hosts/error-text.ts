import { asOurs, messageInEngine, stackOf, withCode } from "../base/errors";

/** An error as the engine shows it: message and code on one line. With `SINCH_DEBUG`, a bug's stack follows. */
export function errorText(error: unknown): string {
  const text = withCode(messageInEngine(error), asOurs(error).code);
  return [text, stackOf(error)].filter(Boolean).join("\n");
}
