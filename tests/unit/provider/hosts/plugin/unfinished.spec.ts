import assert from "node:assert/strict";
import { status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { SinchError } from "../../../../../provider/base/errors";
import { toEngine } from "../../../../../provider/hosts/plugin/property-value";
import { type Failure, failureOf, kept } from "../../../../../provider/hosts/plugin/unfinished";
import { UnfinishedError } from "../../../../../provider/lifecycle";
import type { State } from "../../../../../provider/model/state";

/** What the engine reads from a failure, beside its text. */
function keptBy({ metadata }: Failure): ErrorResourceInitFailed.AsObject | undefined {
  const [bytes] = metadata?.get("grpc-status-details-bin") ?? [];
  if (!(bytes instanceof Buffer)) return undefined;
  const [detail = assert.fail()] = Status.deserializeBinary(bytes).getDetailsList();
  assert.equal(detail.getTypeName(), "pulumirpc.ErrorResourceInitFailed");
  return ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8()).toObject();
}

describe("kept and failureOf", () => {
  const outs = { displayName: "A", channelCredentials: [] } as unknown as State;
  const failing = (error: unknown): Promise<Failure> =>
    kept(Promise.reject(error), ({ displayName }) => toEngine({ displayName })).then(() => assert.fail(), failureOf);

  it("keep the ID and state of an existing, unfinished resource, and the reason", async () => {
    const failure = await failing(new UnfinishedError("channelCredentials[SMS] is FAILING", "01A", outs));
    assert.equal(failure.code, status.UNKNOWN);
    assert.equal(failure.details, "channelCredentials[SMS] is FAILING [ERR_SINCH_UNVERIFIED]");
    const about = keptBy(failure) ?? assert.fail();
    assert.deepEqual([about.id, about.reasonsList], ["01A", [failure.details]]);
    assert.deepEqual(
      about.properties?.fieldsMap.map(([name, { stringValue }]) => [name, stringValue]),
      [["displayName", "A"]],
    );
  });

  it("keep nothing of any other failure, and put its code into the text", async () => {
    const failure = await failing(new SinchError("ERR_SINCH_CONFIGURATION", "no key"));
    assert.deepEqual([failure.details, keptBy(failure)], ["no key [ERR_SINCH_CONFIGURATION]", undefined]);
    assert.match(
      failureOf(new TypeError("CANARY")).details,
      /^internal error \(TypeError\), (?!.*CANARY).* \[ERR_SINCH_\w+\]$/,
    );
  });

  it("pass results through", async () => {
    assert.equal(await kept(Promise.resolve(1), () => toEngine({})), 1);
  });
});
