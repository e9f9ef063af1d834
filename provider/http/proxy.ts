import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { SinchError } from "../base/errors";

/** The proxy refuses the call; a retry won't help. */
export const PROXY_REFUSED = "ERR_PROXY_REFUSED";
/** The proxy fails; a retry may help. */
export const PROXY_FAILED = "ERR_PROXY_FAILED";

const proxyError = (code: string, message: string): Error => Object.assign(new Error(message), { code });

/**
 * Tunnels through a proxy. The proxy's response to CONNECT never counts as the API's. A silent proxy is given up here,
 * since a request's time limit doesn't cover a connection still being opened.
 */
class Tunnels extends HttpsProxyAgent<string> {
  constructor(
    proxy: string,
    private readonly limitMs: number,
    keepAlive: boolean,
  ) {
    super(proxy, { keepAlive, rejectUnauthorized: true });
  }

  override async connect(...[request, options]: Parameters<HttpsProxyAgent<string>["connect"]>) {
    let status = 0;
    request.once("proxyConnect", (answer: { statusCode: number }) => {
      status = answer.statusCode;
    });
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.limitMs);
    // Applies to this connection only: it opens before the next one can be requested.
    this.connectOpts = { ...this.connectOpts, signal: limit.signal };
    try {
      const socket = await super.connect(request, options);
      if (status === 200) return socket;
      socket.destroy();
    } catch (error) {
      if (limit.signal.aborted) throw proxyError("ETIMEDOUT", "timed out");
      throw (error as { code?: string }).code ? error : proxyError(PROXY_FAILED, "the proxy closed the connection");
    } finally {
      clearTimeout(timer);
    }
    throw proxyError(
      status === 429 || status >= 500 ? PROXY_FAILED : PROXY_REFUSED,
      `the proxy responded with ${status}`,
    );
  }
}

const VARIABLES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

/**
 * The proxy that `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` select for a URL, if any. Requests without TLS go to
 * loopback only, never to a proxy.
 *
 * @throws SinchError `ERR_SINCH_CONFIGURATION` if the value isn't a URL. It isn't quoted, since it can hold a password.
 */
export function proxyFor(url: URL): URL | undefined {
  const found = url.protocol === "https:" ? getProxyForUrl(url.href) : "";
  if (!found) return undefined;
  // curl and Go read a missing scheme as http; the library would add https.
  const named = VARIABLES.some((name) => process.env[name] === found);
  const proxy = named ? found : found.replace(/^https:/, "http:");
  if (isProxyUrl(proxy)) return new URL(proxy);
  throw new SinchError(
    "ERR_SINCH_CONFIGURATION",
    "HTTPS_PROXY in the environment must be a URL such as http://proxy.example.com:3128, with a % in a password written %25",
  );
}

function isProxyUrl(value: string): boolean {
  try {
    const { protocol, username, password } = new URL(value);
    decodeURIComponent(`${username}:${password}`);
    return protocol === "http:" || protocol === "https:";
  } catch {
    return false;
  }
}

const agents = new Map<string, Tunnels>();

/**
 * The agent whose connections go through a proxy.
 *
 * @param limitMs Milliseconds for the proxy to open a connection.
 * @param keepAlive Whether a connection serves several requests.
 */
export function agentFor(proxy: URL, limitMs: number, keepAlive: boolean): HttpsProxyAgent<string> {
  const name = `${limitMs} ${keepAlive} ${proxy.href}`;
  const agent = agents.get(name) ?? new Tunnels(proxy.href, limitMs, keepAlive);
  agents.set(name, agent);
  return agent;
}
