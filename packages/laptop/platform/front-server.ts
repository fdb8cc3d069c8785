import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

const LOOPBACK = "127.0.0.1";

/** More than the gateway takes, which answers too much and a missing Host in the API's own words. */
const OPTIONS = { maxHeaderSize: 64 * 1024, requireHostHeader: false };

/** Answers what is no HTTP at all, or far too long: no API can be asked for words. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const isTooLong = error.code === "HPE_HEADER_OVERFLOW";
  const status = isTooLong ? "431 Request Header Fields Too Large" : "400 Bad Request";
  const body = JSON.stringify({ message: status.slice(4) });
  const head = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close`;
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${body}`);
}

/** The server on the port that people call. */
export interface FrontServer {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Until then every request is answered with 503. */
  serve(listener: RequestListener): void;
  /** From now on every request is answered with 503 again. */
  pause(): void;
  close(): Promise<void>;
}

/** A client that may come again soon is told when. */
const comeAgain: RequestListener = (_, response) =>
  response.writeHead(503, { "Retry-After": "1" }).end();

/**
 * Takes the port first, so that a busy one is told before anything is started.
 * @param port 0 lets the system choose
 * @throws Error with one sentence for a port that cannot be had
 */
export async function startFrontServer(port: number): Promise<FrontServer> {
  let serve = comeAgain;
  const server = createServer(OPTIONS, (request, response) => serve(request, response));
  // The gateway drops the header, whatever it expects; Node.js answers 417 by itself.
  server.on("checkExpectation", (request, response) => serve(request, response));
  server.on("clientError", refuse);
  // Longer than most clients keep an idle connection: they should not meet one that just closed.
  server.keepAliveTimeout = 60_000;
  server.listen(port, LOOPBACK);
  try {
    await once(server, "listening");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const busy = code === "EADDRINUSE" ? "is in use" : `cannot be opened (${code})`;
    throw new Error(`Port ${port} ${busy}; set PORT to another one.`);
  }
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${chosen}`,
    serve: (listener) => {
      serve = listener;
    },
    pause: () => {
      serve = comeAgain;
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
