import { SinchError } from "./errors";

/** A regular expression may be this long, in characters. */
const LONGEST = 1_000;

/**
 * A test for names by a regular expression, found anywhere in the name. Its syntax is RE2's: no look-around and no
 * back-references, so that it takes time in proportion to the name's length, whatever it is.
 *
 * @throws SinchError `ERR_SINCH_CONFIGURATION` where it isn't one.
 */
export async function namePattern(text: string): Promise<(name: string) => boolean> {
  return compilePattern(text, (require("re2js") as { RE2JS: RE2 }).RE2JS);
}

/** `RE2JS`, as an ES module or a CommonJS one: their types differ. */
interface RE2 {
  compile(text: string): { matcher(name: string): { find(): boolean } };
}

/** {@link namePattern}, for who has RE2 loaded. */
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
