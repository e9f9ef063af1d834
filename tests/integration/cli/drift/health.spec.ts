import assert from "node:assert/strict";
import { appReport } from "../../../../cli/drift/app-report";
import { lookInto } from "../../../../cli/drift/place";
import { FORMS, Pulumi } from "../../../../cli/stack";
import { contentsOf, type StackContents } from "../../../../cli/stack/stack";
import type { FakeOptions } from "../../../../fake";
import type { State } from "../../../../provider/model/state";
import { Lifecycle } from "../../../support/lifecycle";
import { quotations } from "../../../support/quotations";
import { fakeEnvironment } from "../../../support/stack";

const AT = { projectId: "project-1", region: "us" };

const secrets = {
  token: "a+b/c\"d'e&f<g>h%41=42",
  callback: "callback-secret 1",
  instagram: "IG-token/1",
  name: "marked name",
  configured: "only-in-configuration",
};

const APP = {
  displayName: secrets.name,
  channelCredentials: [
    {
      channel: "SMS",
      staticBearer: { claimedIdentity: "plan", token: secrets.token },
      callbackSecret: secrets.callback,
    },
    { channel: "INSTAGRAM", instagramCredentials: { token: secrets.instagram } },
  ],
};

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const marked = (value: unknown): object => ({ [SIGNATURE]: SECRET, plaintext: JSON.stringify(value) });

/** A stack as Pulumi exports it, with one app; the program marked its name as a secret. */
function stackOf(on: Lifecycle, id: string, { displayName, secrets: containers, ...rest }: State): StackContents {
  const properties = {
    ...rest,
    displayName: marked(displayName),
    secrets: Object.fromEntries(Object.entries(containers).map(([field, container]) => [field, marked(container)])),
  };
  const type = `${FORMS.dynamic}App`;
  const urn = `urn:pulumi:dev::shop::${type}::support`;
  return contentsOf(
    "dev",
    { deployment: { resources: [{ urn, type, id, inputs: properties, outputs: properties }] } },
    { "shop:other": { value: JSON.stringify({ deep: [secrets.configured] }), secret: true } },
    new Pulumi({ cwd: __dirname, env: fakeEnvironment(on.fake) }),
  );
}

describe("the reason why a channel fails", () => {
  const shown: Readonly<Record<string, FakeOptions & { readonly omits?: true }>> = {
    "shows secrets": { instagram: "keep" },
    "exchanges tokens": {},
    "masks secrets": { secrets: "masked", instagram: "keep" },
    "exchanges tokens and masks them": { secrets: "masked" },
    "leaves secrets out": { instagram: "keep", omits: true },
  };
  for (const [how, { omits, ...options }] of Object.entries(shown)) {
    it(`contains no secret if the service ${how}, however it quotes them`, async () => {
      const on = await Lifecycle.start(options);
      try {
        const { id, outputs } = await on.create(APP);
        const stack = stackOf(on, id, outputs);
        const all = [...Object.values(secrets), "key-secret-1"];
        for (const [way, quote] of Object.entries(quotations)) {
          const description = `refused: ${all.map((one) => `<${quote(one)}>`).join(" ")}`;
          on.fake.setChannelState(id, "SMS", { status: "FAILING", description });
          if (omits) {
            on.fake.edit(id, (app) => {
              for (const entry of app.channel_credentials) {
                for (const name of ["static_bearer", "instagram_credentials", "callback_secret"]) delete entry[name];
              }
            });
          }
          const { health } = appReport(stack, stack.apps[0] as never, await lookInto(stack, AT, [id]));
          const [reason = ""] = health.flatMap((one) => (one.channel === "SMS" ? (one.reason ?? []) : []));
          // Digits of an encoding can hold a part of what is around it.
          assert.match(reason, /^refused: (<.?\[secret\].?> ?){6}$/, way);
        }
      } finally {
        await on.fake.close();
      }
    });
  }
});
