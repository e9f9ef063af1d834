"use strict";
const Mocha = require("mocha");

/** Mocha's spec reporter, closed by one line that a script can read: `N passed, N failed, N skipped`. */
module.exports = class extends Mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    process.stdout.write(`${passes} passed, ${failures} failed, ${pending} skipped\n`);
  }
};
