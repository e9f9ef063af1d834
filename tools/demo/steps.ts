import { appIn, countsIn, refreshedAppIn } from "./excerpt";
import { plainSecrets } from "./plain-secrets";
import { promotion } from "./promotion";
import type { Step } from "./run-steps";
import { maskedWrites, methods, tokensIn } from "./seen";
import type { Stage } from "./stage";
import { webhook } from "./webhook";

const create: Step<Stage> = {
  title: "An app with two channels: the preview sends nothing, `up` sends one POST",
  async run(stage) {
    const { sms: smsToken, messenger: messengerToken } = stage.tokens;
    await stage.configure({ displayName: "Support", ttlDays: "30" }, { smsToken, messengerToken });
    const preview = await stage.pulumi("preview");
    stage.print.quote(appIn(preview.output));
    stage.check("the preview sent no writing request", methods(preview), []);

    const up = await stage.pulumi("up");
    stage.print.requestLines(up.writes);
    stage.check("the API received one POST and nothing else that writes", methods(up), ["POST"]);
    stage.check("the API holds one app, as the program states it", stage.apps(), [
      { name: "Support", days: 30, tokens: { SMS: "sms", MESSENGER: "messenger" } },
    ]);
  },
};

const update: Step<Stage> = {
  title: "Two properties changed: one PATCH, whose update_mask names just these two fields",
  async run(stage) {
    await stage.configure({ displayName: "Support EU", ttlDays: "14" });
    const up = await stage.pulumi("up");
    stage.print.quote(appIn(up.output));
    stage.print.requests(up.writes);
    stage.check("the API received one PATCH and nothing else that writes", methods(up), ["PATCH"]);
    const fields = ["display_name", "retention_policy"];
    stage.check("its update_mask is exactly the two fields that differ", up.writes[0]?.updateMask, fields);
    stage.check("its body holds these two and no others", Object.keys(up.writes[0]?.body ?? {}).sort(), fields);
    stage.check("the API holds the app as the program states it now", stage.apps(), [
      { name: "Support EU", days: 14, tokens: { SMS: "sms", MESSENGER: "messenger" } },
    ]);
  },
};

const nothing: Step<Stage> = {
  title: "Nothing changed: `up` sends no writing request",
  async run(stage) {
    const up = await stage.pulumi("up");
    stage.print.quote(countsIn(up.output));
    stage.check("0 writing requests (POST, PATCH, DELETE)", methods(up), []);
    stage.check("the engine left the app as it is", up.steps, { support: "same" });
  },
};

const drift: Step<Stage> = {
  title: "A change made behind Pulumi's back: `refresh` finds it, `up` repairs it",
  async run(stage) {
    stage.print.action("(somebody renames the app in the dashboard)");
    stage.rename("Edited by hand");
    const refresh = await stage.pulumi("refresh");
    stage.print.quote(refreshedAppIn(refresh.output));
    stage.check("the refresh only read", methods(refresh), []);
    stage.check("it found the change", refresh.changes, { support: ["displayName"] });

    const up = await stage.pulumi("up");
    stage.print.quote(appIn(up.output));
    stage.print.requests(up.writes);
    stage.check("the API received one PATCH, of that one field", maskedWrites(up), ["PATCH display_name"]);
    stage.check(
      "the app has its name again",
      stage.apps().map(({ name }) => name),
      ["Support EU"],
    );
  },
};

const rotation: Step<Stage> = {
  title: "A token rotated in the configuration: shown as a change, but never its value",
  async run(stage) {
    stage.print.action("$ pulumi config set --secret smsToken ********");
    await stage.configure({}, { smsToken: stage.tokens.rotated });
    const up = await stage.pulumi("up");
    stage.print.quote(appIn(up.output));
    stage.print.requests(up.writes);
    stage.check("the engine reports just this change, without a value", up.changes, {
      support: ["secrets.channelCredentials"],
    });
    stage.check("the API received one PATCH, of the channels", maskedWrites(up), ["PATCH channel_credentials"]);
    stage.check("its journal has [secret] in place of both tokens", tokensIn(up), ["[secret]", "[secret]"]);
    stage.check(
      "its SMS channel has the new token, its other channel the old one",
      stage.apps().map(({ tokens }) => tokens),
      [{ SMS: "rotated", MESSENGER: "messenger" }],
    );
  },
};

const destroy: Step<Stage> = {
  title: "Destroyed: nothing is left",
  async run(stage) {
    const run = await stage.pulumi("destroy");
    stage.print.requestLines(run.writes);
    stage.check(
      "one DELETE each, the webhook's first",
      run.writes.map(({ method, collection }) => [method, collection]),
      [
        ["DELETE", "webhooks"],
        ["DELETE", "apps"],
      ],
    );
    stage.check("0 apps on the API", stage.fake.apps().length, 0);
    const { deployment } = await stage.stack.stack.exportStack();
    stage.check("the state is empty", deployment.resources ?? [], []);
  },
};

const secrets: Step<Stage> = {
  title: "No secret stands in plain in anything that was printed or kept",
  async run(stage) {
    const files = await stage.stack.filesKept();
    const history = [...files].filter(([path]) => path.includes("history")).map(([, text]) => text);
    stage.check(
      "the history tells of this app: there is something to search",
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

/** What the demo shows, in its order. */
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
