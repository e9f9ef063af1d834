import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import path from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { generate } from "selfsigned";

/** A certificate that is its own CA, for names under `.test` and this machine. */
export function makeCertificate(names: readonly string[]) {
  return generate([{ name: "commonName", value: names[0] as string }], {
    keyType: "ec",
    extensions: [
      { name: "basicConstraints", cA: true },
      {
        name: "subjectAltName",
        altNames: [...names.map((value) => ({ type: 2 as const, value })), { type: 7 as const, ip: "127.0.0.1" }],
      },
    ],
  });
}

export type Certificate = Awaited<ReturnType<typeof makeCertificate>>;

/** Something that listens on loopback. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

async function listen(server: Server, sockets: Set<Socket>): Promise<Listener> {
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };
  server.on("connection", keep).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function joined(one: Socket, other: Socket): void {
  one.on("error", () => other.destroy()).on("close", () => other.destroy());
  other.on("error", () => one.destroy()).on("close", () => one.destroy());
  one.pipe(other).pipe(one);
}

/** Takes TLS off, and hands on to a port of this machine. */
export function startTlsFront({ private: key, cert }: Certificate, port: number): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createTlsServer({ key, cert }, (socket) => joined(socket, connect(port, "127.0.0.1")));
  server.on("tlsClientError", () => {});
  return listen(server, sockets);
}

/** A CONNECT proxy that leads every name to one port of this machine. */
export interface ConnectProxy extends Listener {
  /** What was asked for: `us.api.test:443`. */
  readonly asked: readonly string[];
  /** The Proxy-Authorization of each. */
  readonly authorizations: readonly (string | undefined)[];
}

/**
 * Starts a CONNECT proxy.
 *
 * @param port
 *  Where it leads.
 * @param answers
 *  What it answers in turn: a status, nothing, or the end of the connection; 200 after these.
 */
export async function startProxy(
  port: number,
  answers: readonly (number | "end" | "silence")[] = [],
): Promise<ConnectProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server = createHttpServer((_request, response) => void response.writeHead(500).end());
  server.on("connect", (request, socket: Socket) => {
    const answer = answers[asked.length] ?? 200;
    asked.push(request.url ?? "");
    authorizations.push(request.headers["proxy-authorization"]);
    socket.on("error", () => {});
    if (answer === "silence") return;
    if (answer === "end") return void socket.end();
    if (answer !== 200) {
      socket.end(`HTTP/1.1 ${answer} No\r\ncontent-type: application/json\r\n\r\n{"id": "from-the-proxy", "apps": []}`);
      return;
    }
    const far = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      joined(socket, far);
    });
  });
  return { ...(await listen(server, sockets)), asked, authorizations };
}

/** Writes a certificate to a file, for NODE_EXTRA_CA_CERTS. */
export async function writeCa({ cert }: Certificate, folder: string): Promise<string> {
  const file = path.join(folder, "ca.pem");
  await writeFile(file, cert);
  return file;
}
