import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";

/** Whether a request is to fail. */
export type Fault = (method: string, path: string, body: string) => boolean;

/** A server on the loopback that hands on all requests but those that are to fail. */
export interface FaultyProxy {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param target what it stands before */
export async function startFaultyProxy(
  target: string,
  faults: readonly Fault[],
): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target);
  const server = createServer(async (incoming, response) => {
    const { method = "", url: path = "", headers } = incoming;
    const body = Buffer.concat(await incoming.toArray());
    if (faults.some((fails) => fails(method, path, body.toString()))) {
      response.writeHead(500, { "content-type": "application/json", "x-request-id": "fault" });
      response.end(JSON.stringify({ detail: "Broken.", code: "broken", request_id: "fault" }));
      return;
    }
    const onward = httpRequest({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy()).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
