// Controls, line separators, and marks that turn the direction of what follows.
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text that the service or a state holds, as it may stand in a line: nothing in it can move the cursor or break the line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, "\ufffd");
}
