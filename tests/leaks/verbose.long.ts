import assert from "node:assert/strict";
import { useEngine } from "../support/engine";
import { recordFigures } from "../support/figures";
import { FORMS } from "../support/forms";
import { plantedApp } from "./planted";
import { Stage } from "./stage";

/**
 * At `-v=9` an engine may log every property that it passes to a provider or gets from one, in plain, whatever the provider.
 * README says so. 3.274 as built here doesn't.
 */
const isEngines = (line: string): boolean => /"msg":"(Unm|M)arshaling property for RPC\[/.test(line);

for (const form of FORMS) {
  describe(`the verbose log of the ${form.form} form, but for the engine's own words at -v=9,`, function () {
    this.timeout(0);
    const engine = useEngine();
    const VERBOSE = ["-v=9", "--logtostderr", "--logflow"];
    let stage: Stage;
    let known = 0;
    let bytes = 0;

    before(async () => {
      // For --event-log, which Pulumi's Automation API uses.
      stage = await Stage.set(engine(), form, { PULUMI_DEBUG_COMMANDS: "true" });
    });
    after(() => stage?.strike());

    const run = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await stage.clean(args, (line) => {
        if (!isEngines(line)) return false;
        known += 1;
        return true;
      });
      assert.equal(code, 0, stdout);
      bytes += stdout.length + stderr.length;
      return stdout + stderr;
    };

    it("holds no planted secret of a preview, a creation, an update, a refresh and a destruction", async () => {
      const { planted, fake, log } = stage;
      const lookedUp = fake.insert({
        display_name: "By hand",
        channel_credentials: [{ channel: "MESSENGER", static_token: { token: planted.plant("looked up") } }],
      });
      await stage.state({ every: plantedApp("Every channel", planted) }, lookedUp);
      await run("preview", "--debug", "--event-log", log, ...VERBOSE);
      await run("preview", "--json", ...VERBOSE);
      assert.match(
        await run("up", "--yes", "--debug", "--event-log", log, ...VERBOSE),
        /RegisterResource RPC finished/,
      );
      await stage.state({ every: plantedApp("Every channel", planted) }, lookedUp);
      await run("up", "--yes", "--skip-preview", "--json", ...VERBOSE);
      await run("up", "--yes", "--skip-preview", "--diff", "--show-reads", "--show-sames", "--show-full-output");
      fake.edit(fake.apps().find(({ display_name }) => display_name === "Every channel")?.id as string, (app) => {
        Object.assign(app.callback_settings as object, {
          secret_for_overridden_callback_urls: planted.plant("by hand"),
        });
      });
      await run("refresh", "--yes", "--skip-preview", "--debug", "--diff", "--event-log", log, ...VERBOSE);
      await run("stack", "--show-urns");
      await run("stack", "export");
      await run("destroy", "--yes", "--skip-preview", "--debug", "--event-log", log, ...VERBOSE);
      assert.ok(bytes > 100_000, "the log is there");
    });

    it("holds none at -v=8, where nothing of the engine's is left out", async () => {
      const quiet = ["-v=8", "--logtostderr", "--logflow", "--debug"];
      await stage.state({ every: plantedApp("At -v=8", stage.planted) });
      for (const operation of ["up", "refresh", "destroy"]) {
        const { code, stderr } = await stage.clean([operation, "--yes", "--skip-preview", ...quiet]);
        assert.equal(code, 0, stderr.slice(-2000));
        assert.ok(stderr.length > 1_000);
      }
    });

    it("leaves none in any file", async () => {
      const files = await stage.filesWritten();
      for (const [name, text] of files) stage.assertClean(text, name, isEngines);
      for (const text of files.values()) bytes += text.length;
      recordFigures(form.form === "native" ? "verbose-logs-native" : "verbose-logs", {
        planted: stage.planted.size,
        "bytes searched": bytes,
        "lines of the engine's own": known,
        hits: 0,
      });
    });
  });
}
