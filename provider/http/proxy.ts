import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { SinchError } from "../base/errors";

/** A proxy that doesn't let a call through: another attempt won't help. */
export const PROXY_REFUSED = "ERR_PROXY_REFUSED";
/** A proxy that fails: another attempt may help. */
export const PROXY_FAILED = "ERR_PROXY_FAILED";

const proxyError = (code: string, message: string): Error => Object.assign(new Error(message), { code });

/**
 * Tunnels through a proxy. Its answer to CONNECT is never taken for one of the API, and a proxy that says nothing is
 * given up: the time limit of a request doesn't reach a connection that the request hasn't got yet.
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
    // For this connection: it is made before the next one can be asked for.
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
 * The proxy that `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` name for a URL, if any. What isn't https goes to loopback
 * alone, so never to a proxy.
 *
 * @throws SinchError `ERR_SINCH_CONFIGURATION` where it isn't a URL. It isn't quoted, since it can hold a password.
 */
export function proxyFor(url: URL): URL | undefined {
  const found = url.protocol === "https:" ? getProxyForUrl(url.href) : "";
  if (!found) return undefined;
  // Without a scheme it means http, to curl and to Go; the library adds https.
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
 * @param limitMs
 *  Milliseconds that the proxy may take to make a connection.
 * @param keepAlive
 *  Whether a connection serves more than one request.
 */
export function agentFor(proxy: URL, limitMs: number, keepAlive: boolean): HttpsProxyAgent<string> {
  const name = `${limitMs} ${keepAlive} ${proxy.href}`;
  const agent = agents.get(name) ?? new Tunnels(proxy.href, limitMs, keepAlive);
  agents.set(name, agent);
  return agent;
}
