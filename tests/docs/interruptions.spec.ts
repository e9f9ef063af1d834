import assert from "node:assert/strict";
import { mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { CLEAR_PENDING } from "../../cli/stack";
import { makeFolder, removeFolder } from "../../tools/engine/folder";
import { start } from "../support/command";
import { clearPendingArgs, repairLines } from "../support/way-back";

/** A checkpoint that is whole, told apart by a number. */
const whole = (number: number): string => `${JSON.stringify({ version: 3, checkpoint: { number } })}\n`;
const cut = whole(0).slice(0, 20);

/** What holds a stack's file, and copies from the newest to the oldest; what the lines leave as the stack's file. */
const CASES: Record<string, { file: string; copies: Record<string, string>; left: string | undefined }> = {
  "a complete file, which stays": {
    file: whole(1),
    copies: { "dev.json.bak": whole(2), "dev.2.json": whole(3) },
    left: whole(1),
  },
  "a file that is cut off, with the newest copy": {
    file: cut,
    copies: { "dev.json.bak": whole(2), "dev.2.json": whole(3) },
    left: whole(2),
  },
  "an empty file, with the newest complete copy": {
    file: "",
    copies: { "dev.json.bak": "", "dev.3.json": cut, "dev.2.json": whole(3), "dev.1.json": whole(4) },
    left: whole(3),
  },
  "a backup as the only copy": {
    file: "\0".repeat(30),
    copies: { "dev.1.json": whole(4) },
    left: whole(4),
  },
  "no complete copy": { file: "", copies: { "dev.json.bak": cut, "dev.1.json": "" }, left: undefined },
  "no copy": { file: cut, copies: {}, left: undefined },
};

describe("the fix in docs/interruptions.md for a stack file that is cut off handles @cut-off-state", () => {
  before(function () {
    if (process.platform === "win32") this.skip();
  });

  for (const [title, { file, copies, left }] of Object.entries(CASES)) {
    it(title, async () => {
      const folder = await makeFolder();
      try {
        const [stacks, backups] = ["stacks/shop", "backups/shop/dev"].map((at) => path.join(folder, ".pulumi", at));
        for (const at of [stacks, backups]) await mkdir(String(at), { recursive: true });
        const state = path.join(String(stacks), "dev.json");
        await writeFile(state, file);
        await writeFile(`${state}.attrs`, "");
        for (const [age, [name, text]] of Object.entries(copies).entries()) {
          const copy = path.join(String(name.endsWith(".bak") ? stacks : backups), name);
          await writeFile(copy, text);
          const at = Date.now() / 1000 - 60 * (age + 1);
          await utimes(copy, at, at);
        }
        const { code, output } = await start("sh", ["-c", repairLines(folder, "shop/dev")], {
          cwd: folder,
          env: process.env,
        }).ended;
        assert.equal(code === 0, left !== undefined, output);
        assert.equal(await readFile(state, "utf8"), left ?? file);
        await assert.rejects(readFile(`${state}.attrs`), { code: "ENOENT" });
      } finally {
        await removeFolder(folder);
      }
    });
  }
});

describe("the command in docs/interruptions.md for pending creates", () => {
  it("is the one that sinch-apps suggests", () => {
    assert.equal(["pulumi", ...clearPendingArgs()].join(" "), CLEAR_PENDING);
  });
});
