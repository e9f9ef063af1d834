import assert from "node:assert/strict";
import path from "node:path";
import { type Fake, startFake } from "../../../fake/index";
import { signatureHeaders } from "../../../fake/server/send-event";
import { usePythonSdk } from "../../support/python-sdk";
import { KEY, PROJECT } from "./client.js";

/** What the script saw of an app from its creation on. */
interface Life {
  none: string[];
  id: string;
  listed: string[];
  read: string;
  updated: string;
}

describe("Sinch's official Python SDK, unchanged, @official-sdks", function () {
  this.timeout(60_000);
  const python = usePythonSdk();
  let fake: Fake;
  let without: Fake;
  let seen: {
    life: Life;
    refusals: (number | null)[];
    flatRefusals: (number | null)[];
    genuine: boolean[];
    withoutEmptyValues: Life;
  };

  before(async () => {
    [fake, without] = await Promise.all([
      startFake({ pendingMs: 0 }),
      startFake({ pendingMs: 0, empty: "omit", defaults: "sdk", envelope: "flat" }),
    ]);
    fake.fail({ operation: "update", times: 1, effect: { kind: "expired-token" } });
    const script = path.join(__dirname, "sinch-python-sdk.py");
    // One process for all: to load the SDK takes a second.
    const body = '{"message":{}}';
    const event = JSON.stringify({ body, headers: signatureHeaders("of the webhook", body, Date.now()) });
    const args = [fake.origin, without.origin, PROJECT, ...Object.values(KEY), event];
    const { code, stdout, output } = await python(script, ...args);
    assert.equal(code, 0, output);
    seen = JSON.parse(stdout);
  });
  after(() => Promise.all([fake?.close(), without?.close()]));

  const whole = ({ id }: Life): Life => ({ none: [], id, listed: [id], read: "Support", updated: "Sales" });

  it("creates, lists, reads, updates and deletes an app, and sends a mask", () => {
    assert.deepEqual(seen.life, whole(seen.life));
    const { updateMask, region } = fake.journal.last({ operation: "update" }) ?? {};
    assert.deepEqual([updateMask, region], [["display_name", "retention_policy"], "eu"]);
    assert.deepEqual(fake.apps(), []);
  });

  it("renews an expired token once and repeats the call", () => {
    const until = fake.journal.entries.findIndex(({ operation }) => operation === "delete");
    assert.deepEqual(
      fake.journal.entries.slice(0, until).map(({ operation, status }) => `${operation} ${status}`),
      [...["token 200", "list 200", "create 200", "list 200", "get 200"], ...["update 401", "token 200", "update 200"]],
    );
  });

  it("reports refusals as errors with their status", () => {
    assert.deepEqual(seen.refusals, [401, 404, 400]);
    assert.deepEqual(seen.flatRefusals, seen.refusals);
  });

  it("verifies a webhook event by its signature, and only with the webhook's secret", () => {
    assert.deepEqual(seen.genuine, [true, false]);
  });

  it("reads responses that omit empty values, with the SDKs' defaults and flat errors", () => {
    assert.deepEqual(seen.withoutEmptyValues, whole(seen.withoutEmptyValues));
  });
});
