import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { sinchApps } from "../support/command";

describe("sinch-apps completion", () => {
  const asked = async (...words: string[]): Promise<string[]> => {
    const { stdout } = await sinchApps(["complete", "--", ...words], ".", process.env);
    return stdout
      .split("\n")
      .map((line) => line.split("\t")[0] as string)
      .filter((word) => word !== "" && !word.startsWith(":"));
  };

  it("completes commands, sub-commands, options and the values of an option", async () => {
    assert.deepEqual(await asked("d"), ["drift", "doctor"]);
    assert.deepEqual(await asked("promote", "a"), ["attest", "apply"]);
    assert.deepEqual(await asked("drift", "--form"), ["--format"]);
    assert.ok((await asked("drift", "--format", "")).includes("markdown"));
  });

  it("prints a script that bash parses, and one for each other shell", async () => {
    for (const shell of ["bash", "zsh", "fish", "powershell"]) {
      const { code, stdout, stderr } = await sinchApps(["completion", shell], ".", process.env);
      assert.deepEqual([code, stderr], [0, ""], shell);
      assert.match(stdout, /sinch-apps complete '?--/, shell);
      if (shell === "bash") execFileSync("bash", ["-n"], { input: stdout });
    }
  });

  it("refuses an unknown shell, and names the known ones", async () => {
    const { code, stderr } = await sinchApps(["completion", "ksh"], ".", process.env);
    assert.equal(code, 1);
    assert.match(stderr, /^sinch-apps: .*'ksh' is invalid.* bash, zsh, fish, powershell\n$/);
  });
});
