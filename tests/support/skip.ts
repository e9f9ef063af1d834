/**
 * Skips the tests of the `describe` that a hook belongs to, and of those within it. The reporter says so loudly at the end, with the
 * reason: it travels as the tests' error, since that is all of them that reaches the reporter from a parallel run's workers.
 *
 * @param what
 *  What they need, in capitals: `ENGINE`.
 * @throws always, what tells Mocha to skip.
 */
export function skipLoudly(hook: Mocha.Context, what: string, reason: string): never {
  hook.test?.parent?.eachTest((test) => Object.assign(test, { err: { without: what, message: reason } }));
  return hook.skip();
}
