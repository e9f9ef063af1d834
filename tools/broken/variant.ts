/** The code with one promise broken on purpose, and the tests that must notice. */
export interface Variant {
  /** What is broken. */
  readonly broken: string;
  readonly file: string;
  /** A text that occurs in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** The file of tests, without `.spec.ts`, below `tests/`. */
  readonly spec: string;
  /** The tag of the tests, without `@`: at least one must fail, and all must pass in the code as it is. */
  readonly tests: string;
}
