/** The code with one deliberately broken promise, and the tests that must notice. */
export interface Variant {
  /** What is broken. */
  readonly broken: string;
  readonly file: string;
  /** A text that occurs in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Test file below `tests/`, without `.spec.ts`. */
  readonly spec: string;
  /** The tests' tag, without `@`. At least one must fail, and all must pass with the original code. */
  readonly tests: string;
}
