import assert from "node:assert/strict";
import { FORMS, isTypeOf, Pulumi } from "../../../../cli/stack";
import { contentsOf, type Deployment, type StackApp } from "../../../../cli/stack/stack";
import { fieldsIn } from "../../../../provider/model/state";
import { appType } from "../../../../provider/resources/app";

const marked = (value: unknown): object => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

const place = { projectId: "p", region: "us" };
const kept = { formatVersion: 1, incarnation: "01" };
const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan" } };
const withToken = { ...sms, staticBearer: { claimedIdentity: "plan", token: marked("SECRET-token") } };
const containers = { channelCredentials: marked({ "SMS/staticBearer/token": "SECRET-token" }) };
const own = { ...place, displayName: marked("SECRET-name") };

/** The same app as each form keeps it: its name was marked by the program. */
const STATES = {
  dynamic: {
    inputs: { ...own, channelCredentials: [sms], __provider: "x", secrets: containers },
    outputs: { ...own, channelCredentials: [sms], __provider: "x", secrets: { ...containers, __kept: kept } },
  },
  native: {
    inputs: { ...own, channelCredentials: [withToken] },
    outputs: { ...own, channelCredentials: [sms], __kept: kept, __echoes: marked({ a: "digest" }) },
  },
};

describe("contentsOf @both-forms", () => {
  const resources = Object.entries(STATES).map(([form, state]) => {
    const type = `${FORMS[form as keyof typeof FORMS]}App`;
    return { urn: `urn:pulumi:dev::shop::${type}::${form}`, type, id: form, ...state };
  });
  const lookedUp = { ...(resources[1] as object), urn: "urn:pulumi:dev::shop::x::looked-up", external: true };
  const deployment = { resources: [...resources, lookedUp] } as Deployment;
  const contents = contentsOf("dev", { deployment }, {}, new Pulumi({ cwd: __dirname, env: {} }));

  it("reads both forms alike, with secrets in place and the program's marks", () => {
    const [dynamic, native] = contents.apps as [StackApp, StackApp];
    assert.deepEqual(
      contents.apps.map(({ id }) => id),
      ["dynamic", "native"],
    );
    assert.deepEqual(
      contents.lookedUp.map(({ name }) => name),
      ["looked-up"],
    );
    const fields = {
      displayName: "SECRET-name",
      channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "SECRET-token" } }],
    };
    for (const { outputs, secretPaths } of [dynamic, native]) {
      assert.deepEqual(fieldsIn(appType, outputs), fields);
      assert.deepEqual([outputs.projectId, outputs.region, outputs.incarnation], ["p", "us", "01"]);
      assert.ok(secretPaths.some((path) => path.join() === "displayName"));
    }
    assert.deepEqual(native.outputs.echoes, { a: "digest" });
  });

  it("gives all secrets to the redactor", () => {
    assert.equal(contents.redactor.clean("SECRET-token, SECRET-name"), "[secret], [secret]");
  });

  it("recognises apps only by their full type", () => {
    const types = ["sinch:conversation:App", "pulumi-nodejs:dynamic/sinch/conversation:App"];
    assert.deepEqual(
      [...types, "other:App", "sinch:conversation:AppX", "x:sinch:conversation:App"].filter((type) =>
        isTypeOf("App", type),
      ),
      types,
    );
  });
});
