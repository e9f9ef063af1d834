import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { ValidateFunction } from "ajv";
import {
  compiledSchema,
  hasAllOrNone,
  hasExactlyOne,
  isAllowedUrl,
  isSet,
  isWritable,
  keyOf,
  known,
  urlProblem,
  type WrittenValidator,
  writtenSchema,
} from "../../../../provider/model/keywords";
import { ResourceType } from "../../../../provider/model/resource-type";
import { UNKNOWN } from "../../../../provider/model/secrets";
import { appType } from "../../../../provider/resources/app";

const sms = (claimedIdentity: string) => ({ channel: "SMS", staticBearer: { claimedIdentity, token: "t" } });
const line = (ordinal?: number, isDefault?: unknown) => ({
  channel: "LINE",
  lineCredentials: { token: "t", secret: "s", isDefault },
  ...(ordinal === undefined ? {} : { credentialOrdinalNumber: ordinal }),
});

/** What the text of a CommonJS module that stands in `provider/` exports. */
function evaluated(text: string): unknown {
  const module = { exports: {} };
  new Function("module", "exports", "require", text)(
    module,
    module.exports,
    createRequire(require.resolve("../../../../provider/resources/app")),
  );
  return module.exports;
}

const ways: readonly [string, () => ValidateFunction][] = [
  ["compiled from the sources", () => compiledSchema(appType)],
  ["as the build writes it", () => evaluated(writtenSchema(appType)) as ValidateFunction],
];
for (const [way, made] of ways) {
  describe(`the schema validator ${way}`, () => {
    let validate: ValidateFunction;
    before(() => {
      validate = made();
    });

    /** The keywords that an app goes against, with where. */
    const broken = (app: object): string[] => {
      validate({ displayName: "A", channelCredentials: [], projectId: "p", region: "us", ...app });
      return (validate.errors ?? []).map(({ keyword, instancePath }) => `${keyword} ${instancePath}`);
    };
    const list = (...channelCredentials: unknown[]) => broken({ channelCredentials });

    it("accepts a valid app, and reports every problem with its path", () => {
      assert.deepEqual(broken({}), []);
      assert.deepEqual(broken({ displayName: 1, channelCredentials: 2 }), [
        "type /displayName",
        "type /channelCredentials",
      ]);
      assert.equal(validate.errors?.[0]?.data, 1);
    });

    it("refuses properties that only the service sets", () => {
      assert.deepEqual(broken({ id: "01" }), ["readOnly /id"]);
    });

    it("validates by channel, and knows all channels", () => {
      assert.deepEqual(list({ channel: "PIGEON", staticToken: { token: "t" } }), [
        "discriminator /channelCredentials/0",
      ]);
      assert.deepEqual(list({ channel: "MESSENGER", staticToken: {} }), ["required /channelCredentials/0/staticToken"]);
    });

    it("requires exactly one object of a union; null counts as none", () => {
      const [own, enterprise] = [{ token: "t", secret: "s" }, { lineJapan: { token: "t", secret: "s" } }];
      const of = (objects: object) => list({ channel: "LINE", ...objects });
      assert.deepEqual(of({ lineCredentials: own }), []);
      assert.deepEqual(of({ lineEnterpriseCredentials: enterprise }), []);
      assert.deepEqual(of({}), ["x-exactly-one-of /channelCredentials/0"]);
      const both = of({ lineCredentials: own, lineEnterpriseCredentials: enterprise });
      assert.deepEqual(both, ["x-exactly-one-of /channelCredentials/0"]);
      assert.ok(!of({ lineCredentials: own, lineEnterpriseCredentials: null }).join().includes("x-exactly-one-of"));
    });

    it("requires all or none of the fields that belong together", () => {
      const of = (fields: object) =>
        list({ channel: "APPLEBC", applebcCredentials: { businessChatAccountId: "b", ...fields } });
      const pay = { merchantId: "m", applePayCertificateReference: "r", applePayCertificatePassword: "p" };
      assert.deepEqual(of({}), []);
      assert.deepEqual(of(pay), []);
      assert.deepEqual(of({ merchantId: "m" }), ["x-together /channelCredentials/0/applebcCredentials"]);
      assert.ok(
        of({ ...pay, merchantId: null })
          .join()
          .includes("x-together"),
      );
    });

    it("requires list entries to differ in their keys; an unset key is 0, an unknown one doesn't count", () => {
      assert.deepEqual(list(sms("1"), sms("2")), ["x-list-keys /channelCredentials"]);
      assert.deepEqual(list(line(1, true), line(2, false)), []);
      assert.ok(list(line(0, true), line(undefined, false)).includes("x-list-keys /channelCredentials"));
      assert.deepEqual(
        list(sms("1"), { ...sms("2"), channel: UNKNOWN }).filter((said) => said.startsWith("x-")),
        [],
      );
    });

    it("requires one default among several entries, unless one is unknown", () => {
      assert.deepEqual(list(line(1)), []);
      assert.deepEqual(list(line(1), line(2)), ["x-one-default /channelCredentials"]);
      assert.deepEqual(list(line(1, true), line(2, true)), ["x-one-default /channelCredentials"]);
      assert.ok(!list(line(1), line(2, UNKNOWN)).includes("x-one-default /channelCredentials"));
    });
  });
}

describe("keyOf: the keys of a list's items", () => {
  it("distinguishes items by each key", () => {
    assert.notEqual(keyOf(["a", "b"], { a: "1", b: "11" }), keyOf(["a", "b"], { a: "11", b: "1" }));
    assert.equal(keyOf(["a", "b"], { a: "1" }), keyOf(["a", "b"], { a: "1", b: 0 }));
  });

  it("uses the known keys", () => {
    const item = { channel: "SMS" };
    assert.deepEqual(known([item, { channel: UNKNOWN }, null, "SMS"] as never), [item]);
  });
});

describe("keyword functions", () => {
  it("count null as unset", () => {
    const names = ["a", "b"];
    assert.deepEqual(
      [{}, { a: 1 }, { a: 1, b: null }, { a: 1, b: 2 }].map((data) => hasExactlyOne(names, data)),
      [false, true, true, false],
    );
    assert.deepEqual(
      [{}, { a: 1 }, { a: null }, { a: 1, b: 2 }].map((data) => hasAllOrNone(names, data)),
      [true, false, true, true],
    );
    assert.deepEqual([true, false].map(isWritable), [false, true]);
  });

  it("accept a set without duplicates under any alias", () => {
    const rule = { aliases: { OLD: "NEW" } };
    const lists = [[], ["NEW"], ["NEW", "NEW"], ["OLD", "NEW"], ["OLD", "OTHER"], [UNKNOWN, UNKNOWN]];
    assert.deepEqual(
      lists.map((items) => isSet(rule, items)),
      [true, true, false, false, true, true],
    );
    assert.equal(isSet({}, ["OLD", "NEW"]), true);
  });

  it("accept a URL to an allowed host, and unknown values", () => {
    const rule = { forbiddenHosts: "^inner\\." };
    const urls = [
      "https://a.test",
      "HTTP://a.test/x?y",
      UNKNOWN,
      "https://INNER.test",
      "ftp://a.test",
      "a.test",
      "xhttp://a.test",
    ];
    assert.deepEqual(
      urls.map((url) => isAllowedUrl(rule, url)),
      [true, true, true, false, false, false, false],
    );
    assert.equal(isAllowedUrl({}, "https://inner.test"), true);
    assert.equal(urlProblem({}, "https://u:p@a.test"), "must not contain a user or a password");
    assert.equal(urlProblem({}, "https://u@a.test"), "must not contain a user or a password");
    assert.equal(urlProblem({}, "https://:p@a.test"), "must not contain a user or a password");
    assert.equal(urlProblem({}, "javascript:https://a.test"), "must be a URL, such as https://example.com/path");
    assert.equal(urlProblem(rule, "https://inner.test"), "must not point to this host; the service forbids it");
  });
});

describe("compiledSchema", () => {
  const written = evaluated(writtenSchema(appType)) as WrittenValidator;
  const typeWith = (validator: WrittenValidator | undefined): ResourceType =>
    new ResourceType({ ...appType.definition, validator: () => validator });

  it("uses a written validator of the same schema", () => {
    assert.equal(compiledSchema(typeWith(written)), written);
  });

  it("ignores a written validator of another schema", () => {
    const other = Object.assign((() => true) as unknown as WrittenValidator, { schemaDigest: "0" });
    for (const validator of [other, undefined]) {
      const made = compiledSchema(typeWith(validator));
      assert.equal(made({ projectId: "p", region: "us", displayName: "A", channelCredentials: [] }), true);
      assert.equal(made({}), false);
    }
  });
});
