import type { Paint } from "../terminal";
import type { Severity } from "./model";

const SEVERITIES = { good: "green", warning: "yellow", bad: "red" } as const;

/** A text in the colour of how bad it is. */
export const painted = (text: string, severity: Severity | undefined, paint: Paint): string =>
  severity === undefined ? text : paint[SEVERITIES[severity]](text);
