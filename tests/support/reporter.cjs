"use strict";
const Mocha = require("mocha");

/**
 * Mocha's spec reporter, closed by one line that a script can read: `N passed, N failed, N skipped`. Tests that were
 * skipped because there is no Pulumi engine (see engine.ts) are named just before it, with the reason, and so are tests
 * that failed once and were tried again.
 */
module.exports = class extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    this.withoutEngine = [];
    this.repeated = [];
    runner.on(Mocha.Runner.constants.EVENT_TEST_RETRY, (test, error) => {
      this.repeated.push(`${test.fullTitle()}: ${String(error?.message).slice(0, 2000)}`);
    });
    runner.on(Mocha.Runner.constants.EVENT_TEST_PENDING, (test) => {
      const reason = findReason(test.parent);
      if (reason) this.withoutEngine.push(reason);
    });
  }

  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    const { length } = this.withoutEngine;
    if (length > 0) {
      const line = "!".repeat(100);
      process.stdout.write(`${line}\n${length} ENGINE TESTS WERE SKIPPED: ${this.withoutEngine[0]}\n${line}\n\n`);
    }
    for (const test of this.repeated) process.stdout.write(`FAILED ONCE, THEN TRIED AGAIN: ${test}\n\n`);
    process.stdout.write(`${passes} passed, ${failures} failed, ${pending} skipped\n`);
  }
};

function findReason(suite) {
  return suite && (suite.noEngine || findReason(suite.parent));
}
