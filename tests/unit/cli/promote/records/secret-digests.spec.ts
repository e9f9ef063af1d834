import assert from "node:assert/strict";
import { newDigestParameters, SecretDigests } from "../../../../../cli/promote/records/secret-digests";

describe("SecretDigests @promotion-no-secret", () => {
  const parameters = { ...newDigestParameters(), N: 2 ** 10 };
  const digests = new SecretDigests(parameters);

  it("match the same secret at the same place, computed again from the record's parameters", async () => {
    const digest = await digests.of("config token", "s3cret");
    const again = new SecretDigests(JSON.parse(JSON.stringify(parameters)));
    assert.equal(await again.matches(digest, "config token", "s3cret"), true);
    assert.equal(await again.matches(digest, "config token", "s3cret "), false);
    assert.equal(await again.matches("", "config token", "s3cret"), false);
  });

  it("don't show that two places of a record have the same secret", async () => {
    assert.notEqual(await digests.of("app a token", "s3cret"), await digests.of("app b token", "s3cret"));
  });

  it("don't show that two records have the same secret", async () => {
    const other = new SecretDigests({ ...newDigestParameters(), N: 2 ** 10 });
    assert.notEqual(await digests.of("app a token", "s3cret"), await other.of("app a token", "s3cret"));
  });

  it("reveal nothing about the secret", async () => {
    assert.doesNotMatch(await digests.of("place", "s3cret"), /s3cret/);
    assert.doesNotMatch(JSON.stringify(digests), /s3cret/);
  });

  it("make guessing expensive: 32 MiB for each guess", () => {
    const { N, r } = newDigestParameters();
    assert.ok(128 * N * r >= 2 ** 25);
  });

  it("refuse parameters of a record that would take too long", async () => {
    await assert.rejects(new SecretDigests({ ...parameters, N: 2 ** 30 }).of("place", "secret"), /take too long/);
  });
});
