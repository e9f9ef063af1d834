import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { probe } from "../../tools/engine/download";

describe("probe", () => {
  const server = createServer((request, response) => {
    if (request.url !== "/silence") response.writeHead(request.url === "/blocked" ? 403 : 200).end();
  });
  let origin = "";

  before("a server", (done) => {
    server.listen(0, "127.0.0.1", () => {
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  after("stop the server", () => {
    server.closeAllConnections();
    server.close();
  });

  it("accepts a host that responds", async () => {
    assert.equal(await probe(`${origin}/`, 1000), undefined);
  });

  it("gives up on a host that never responds", async () => {
    const started = Date.now();
    assert.match((await probe(`${origin}/silence`, 100)) ?? "", /^it can't be reached \(.*timeout/);
    assert.ok(Date.now() - started < 1000);
  });

  it("gives up on a host that refuses or doesn't exist", async () => {
    assert.equal(await probe(`${origin}/blocked`, 1000), "it answers 403");
    assert.match((await probe("http://127.0.0.1:1/", 1000)) ?? "", /^it can't be reached/);
    assert.match((await probe("http://no-such-host.invalid/", 1000)) ?? "", /^it can't be reached/);
  });
});
