import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const BUILT = path.join(__dirname, "../../../dist/cli/write-whole.js");

describe("writeWhole", () => {
  it("leaves the old file, and no other, if the disk only has room for a part of the new one", function () {
    if (process.platform === "win32") this.skip();
    const folder = mkdtempSync(path.join(tmpdir(), "sinch-write-"));
    const file = path.join(folder, "record.json");
    writeFileSync(file, "old");
    // A limit on the size of files cuts a write short, as a full disk does.
    const script = `process.on("SIGXFSZ", () => {});
      try { require(${JSON.stringify(BUILT)}).writeWhole(${JSON.stringify(file)}, "n".repeat(1e5)); }
      catch ({ code }) { process.stdout.write(code); }`;
    // What Node writes at its end for a measurement of coverage would be cut short, too.
    const env = { ...process.env, NODE_V8_COVERAGE: "" };
    try {
      const limited = ["-c", 'ulimit -f 8 && exec "$@"', "sh", process.execPath, "-e", script];
      assert.equal(execFileSync("sh", limited, { encoding: "utf8", env }), "EFBIG");
      assert.equal(readFileSync(file, "utf8"), "old");
      assert.deepEqual(readdirSync(folder), ["record.json"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
