"use strict";
const Mocha = require("mocha");

/**
 * Mocha's spec reporter, closed by one line that a script can read: `N passed, N failed, N skipped`. How many tests
 * were skipped for lack of something (see skip.ts) stands just before it, with the reason, and so do tests that failed
 * once and were tried again.
 */
module.exports = class extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    this.skips = [];
    this.repeated = [];
    runner.on(Mocha.Runner.constants.EVENT_TEST_RETRY, (test, error) => {
      this.repeated.push(`${test.fullTitle()}: ${String(error?.message).slice(0, 2000)}`);
    });
    runner.on(Mocha.Runner.constants.EVENT_TEST_PENDING, (test) => {
      if (test.err?.without) this.skips.push(test.err);
    });
  }

  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    const line = "!".repeat(100);
    for (const [what, [first, ...more]] of Map.groupBy(this.skips, ({ without }) => without)) {
      process.stdout.write(`${line}\n${1 + more.length} ${what} TESTS WERE SKIPPED: ${first.message}\n${line}\n\n`);
    }
    for (const test of this.repeated) process.stdout.write(`FAILED ONCE, THEN TRIED AGAIN: ${test}\n\n`);
    process.stdout.write(`${passes} passed, ${failures} failed, ${pending} skipped\n`);
  }
};
