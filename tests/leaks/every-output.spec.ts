import assert from "node:assert/strict";
import { useEngine } from "../support/engine";
import { FORMS } from "../support/forms";
import { steps } from "../support/steps";
import { plantedApp, plantedWebhook } from "./planted";
import { Stage } from "./stage";

for (const form of FORMS) {
  describe(`the command line, with the ${form.form} form, @planted-secrets`, function () {
    this.timeout(400_000);
    const engine = useEngine();
    let stage: Stage;
    beforeEach(async () => {
      stage = await Stage.set(engine(), form);
    });
    afterEach(() => stage?.strike());
    const step = steps("prints and keeps no planted secret, whatever it is used for @debug-messages");

    step("where a program is refused, and where the service refuses an app by quoting it", async () => {
      const { planted, front } = stage;
      const wrong = JSON.parse(
        JSON.stringify(plantedApp("Wrong", planted)).replace(/"(channel|token|password)":/g, '"$1x":'),
      );
      await stage.state({ wrong });
      const refused = await stage.clean(["preview", "--json"]);
      assert.notEqual(refused.code, 0);
      assert.match(refused.stdout, /channelx is not a known property|channel is missing/);

      await stage.state({ every: plantedApp("Every channel", planted) });
      front.quote("URL-escaped", "body", /POST .*apps/);
      const failed = await stage.clean(["up", "--yes", "--skip-preview", "--debug"]);
      front.pass();
      assert.notEqual(failed.code, 0);
      assert.match(failed.stdout, /\[secret\]/);
    });

    step("where apps are made, adopted and looked up", async () => {
      const { planted, fake } = stage;
      const lookedUp = fake.insert({
        display_name: "By hand",
        channel_credentials: [{ channel: "MESSENGER", static_token: { token: planted.plant("looked up") } }],
        callback_settings: { secret_for_overridden_callback_urls: planted.plant("looked up, callbacks") },
      });
      const adopt = fake.insert({
        display_name: "Adopted",
        channel_credentials: [
          { channel: "TELEGRAM", telegram_credentials: { token: planted.plant("before adoption") } },
        ],
      });
      const token = planted.plant("adopted");
      await stage.state(
        {
          every: plantedApp("Every channel", planted),
          other: { ...plantedApp("Other project", planted), projectId: "project-2" },
          adopted: {
            displayName: "Adopted",
            adopt,
            channelCredentials: [{ channel: "TELEGRAM", telegramCredentials: { token } }],
          },
        },
        lookedUp,
        { events: plantedWebhook(planted) },
      );
      const { code, stdout } = await stage.clean(["up", "--yes", "--skip-preview", "--json"]);
      assert.equal(code, 0, stdout);
      assert.match(stdout, /"lookedUp":.{1,4000}"displayName":\s*"By hand"/s, "with the stack's outputs");
      assert.match(stdout, /RegisterResource RPC finished/, "with Pulumi's debug messages");
      assert.ok(planted.size > 120, `${planted.size} planted`);
      assert.ok(planted.hitsIn(JSON.stringify(fake.apps())).length > 70, "at the service they are");
    });

    step("where a channel came up by hand, with a secret, and is refreshed", async () => {
      const { planted, fake } = stage;
      const id = fake.apps().find(({ display_name }) => display_name === "Adopted")?.id as string;
      fake.edit(id, (app) => {
        app.channel_credentials.push({ channel: "PIGEON", pigeon: { key: planted.plant("unknown channel") } } as never);
      });
      const { code, stdout } = await stage.clean(["refresh", "--yes", "--skip-preview", "--diff"]);
      assert.equal(code, 0, stdout);
      assert.match(stdout, /PIGEON/);
    });

    step("in every file that was written, and in the fake's journal", async () => {
      const files = await stage.filesWritten();
      assert.ok(
        [...files.keys()].some((name) => /history/.test(name)) && [...files.keys()].some((name) => /\.bak/.test(name)),
      );
      for (const [name, text] of files) stage.assertClean(text, name);
      stage.assertClean(JSON.stringify(stage.fake.journal), "journal");
    });
  });
}
