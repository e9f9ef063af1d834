import assert from "node:assert/strict";
import { copyFile, readFile } from "node:fs/promises";
import path from "node:path";
import type { AppArgs } from "pulumi-sinch-conversation";
import { startFake } from "../../fake";
import { CHECKOUT } from "../support/checkout";
import { useEngine } from "../support/engine";
import { DYNAMIC, type Form } from "../support/forms";
import { fakeEnvironment, type Run, TestStack } from "../support/stack";

// States that earlier versions wrote, with the apps as their fake kept them and the programs that they were written by: every field and
// channel, a list that is arranged for the engine, secrets that the service masked or exchanged.

const FOLDER = path.join(CHECKOUT, "tests/fixtures/states");

/** What a program of one form makes of a state that an earlier version wrote. */
export function earlierStates(title: string, form: Form): void {
  describe(title, () => {
    const engine = useEngine();

    it("of format 1 shows no change, is refreshed, updated and destroyed", async function () {
      this.timeout(120_000);
      const programs = JSON.parse(await readFile(path.join(FOLDER, "format-1.program.json"), "utf8"));
      const programOf = (suffix: string) => async () => {
        for (const [name, args] of Object.entries(programs as Record<string, AppArgs>)) {
          new form.App(name, { ...args, displayName: `${args.displayName}${suffix}` });
        }
      };
      const stack = await TestStack.create(engine(), {}, programOf(""));
      const stateFile = path.join(stack.folder, "apps.json");
      await copyFile(path.join(FOLDER, "format-1.apps.json"), stateFile);
      const fake = await startFake({ stateFile });
      try {
        stack.setEnv(fakeEnvironment(fake));
        await stack.command("stack", "import", "--file", path.join(FOLDER, "format-1.stack.json"));
        const count = Object.keys(programs).length;

        if (form !== DYNAMIC) {
          assertAll(await stack.preview(), "update", count);
          assertAll(await stack.up(), "update", count);
        }
        assertAll(await stack.preview(), "same", count);
        const refreshed = await stack.refresh();
        assertAll(refreshed, "refresh", count);
        assert.deepEqual(refreshed.changes, {});
        assertAll(await stack.preview(), "same", count);
        assert.equal(fake.journal.count({ operation: "update" }), 0);

        stack.use(programOf(" again"));
        assertAll(await stack.up(), "update", count);
        assert.equal(fake.journal.count({ operation: "update" }), count);
        assert.ok(fake.apps().every(({ display_name }) => String(display_name).endsWith(" again")));

        await stack.destroy();
        assert.deepEqual(fake.apps(), []);
      } finally {
        await stack.remove();
        await fake.close();
      }
    });
  });
}

function assertAll({ steps }: Run, step: string, count: number): void {
  assert.deepEqual(new Set(Object.values(steps)), new Set([step]));
  assert.equal(Object.keys(steps).length, count);
}
