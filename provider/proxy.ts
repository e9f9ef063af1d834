import type { ClientRequest } from "node:http";
import type { Duplex } from "node:stream";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { SinchError } from "./errors";

/** What a proxy that doesn't let a call through is reported as; the second one may pass. */
export const PROXY_REFUSED = "ERR_PROXY_REFUSED";
export const PROXY_FAILED = "ERR_PROXY_FAILED";

/** A tunnel through a proxy. The proxy's own answer to CONNECT is never taken for one of the API. */
class Tunnel extends HttpsProxyAgent<URL> {
  override async connect(
    request: ClientRequest,
    options: Parameters<HttpsProxyAgent<URL>["connect"]>[1],
  ): ReturnType<HttpsProxyAgent<URL>["connect"]> {
    let status = 0;
    request.once("proxyConnect", (answer: { statusCode: number }) => {
      status = answer.statusCode;
    });
    const socket: Duplex = await super.connect(request, options);
    if (status === 200) return socket as Awaited<ReturnType<HttpsProxyAgent<URL>["connect"]>>;
    socket.destroy();
    const code = status === 429 || status >= 500 ? PROXY_FAILED : PROXY_REFUSED;
    throw Object.assign(new Error(`the proxy answers ${status}`), { code });
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
  if (URL.canParse(proxy) && /^https?:$/.test(new URL(proxy).protocol)) return new URL(proxy);
  throw new SinchError(
    "ERR_SINCH_CONFIGURATION",
    "HTTPS_PROXY in the environment must be a URL such as http://proxy.example.com:3128",
  );
}

const agents = new Map<string, Tunnel>();

/** The agent whose connections go through a proxy. */
export function agentFor(proxy: URL): HttpsProxyAgent<URL> {
  const agent = agents.get(proxy.href) ?? new Tunnel(proxy, { keepAlive: true, rejectUnauthorized: true });
  agents.set(proxy.href, agent);
  return agent;
}
