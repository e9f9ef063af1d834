/** One line of what the doctor says. */
export interface Finding {
  /** What was looked at: `key`, `engine`. */
  readonly about: string;
  /** `skipped`: it couldn't be looked at because of something before it. */
  readonly state: "ok" | "wrong" | "skipped";
  /** What is there; where it is wrong, what is wrong and how to put it right. */
  readonly text: string;
}

export const ok = (about: string, text: string): Finding => ({ about, state: "ok", text });
export const wrong = (about: string, text: string): Finding => ({ about, state: "wrong", text });
export const skipped = (about: string, text: string): Finding => ({ about, state: "skipped", text });
