import { SinchError } from "./errors";

/** Longest regular expression, in characters. */
const LONGEST = 1_000;

/**
 * A test that searches a name for a regular expression. The syntax is RE2's, without look-around or back-references, so
 * matching time is linear in the name's length.
 *
 * @throws SinchError `ERR_SINCH_CONFIGURATION` if the pattern is invalid.
 */
export async function namePattern(text: string): Promise<(name: string) => boolean> {
  return compilePattern(text, (require("re2js") as { RE2JS: RE2 }).RE2JS);
}

/** `RE2JS` as an ES module or as CommonJS: their types differ. */
interface RE2 {
  compile(text: string): { matcher(name: string): { find(): boolean } };
}

/** {@link namePattern} for callers that have already loaded RE2. */
export function compilePattern(text: string, re2: RE2): (name: string) => boolean {
  const shown = JSON.stringify(text.slice(0, 100));
  const refuse = (why: string): never => {
    throw new SinchError("ERR_SINCH_CONFIGURATION", `${shown} can't be used as a regular expression: ${why}`);
  };
  if (text.length > LONGEST) refuse(`it is over ${LONGEST} characters long`);
  try {
    const pattern = re2.compile(text);
    return (name) => pattern.matcher(name).find();
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : "it doesn't compile";
    return refuse(`${why.slice(0, 200)} (RE2 syntax: https://github.com/google/re2/wiki/Syntax)`);
  }
}
