import { appIn, countsIn, refreshedAppIn } from "./excerpt";
import { plainSecrets } from "./plain-secrets";
import { promotion } from "./promotion";
import type { Step } from "./run-steps";
import { maskedWrites, methods, tokensIn } from "./seen";
import type { Stage } from "./stage";
import { webhook } from "./webhook";

const create: Step<Stage> = {
  title: "Create an app with two channels: the preview writes nothing, `up` sends one POST",
  async run(stage) {
    const { sms: smsToken, messenger: messengerToken } = stage.tokens;
    await stage.configure({ displayName: "Support", ttlDays: "30" }, { smsToken, messengerToken });
    const preview = await stage.pulumi("preview");
    stage.print.quote(appIn(preview.output));
    stage.check("the preview sent no write", methods(preview), []);

    const up = await stage.pulumi("up");
    stage.print.requestLines(up.writes);
    stage.check("the API received one POST and no other write", methods(up), ["POST"]);
    stage.check("the API has one app, exactly as the program sets it", stage.apps(), [
      { name: "Support", days: 30, tokens: { SMS: "sms", MESSENGER: "messenger" } },
    ]);
  },
};

const update: Step<Stage> = {
  title: "Change two properties: one PATCH whose update_mask names just those two fields",
  async run(stage) {
    await stage.configure({ displayName: "Support EU", ttlDays: "14" });
    const up = await stage.pulumi("up");
    stage.print.quote(appIn(up.output));
    stage.print.requests(up.writes);
    stage.check("the API received one PATCH and no other write", methods(up), ["PATCH"]);
    const fields = ["display_name", "retention_policy"];
    stage.check("its update_mask names exactly the two changed fields", up.writes[0]?.updateMask, fields);
    stage.check("its body holds those two and no others", Object.keys(up.writes[0]?.body ?? {}).sort(), fields);
    stage.check("the API has the app as the program sets it now", stage.apps(), [
      { name: "Support EU", days: 14, tokens: { SMS: "sms", MESSENGER: "messenger" } },
    ]);
  },
};

const nothing: Step<Stage> = {
  title: "Change nothing: `up` sends no write",
  async run(stage) {
    const up = await stage.pulumi("up");
    stage.print.quote(countsIn(up.output));
    stage.check("0 writes (POST, PATCH, DELETE)", methods(up), []);
    stage.check("the engine left the app alone", up.steps, { support: "same" });
  },
};

const drift: Step<Stage> = {
  title: "Edit the app behind Pulumi's back: `refresh` finds it, `up` reverts it",
  async run(stage) {
    stage.print.action("(somebody renames the app in the dashboard)");
    stage.rename("Edited by hand");
    const refresh = await stage.pulumi("refresh");
    stage.print.quote(refreshedAppIn(refresh.output));
    stage.check("the refresh only reads", methods(refresh), []);
    stage.check("it finds the change", refresh.changes, { support: ["displayName"] });

    const up = await stage.pulumi("up");
    stage.print.quote(appIn(up.output));
    stage.print.requests(up.writes);
    stage.check("the API received one PATCH of that one field", maskedWrites(up), ["PATCH display_name"]);
    stage.check(
      "the app has its name back",
      stage.apps().map(({ name }) => name),
      ["Support EU"],
    );
  },
};

const rotation: Step<Stage> = {
  title: "Rotate a token: the preview names it, and nothing shows its value",
  async run(stage) {
    stage.print.action("$ pulumi config set --secret smsToken ********");
    await stage.configure({}, { smsToken: stage.tokens.rotated });
    const up = await stage.pulumi("up");
    stage.print.quote(appIn(up.output));
    stage.print.requests(up.writes);
    stage.check("the engine reports only this change, without a value", up.changes, {
      support: ["secrets.channelCredentials"],
    });
    stage.check("the API received one PATCH of the channels", maskedWrites(up), ["PATCH channel_credentials"]);
    stage.check("the API's journal shows [secret] for both tokens", tokensIn(up), ["[secret]", "[secret]"]);
    stage.check(
      "SMS has the new token; the other channel keeps its own",
      stage.apps().map(({ tokens }) => tokens),
      [{ SMS: "rotated", MESSENGER: "messenger" }],
    );
  },
};

const destroy: Step<Stage> = {
  title: "Destroy: nothing is left",
  async run(stage) {
    const run = await stage.pulumi("destroy");
    stage.print.requestLines(run.writes);
    stage.check(
      "one DELETE each, the webhook first",
      run.writes.map(({ method, collection }) => [method, collection]),
      [
        ["DELETE", "webhooks"],
        ["DELETE", "apps"],
      ],
    );
    stage.check("the API has 0 apps", stage.fake.apps().length, 0);
    const { deployment } = await stage.stack.stack.exportStack();
    stage.check("the state is empty", deployment.resources ?? [], []);
  },
};

const secrets: Step<Stage> = {
  title: "No secret was printed or stored in plain text",
  async run(stage) {
    const files = await stage.stack.filesKept();
    const history = [...files].filter(([path]) => path.includes("history")).map(([, text]) => text);
    stage.check(
      "the history mentions this app, so there is something to search",
      history.join().includes("Edited by hand"),
      true,
    );

    const texts = new Map(files)
      .set("what the demo printed", stage.print.printed)
      .set("what the engine printed and reported", stage.engineSaid)
      .set("the API's journal", JSON.stringify(stage.fake.journal));
    const where = `the output or ${files.size} files of state, history, backups, logs`;
    stage.check(`none of ${stage.secrets.length} secrets is in ${where}`, plainSecrets(texts, stage.secrets), []);
  },
};

/** The steps of the demo, in order. */
export const steps: readonly Step<Stage>[] = [
  create,
  update,
  nothing,
  drift,
  rotation,
  webhook,
  destroy,
  promotion,
  secrets,
];
