import assert from "node:assert/strict";
import { startFake } from "../../fake";
import { useEngine } from "../support/engine";
import { recordFigures } from "../support/figures";
import { Program } from "../support/program";
import { fakeEnvironment } from "../support/stack";
import { repairLines } from "../support/way-back";

const APPS = 4;
const LEFT_KB = [0, 8, 16, 24, 32, 48];

const PROGRAM = `
  const { App } = require("pulumi-sinch-conversation");
  for (let n = 1; n <= Number(process.env.APPS ?? ${APPS}); n += 1) new App("app-" + n, { displayName: "App " + n, channelCredentials: [] });
`;

/**
 * The documented way back, within a mount namespace whose backend is a disk of its own: an `up` while so much is left of
 * it, then with room again, adopting what is named; where the engine left its state cut off, by the very lines of the documentation.
 * It prints how the first `up` ended.
 */
const SCRIPT = `
  set -u
  mount -t tmpfs -o size=2m none ../backend || exit 90
  pulumi stack init dev --non-interactive || exit 91
  APPS=1 pulumi up --yes --skip-preview --non-interactive || exit 92
  restore() {
    echo "CUT"
    printf '%s' "$2" | sh
  }
  free() { df -k --output=avail ../backend | tail -1; }
  dd if=/dev/zero of=../backend/filler bs=1k count=$(( $(free) - $1 )) status=none
  pulumi up --yes --skip-preview --non-interactive 2>&1
  echo "ENDED $?"
  rm ../backend/filler
  pulumi cancel --yes --non-interactive
  for try in 1 2 3 4 5 6; do
    if said=$(pulumi up --yes --skip-preview --non-interactive 2>&1); then break; fi
    echo "$said"
    case "$said" in *"failed to load checkpoint"*) restore "$@" ;; esac
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
    let [failed, cut, recovered, mostTries] = [0, 0, 0, 0];
    for (const left of LEFT_KB) {
      const fake = await startFake();
      const program = await Program.create(engine(), fakeEnvironment(fake));
      await program.project(PROGRAM);
      const args = ["-rm", "bash", "-c", SCRIPT, "bash", String(left), repairLines("../backend", "program/dev")];
      const { stdout, output, code } = await program.run("unshare", ...args);
      assert.equal(code, 0, output);
      const ended = /^ENDED (\d+)$/m.exec(stdout)?.[1];
      const tries = Number(/^TRIES (\d+)$/m.exec(stdout)?.[1]);
      console.log(`      ${left} KB left: the first up ended with ${ended}, ${tries} more`);
      const full = ended !== "0";
      if (full) {
        assert.match(output, /no space left on device/);
        failed += 1;
      }
      if (/^CUT$/m.test(stdout)) cut += 1;
      mostTries = Math.max(mostTries, tries);
      assert.equal(fake.apps().length, APPS, stdout);
      assert.equal(fake.journal.writes.filter(({ method }) => method === "POST").length, APPS, stdout);
      if (full) recovered += 1;
      await fake.close();
      await program.remove();
    }
    assert.ok(failed >= 3, "a disk that was never full shows nothing");
    recordFigures("full-disk", {
      disks: LEFT_KB.length,
      full: failed,
      stateCutOff: cut,
      recovered,
      mostRunsOfUp: mostTries,
    });
  });
});
