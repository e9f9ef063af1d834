import assert from "node:assert/strict";
import { symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { startFake } from "../../fake";
import { CommandLine } from "../support/command-line";
import { useEngine } from "../support/engine";
import { recordFigures } from "../support/figures";

const APPS = 4;
const LEFT_KB = [0, 8, 16, 24, 32, 48];

const PROGRAM = `
  const { App } = require("pulumi-sinch-conversation");
  for (let n = 1; n <= ${APPS}; n += 1) new App("app-" + n, { displayName: "App " + n, channelCredentials: [] });
`;

/**
 * The documented way back, within a mount namespace whose backend is a disk of its own: an `up` while so much is left of
 * it, then with room again, adopting what is named. It prints how the first `up` ended.
 */
const SCRIPT = `
  set -u
  mount -t tmpfs -o size=2m none ../backend || exit 90
  pulumi stack init dev --non-interactive || exit 91
  free() { df -k --output=avail ../backend | tail -1; }
  dd if=/dev/zero of=../backend/filler bs=1k count=$(( $(free) - $1 )) status=none
  pulumi up --yes --skip-preview --non-interactive 2>&1
  echo "ENDED $?"
  rm ../backend/filler
  pulumi cancel --yes --non-interactive
  for try in 1 2 3 4 5 6; do
    if said=$(pulumi up --yes --skip-preview --non-interactive 2>&1); then break; fi
    echo "$said"
    export SINCH_ADOPT=$(echo "$said" | tr -s '[:space:]' ' ' | sed -n "s/.*SINCH_ADOPT='\\([^']*\\)' pulumi up.*/\\1/p")
  done
  unset SINCH_ADOPT
  echo "TRIES $try"
  exec pulumi preview --expect-no-changes --non-interactive
`;

describe("a disk that is full under the state", function () {
  this.timeout(0);
  const engine = useEngine();

  it("costs no app and makes none twice, wherever in an up it happens", async () => {
    let [failed, mostTries] = [0, 0];
    for (const left of LEFT_KB) {
      const fake = await startFake();
      const line = await CommandLine.create(engine(), fake);
      await writeFile(path.join(line.cwd, "Pulumi.yaml"), "name: program\nruntime: nodejs\n");
      await writeFile(path.join(line.cwd, "package.json"), '{"main":"index.js"}');
      await writeFile(path.join(line.cwd, "index.js"), PROGRAM);
      await symlink(path.join(__dirname, "../../node_modules"), path.join(line.cwd, "node_modules"));
      const { stdout, stderr, code } = await line.run("unshare", "-rm", "bash", "-c", SCRIPT, "bash", String(left));
      assert.equal(code, 0, stdout + stderr);
      const ended = /^ENDED (\d+)$/m.exec(stdout)?.[1];
      const tries = Number(/^TRIES (\d+)$/m.exec(stdout)?.[1]);
      console.log(`      ${left} KB left: the first up ended with ${ended}, ${tries} more`);
      if (ended !== "0") {
        assert.match(stdout + stderr, /no space left on device/);
        failed += 1;
      }
      mostTries = Math.max(mostTries, tries);
      assert.equal(fake.apps().length, APPS, stdout);
      assert.equal(fake.journal.writes.filter(({ method }) => method === "POST").length, APPS, stdout);
      await fake.close();
      await line.remove();
    }
    assert.ok(failed >= 3, "a disk that was never full shows nothing");
    recordFigures("full disk", { disks: LEFT_KB.length, full: failed, recovered: failed, mostRunsOfUp: mostTries });
  });
});
