import assert from "node:assert/strict";
import { moduleFor } from "../../../../cli/import/module";
import { type Declaration, programOf, readProgram } from "../../../../cli/import/program";
import { SecretValue } from "../../../../cli/import/value";

const token = new SecretValue(["channelCredentials", "SMS", "staticBearer", "token"], "t");
const hills = new SecretValue(["channelCredentials", "SMOKE", "hills"], ["north"]);

const app = (name: string, id: string): Declaration => ({
  name,
  id,
  fields: { displayName: name, channelCredentials: [{ channel: "SMS", staticBearer: { token } }, { hills }] },
  keyOf: (secret) => `${name}.${secret.path.slice(1).join(".").toLowerCase()}`,
});
const keys = (text: string) => readProgram(text)?.required.map(({ key }) => key);

describe("readProgram", () => {
  const text = programOf([app("support", "01A"), app("shop", "01B")]);

  it("finds the apps, and the secrets with their form", () => {
    const written = readProgram(text);
    assert.deepEqual(
      [...(written?.adopted ?? [])],
      [
        ["01A", "support"],
        ["01B", "shop"],
      ],
    );
    assert.deepEqual(written?.required.slice(0, 2), [
      { key: "support.sms.staticbearer.token", isObject: false },
      { key: "support.smoke.hills", isObject: true },
    ]);
    assert.ok(written.names.has("shop") && !written.names.has("sho") && !written.names.has("SMS"));
  });

  it("finds the same with other quotes, indentation, line ends and layout", () => {
    const edited = text
      .replace(/^(?!\/\/ sinch-apps import:).*$/gm, (line) => line.replaceAll('"', "'"))
      .replaceAll("config.requireSecret(", "secretOf( /* ours */ ")
      .replaceAll("secretOf( /* ours */ ", "secretOf(")
      .replaceAll("\n", "\r\n")
      .replaceAll("// sinch-apps import:", "  // sinch-apps import:");
    assert.deepEqual(keys(edited), keys(text));
    assert.equal(readProgram(edited)?.ids.has("01B"), true);
  });

  it("keeps an app whose adopt line was deleted, and one that was adopted by hand", () => {
    const edited = `${text.replace(/^ {2}adopt: "01A",\n/m, "")}new App("mine", { adopt: '01C', displayName: "Mine" });\n`;
    const written = readProgram(edited);
    assert.deepEqual(
      ["01A", "01B", "01C", "01D"].map((id) => written?.ids.has(id)),
      [true, true, true, false],
    );
    assert.equal(written?.names.has("mine"), true);
  });

  it("forgets a deleted app, and a deleted or commented-out secret, even if their comment remains", () => {
    const edited = text
      .replace(/new App\("shop", \{\n( .*\n)*\}\);\n/, "")
      .replace(/^ .*"support\.smoke\.hills".*$/m, "  // $&");
    assert.match(edited, /\{"01B":"shop"\}/);
    assert.equal(readProgram(edited)?.ids.has("01B"), false);
    assert.deepEqual(keys(edited), ["support.sms.staticbearer.token"]);
  });

  it("refuses a program whose comment was edited so that it can't be read", () => {
    assert.equal(readProgram(text.replace('"adopted"', "adopted")), undefined);
  });

  it("reads an ID that would end the comment or reverse the line", () => {
    const odd = "01\u2028\n*/\u202e";
    const program = programOf([app("odd", odd)]);
    assert.equal(readProgram(program)?.adopted.get(odd), "odd");
    assert.doesNotMatch(program, /[\u2028\u202e]/);
  });
});

describe("readProgram for a program of an earlier version, without comments for the next run", () => {
  it("finds the secrets in its code, even if a key is on a separate line, but not in comments", () => {
    const text = `// Written by \`sinch-apps import\`.
import { App } from "pulumi-sinch-conversation";
const config = new pulumi.Config();
a: config.requireSecret("short"),
b: config.requireSecretObject(
  "a.long.key",
),
c: config.requireSecretObject<string[]>('typed'),
  // config.requireSecret("commented"),
/* new App("gone", {
  config.requireSecret("gone.token") */
d: "// config.requireSecret",
`;
    assert.deepEqual(readProgram(text)?.required, [
      { key: "short", isObject: false },
      { key: "a.long.key", isObject: true },
      { key: "typed", isObject: true },
    ]);
  });

  it("extends it at its end, with a comment on what was read", () => {
    const before = programOf([app("support", "01A")]).replace(/^\/\/ sinch-apps import:.*\n/gm, "");
    assert.equal(readProgram(before)?.ids.has("01A"), true);
    const after = programOf([app("shop", "01B")], before);
    assert.ok(after.startsWith(before));
    assert.deepEqual(
      [...(readProgram(after)?.adopted ?? [])],
      [
        ["01A", "support"],
        ["01B", "shop"],
      ],
    );
    assert.equal(keys(after)?.length, 4);
    assert.equal(after.match(/sinch-apps import: /g)?.length, 2);
  });
});

describe("programOf and moduleFor @forms", () => {
  const webhook = { ...app("hook", "01W"), fields: {} };
  const withWebhook: Declaration = { ...app("support", "01A"), variable: "support", webhooks: [webhook] };

  it("import what they are told, including Webhook, and keep a program's imports", () => {
    const native = programOf([app("shop", "01B")], undefined, "pulumi-sinch-conversation/native");
    assert.match(native, /^import \{ App \} from "pulumi-sinch-conversation\/native";$/m);
    assert.ok(readProgram(native)?.ids.has("01B"));
    const more = programOf([withWebhook], native);
    assert.match(more, /^import \{ App, Webhook \} from "pulumi-sinch-conversation\/native";$/m);
    assert.equal(programOf([withWebhook], more).match(/import .*Webhook/g)?.length, 1);
    const moved = programOf([app("shop", "01B")]).replace(
      'import { App } from "pulumi-sinch-conversation"',
      "import { App } from 'pulumi-sinch-conversation/native'",
    );
    assert.match(programOf([withWebhook], moved), /^import \{ Webhook \} from "pulumi-sinch-conversation\/native";$/m);
  });

  const [dynamic, native] = ["pulumi-nodejs:dynamic/sinch/conversation:App", "sinch:conversation:App"];
  const rows: readonly [what: string, flags: { native?: boolean }, types: string[], is: "dynamic" | "native"][] = [
    ["an empty stack", {}, [], "dynamic"],
    ["an empty stack, with --native", { native: true }, [], "native"],
    ["a stack of native apps", {}, [native], "native"],
    ["a stack of both forms", {}, [native, dynamic], "dynamic"],
    ["a stack of dynamic apps, with --native", { native: true }, [dynamic], "native"],
  ];
  for (const [what, flags, types, is] of rows) {
    it(`choose ${is} for ${what}`, () => {
      const resources = types.map((type) => ({ type, urn: "" }));
      const module = moduleFor({ ...flags, out: "a.ts" }, undefined, { resources });
      assert.equal(module, is === "native" ? "pulumi-sinch-conversation/native" : "pulumi-sinch-conversation");
    });
  }

  it("keep a program's form, and refuse --native for the dynamic form", () => {
    const before = programOf([app("shop", "01B")]);
    assert.equal(
      moduleFor({ out: "a.ts" }, before, { resources: [{ type: native, urn: "" }] }),
      "pulumi-sinch-conversation",
    );
    assert.throws(
      () => moduleFor({ native: true, out: "a.ts" }, before, {}),
      /--native: a\.ts imports pulumi-sinch-conversation$/,
    );
  });
});
