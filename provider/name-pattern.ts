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
  const shown = JSON.stringify(text.slice(0, 100));
  const refuse = (why: string): never => {
    throw new SinchError("ERR_SINCH_CONFIGURATION", `${shown} can't be used as a regular expression: ${why}`);
  };
  if (text.length > LONGEST) refuse(`it is over ${LONGEST} characters long`);
  const { RE2JS } = await import("re2js");
  try {
    const pattern = RE2JS.compile(text);
    return (name) => pattern.matcher(name).find();
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : "it doesn't compile";
    return refuse(`${why.slice(0, 200)} (RE2 syntax: https://github.com/google/re2/wiki/Syntax)`);
  }
}
