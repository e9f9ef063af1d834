import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import spawn from "nano-spawn";
import { type Fake, startFake } from "../../../../fake";
import { proxyFor } from "../../../../provider/http/proxy";
import { AT, BASIC, clientFor, type Environment, environment, everythingIn, rejection } from "../../../support/access";
import { CHECKOUT } from "../../../support/checkout";
import {
  type Certificate,
  type ConnectProxy,
  makeCertificate,
  startProxy,
  startTlsFront,
  writeCa,
} from "../../../support/tls";

const API = "us.api.test";
const AUTH = "auth.api.test";
const HTTPS = environment(`https://{region}.api.test`, { SINCH_AUTH_URL: `https://${AUTH}` });
const VARIABLES = ["https_proxy", "http_proxy", "all_proxy", "no_proxy"].flatMap((name) => [name, name.toUpperCase()]);

/** Runs something with these variables for proxies and no others. */
async function withVariables<T>(variables: Environment, work: () => T | Promise<T>): Promise<T> {
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);
  for (const name of VARIABLES) delete process.env[name];
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

describe("proxyFor", () => {
  const rows: [variables: Environment, url: string, proxy: string | undefined][] = [
    [{}, "https://us.api.test", undefined],
    [{ HTTPS_PROXY: "http://p:3128" }, "https://us.api.test", "http://p:3128/"],
    [{ https_proxy: "http://p:3128" }, "https://us.api.test", "http://p:3128/"],
    [{ HTTPS_PROXY: "https://p:3128" }, "https://us.api.test", "https://p:3128/"],
    [{ HTTPS_PROXY: "p:3128" }, "https://us.api.test", "http://p:3128/"],
    [{ HTTPS_PROXY: "u:pw@p:3128" }, "https://us.api.test", "http://u:pw@p:3128/"],
    [{ ALL_PROXY: "http://p:3128" }, "https://us.api.test", "http://p:3128/"],
    [{ HTTP_PROXY: "http://p:3128" }, "https://us.api.test", undefined],
    [{ HTTPS_PROXY: "" }, "https://us.api.test", undefined],
    [{ HTTPS_PROXY: "http://p:3128", NO_PROXY: "us.api.test" }, "https://us.api.test", undefined],
    [{ HTTPS_PROXY: "http://p:3128", NO_PROXY: "x.test, .api.test" }, "https://us.api.test", undefined],
    [{ HTTPS_PROXY: "http://p:3128", NO_PROXY: "*" }, "https://us.api.test", undefined],
    [{ HTTPS_PROXY: "http://p:3128", no_proxy: "other.test" }, "https://us.api.test", "http://p:3128/"],
    [{ HTTPS_PROXY: "http://p:3128", HTTP_PROXY: "http://p:3128" }, "http://127.0.0.1:8090", undefined],
  ];
  for (const [variables, url, proxy] of rows) {
    const names = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    it(`returns ${proxy ?? "none"} for ${url} with ${names.join(" ") || "no variable"}`, () =>
      withVariables(variables, () => assert.equal(proxyFor(new URL(url))?.href, proxy)));
  }

  for (const value of ["http://CANARY:100%@p", "socks5://CANARY:p@h:1080", "http://"]) {
    it(`refuses ${value} without quoting it`, () =>
      withVariables({ HTTPS_PROXY: value }, async () => {
        const error = await rejection(clientFor({ ...HTTPS, ...BASIC }).list(AT));
        assert.equal(
          error.message,
          "HTTPS_PROXY in the environment must be a URL such as http://proxy.example.com:3128, with a % in a password written %25",
        );
        assert.doesNotMatch(everythingIn(error), /CANARY/);
      }));
  }
});

describe("a call through a proxy", () => {
  let certificate: Certificate;
  let fake: Fake;
  let appId: string;
  let tlsPort: number;
  let folder: string;
  let proxy: ConnectProxy;
  const closers: (() => Promise<unknown>)[] = [];

  before(async () => {
    certificate = await makeCertificate([API, AUTH, "localhost"]);
  });
  beforeEach(async () => {
    fake = await startFake();
    appId = fake.insert({ display_name: "Support" });
    const front = await startTlsFront(certificate, fake.port);
    tlsPort = front.port;
    proxy = await startProxy(tlsPort);
    folder = await mkdtemp(path.join(tmpdir(), "sinch-proxy-"));
    closers.push(proxy.close, front.close, fake.close, () => rm(folder, { recursive: true }));
  });
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });

  /** What a process of its own, with the certificate as CA or without, gets from the API. */
  async function list(variables: Environment, ca: boolean, ...deleted: string[]): Promise<string> {
    const cleared = Object.fromEntries(VARIABLES.map((name) => [name, undefined]));
    const extra = ca ? { NODE_EXTRA_CA_CERTS: await writeCa(certificate, folder) } : { NODE_EXTRA_CA_CERTS: undefined };
    const script = path.join(CHECKOUT, "tests/support/list-apps.ts");
    const { stdout } = await spawn(process.execPath, ["--import", "tsx", script, ...deleted], {
      env: { ...cleared, ...extra, ...variables },
      timeout: 8_000,
    });
    return stdout;
  }

  it("reaches token endpoint and API with a custom CA, and never resolves their names itself", async () => {
    const answer = await list({ ...HTTPS, HTTPS_PROXY: `http://user:p%40ss@127.0.0.1:${proxy.port}` }, true);
    assert.equal(answer, appId);
    assert.deepEqual(proxy.asked, [`${AUTH}:443`, `${API}:443`]);
    const expected = `Basic ${Buffer.from("user:p@ss").toString("base64")}`;
    assert.deepEqual(proxy.authorizations, [expected, expected]);
  });

  it("uses a separate connection for each write @stale-response", async () => {
    const other = fake.insert({ display_name: "Sales" });
    const answer = await list({ ...HTTPS, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }, true, appId, other);
    assert.deepEqual([answer, fake.apps()], [`${appId},${other}`, []]);
    assert.deepEqual(proxy.asked, [`${AUTH}:443`, ...Array(3).fill(`${API}:443`)]);
  });

  it("bypasses the proxy if NO_PROXY names the host, still with the CA", async () => {
    const url = `https://localhost:${tlsPort}`;
    const variables = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: "localhost" };
    assert.equal(await list({ ...environment(url), ...variables }, true), appId);
    assert.deepEqual(proxy.asked, []);
  });

  const UNTRUSTED =
    /: its certificate isn't trusted; NODE_EXTRA_CA_CERTS can name a file with your own CA \(DEPTH_ZERO_SELF_SIGNED_CERT\) \(/;

  it("trusts no certificate without its CA, even with NODE_TLS_REJECT_UNAUTHORIZED=0 @tls", async () => {
    const off = { ...BASIC, NODE_TLS_REJECT_UNAUTHORIZED: "0", NODE_NO_WARNINGS: "1" };
    const direct = list({ ...environment(`https://localhost:${tlsPort}`), ...off }, false);
    const proxied = list({ ...HTTPS, ...off, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }, false);
    assert.match(await direct, UNTRUSTED);
    assert.match(await proxied, UNTRUSTED);
    assert.equal(fake.journal.count(), 0);
  });

  const viaProxy = (port: number, more: Environment = BASIC): Promise<Error> =>
    withVariables({ HTTPS_PROXY: `http://user:CANARY@127.0.0.1:${port}` }, async () => {
      const client = clientFor({ ...HTTPS, ...more });
      const error = await rejection(client.create(AT, { display_name: "Support", channel_credentials: [] }));
      assert.doesNotMatch(everythingIn(error), /CANARY|Basic /);
      return error;
    });
  const where = (host: string, port: number): string =>
    `no response from ${host} by way of the proxy 127.0.0.1:${port}: `;

  it("names the untrusted certificate's issuer and the proxy", async () => {
    const { message } = await viaProxy(proxy.port);
    assert.ok(message.startsWith(where(API, proxy.port)), message);
    assert.match(message, UNTRUSTED);
  });

  for (const status of [302, 400, 401, 403, 404, 407]) {
    it(`doesn't mistake a ${status} of the proxy for an API response`, async () => {
      const refusing = await startProxy(tlsPort, Array(10).fill(status));
      closers.push(refusing.close);
      for (const [host, more, asked] of [
        [API, BASIC, "POST /v1/projects/project-1/apps"],
        [AUTH, {}, "POST /oauth2/token"],
      ] as const) {
        const { message } = await viaProxy(refusing.port, more);
        assert.equal(
          message,
          `${where(host, refusing.port)}the proxy responded with ${status} (ERR_PROXY_REFUSED) (${asked})`,
        );
      }
      assert.equal(refusing.asked.length, 2);
    });
  }

  it("is retried if the proxy fails", async () => {
    const failing = await startProxy(tlsPort, [503, 429, 502]);
    closers.push(failing.close);
    await withVariables({ HTTPS_PROXY: `http://127.0.0.1:${failing.port}` }, async () => {
      const error = await rejection(clientFor({ ...HTTPS, ...BASIC }).list(AT));
      assert.match(error.message, UNTRUSTED);
      assert.equal(failing.asked.length, 4);
    });
  });

  it("names the proxy if nothing listens there", async () => {
    const { port } = proxy;
    await proxy.close();
    const { message } = await viaProxy(port);
    assert.equal(message, `${where(API, port)}connection refused (ECONNREFUSED) (POST /v1/projects/project-1/apps)`);
  });

  const mute: [title: string, statuses: readonly (number | "silence" | "end")[], why: string][] = [
    ["ends if the proxy never responds", ["silence"], "timed out (ETIMEDOUT)"],
    ["names the proxy if it closes the connection", ["end"], "the proxy closed the connection (ERR_PROXY_FAILED)"],
  ];
  for (const [title, answers, why] of mute) {
    it(title, async () => {
      const mute = await startProxy(tlsPort, answers);
      closers.push(mute.close);
      await withVariables({ HTTPS_PROXY: `http://127.0.0.1:${mute.port}` }, async () => {
        const client = clientFor({ ...HTTPS, ...BASIC }, { attemptMs: 150, totalMs: 0 });
        const { message } = await rejection(client.list(AT));
        assert.equal(message, `${where(API, mute.port)}${why} (GET /v1/projects/project-1/apps)`);
      });
    });
  }

  it("is retried if the proxy closed the connection or never responds", async () => {
    const failing = await startProxy(tlsPort, ["end", "silence"]);
    closers.push(failing.close);
    await withVariables({ HTTPS_PROXY: `http://127.0.0.1:${failing.port}` }, async () => {
      const error = await rejection(clientFor({ ...HTTPS, ...BASIC }, { attemptMs: 300 }).list(AT));
      assert.match(error.message, UNTRUSTED);
      assert.equal(failing.asked.length, 3);
    });
  });
});
