import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { App, type AppArgs } from "../../../sdk";

// What TypeScript says of a program: `tsc` fails where a line marked below is no error.

const sms = { channel: "SMS", staticBearer: { claimedIdentity: "plan", token: "token" } } as const;

const right: AppArgs[] = [
  { displayName: "A", channelCredentials: [] },
  { displayName: pulumi.output("A"), channelCredentials: pulumi.output([sms]) },
  { displayName: Promise.resolve("A"), channelCredentials: [Promise.resolve(sms), pulumi.output(sms)] },
  {
    displayName: "A",
    channelCredentials: [
      { channel: "SMS", staticBearer: { claimedIdentity: pulumi.output("x"), token: pulumi.secret("t") } },
    ],
    retentionPolicy: pulumi.output({ retentionType: "PERSIST_RETENTION_POLICY" as const }),
    messageRetrySettings: { retryDuration: pulumi.output(60) },
  },
];

/** Never called: it is there to be compiled. */
function wrong(): void {
  // @ts-expect-error no displayName, no channelCredentials
  new App("a", {});
  // @ts-expect-error no channelCredentials
  new App("a", { displayName: "A" });
  // @ts-expect-error a misspelt property
  new App("a", { displayNam: "A", channelCredentials: [] });
  // @ts-expect-error a region that doesn't exist
  new App("a", { displayName: "A", channelCredentials: [], region: "mars" });
  // @ts-expect-error the credential object of another channel
  new App("a", { displayName: "A", channelCredentials: [{ channel: "SMS", staticToken: { token: "t" } }] });
  // @ts-expect-error no token
  new App("a", { displayName: "A", channelCredentials: [{ channel: "SMS", staticBearer: { claimedIdentity: "x" } }] });
  // @ts-expect-error what the service sets
  new App("a", { displayName: "A", channelCredentials: [], queueStats: {} });
  // @ts-expect-error a policy without its type
  new App("a", { displayName: "A", channelCredentials: [], retentionPolicy: { ttlDays: 7 } });
}

void wrong;

describe("App's types", () => {
  it("accept outputs and promises at every depth", () => assert.equal(right.length, 4));

  const refused: [string, object, pulumi.CustomResourceOptions, RegExp][] = [
    [
      "the option import",
      {},
      { import: "01ARZ3NDEKTSV4RRFFQ69G5FAV" },
      /App "a": Pulumi can't import dynamic resources.*App\.get/,
    ],
    [
      "an id",
      { id: "01" },
      {},
      /App "a": id is set by the service and can't be set here; use adopt to manage an existing app, App.get/,
    ],
    ["a urn", { urn: "urn:pulumi:x" }, {}, /App "a": urn is not an argument/],
    ["an argument secrets", { secrets: {} }, {}, /App "a": secrets is not an argument/],
    [
      "__proto__ as a key",
      { retentionPolicy: JSON.parse('{"retentionType":"MESSAGE_EXPIRE_POLICY","__proto__":"x"}') },
      {},
      /App "a": args\.retentionPolicy holds __proto__, which is not a known property/,
    ],
    [
      "an argument replaceOnSecrets",
      { replaceOnSecrets: [] },
      {},
      /App "a": replaceOnSecrets is not an argument; use the option replaceOnChanges/,
    ],
  ];
  for (const [what, args, opts, message] of refused) {
    it(`let App itself refuse ${what}, in one line`, () =>
      assert.throws(() => new App("a", { displayName: "A", channelCredentials: [], ...args }, opts), message));
  }
});
