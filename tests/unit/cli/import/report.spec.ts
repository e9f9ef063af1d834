import assert from "node:assert/strict";
import type { ConfiguredSecret } from "../../../../cli/import/plan";
import { type Done, reportOf } from "../../../../cli/import/report";
import { sortSecrets } from "../../../../cli/import/secrets";
import { unpainted } from "../../../../cli/terminal";

const secret = (key: string, text?: string, isObject = false): ConfiguredSecret => ({ key, text, isObject });

describe("sortSecrets @import-secrets-kept", () => {
  const keys = (secrets: readonly { readonly key: string }[]) => secrets.map(({ key }) => key);
  const sorted = (...args: Parameters<typeof sortSecrets>) => {
    const { shown, kept, hidden, others } = sortSecrets(...args);
    return { shown: keys(shown), kept: keys(kept), hidden: keys(hidden), others: keys(others) };
  };

  it("sets secrets that the configuration lacks, and keeps those that it has, even with another value", () => {
    const added = [secret("new", "1"), secret("same", "2"), secret("own", "3"), secret("empty", "4"), secret("masked")];
    const configured = { "p:same": { value: "2" }, "p:own": { value: "mine" }, "p:empty": {}, "q:new": { value: "1" } };
    assert.deepEqual(sorted(added, [], [], configured, "p"), {
      shown: ["new"],
      kept: ["own", "empty"],
      hidden: ["masked"],
      others: [],
    });
  });

  it("sets earlier secrets that the service shows, and lists those that it hides @import-secrets-before", () => {
    const known = [
      secret("shown", "1"),
      secret("masked"),
      secret("set", "2"),
      secret("json", "[]", true),
      secret("no"),
    ];
    const required = ["shown", "masked", "set", "json", "mine"].map((key) => secret(key));
    assert.deepEqual(sorted([], required, known, { "p:set": { value: "own" } }, "p"), {
      shown: ["shown"],
      kept: [],
      hidden: ["masked", "json"],
      others: ["mine"],
    });
  });
});

describe("reportOf @import-secrets-kept", () => {
  const app = { name: "support", id: "1", fields: {}, keyOf: () => "" };
  const done: Done = {
    plan: { declarations: [app], webhooks: [], secrets: [], left: [] },
    found: "project P, region us, has 1 app, which the stack has already. Nothing is new: no program was written.",
    stack: "dev",
    told: {},
    file: "sinch-apps.ts",
    specifier: "./sinch-apps",
    module: "pulumi-sinch-conversation",
    extended: false,
    set: [],
    unset: [],
    kept: [],
    hidden: [],
    others: [],
  };
  const said = (part: Partial<Done>): string => reportOf({ ...done, ...part }, unpainted);

  it("lists the next steps: the line to add, the commands with the chosen stack and folder @import-next", () => {
    assert.equal(
      said({}),
      "sinch-apps.ts: 1 app declared.\n\nNext: import sinch-apps.ts from the program's main file unless it does already " +
        '(`import "./sinch-apps";`, in an ES module `import "./sinch-apps.js";`). Then `pulumi preview` names what is adopted and ' +
        "what that changes, `pulumi up` adopts it. Then you can delete the adopt lines in sinch-apps.ts.",
    );
    const told = { stack: "org/p/prod", cwd: "my infra" };
    const named = said({ told, stack: "org/p/prod", kept: [secret("a")], hidden: [secret("b")] });
    assert.match(
      named,
      /Next: set the secrets above, import .*\. Then `pulumi preview --stack org\/p\/prod --cwd 'my infra'` names/,
    );
    assert.deepEqual(
      new Set(named.match(/`pulumi up[^`]*`/g)),
      new Set(["`pulumi up --stack org/p/prod --cwd 'my infra'`"]),
    );
    assert.match(named, /^ {2}pulumi config set --stack org\/p\/prod --cwd 'my infra' --secret b$/m);
  });

  it("lists missing secrets even without new apps", () => {
    const plan = { ...done.plan, declarations: [] };
    assert.equal(said({ plan }), done.found);
    const report = said({
      plan,
      hidden: [secret("a.sms.token")],
      others: [secret("mine"), secret("x y$(z)", "", true)],
    });
    assert.match(
      report,
      /Nothing is new.*\n\nThe service hides 1 secret\..*\n {2}pulumi config set --stack dev --secret a\.sms\.token\n/,
    );
    assert.match(
      report,
      /asks for 2 more secrets that stack dev lacks.*\n.* --secret mine\n.* --secret 'x y\$\(z\)'\nThose .* take JSON/,
    );
    assert.match(
      said({ plan, set: [secret("a", "1")] }),
      /1 secret set in its configuration\.\n\nNext: import .*`pulumi preview`\.$/,
    );
  });

  it("contains nothing that reverses the line or moves the cursor, and no value @printed-names", () => {
    const left = [{ displayName: `\u202egnorts\u001b[2J\n${"💬".repeat(70)}`, id: "1", paths: ["\u2066spam\u0007"] }];
    const report = said({
      plan: { ...done.plan, left },
      set: [secret("a", "VALUE")],
      unset: [secret("b", "VALUE")],
      kept: [secret("c\u202e", "VALUE")],
    });
    assert.doesNotMatch(report, /[^\P{C}\n]|VALUE/u);
    assert.match(report, /"\\u202egnorts\\u001b\[2J\\n(💬){48}…" \(1\): /u);
  });
});
