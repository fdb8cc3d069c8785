import { once } from "node:events";
import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import { buffer } from "node:stream/consumers";
import { type CallFacts, type Exchange, readCall } from "./exchange.ts";

/** Stands between a function and the services, and writes down what passes. */
export interface Recorder {
  /** The one address of all services. */
  readonly url: string;
  /** What passed since it was asked last, by the time of the calls. */
  take(): Exchange[];
  close(): void;
}

/**
 * @param services URL by name in the signature's scope; `issuer` gets what is not signed
 * @param edit changes what is sent on; a changed body has no valid signature any more
 */
export async function startRecorder(
  services: Readonly<Record<string, string>>,
  edit: (call: CallFacts, body: Buffer) => Buffer = (_, body) => body,
): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const server = createServer(async (incoming, response) => {
    const startedAt = performance.now();
    const body = await buffer(incoming);
    const call = readCall(incoming, body);
    const upstream = services[call.service];
    if (!upstream) throw new Error(`Nothing serves ${call.service}.`);
    const answer = await forward(incoming, edit(call, body), upstream);
    const responseBody = await buffer(answer);
    exchanges.push({
      ...call,
      status: answer.statusCode ?? 500,
      headers: plainHeaders(answer),
      responseBody: responseBody.toString("base64"),
      startedAt,
      endedAt: performance.now(),
    });
    response.writeHead(answer.statusCode ?? 500, plainHeaders(answer)).end(responseBody);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => exchanges.splice(0).toSorted((a, b) => a.startedAt - b.startedAt),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** With the same Host header, which the signature covers. */
async function forward(
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  upstream: string,
): Promise<IncomingMessage> {
  const { hostname, port } = new URL(upstream);
  const path = url ?? "/";
  const outgoing = httpRequest({
    ...{ hostname, port, path, method, agent: false },
    headers: { ...headers, ...(body.length > 0 && { "content-length": body.length }) },
  });
  outgoing.end(body);
  const [answer] = await once(outgoing, "response");
  return answer;
}

const OF_THE_CONNECTION = ["connection", "keep-alive", "transfer-encoding", "date"];

function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !OF_THE_CONNECTION.includes(name))
      .map(([name, value]) => [name, String(value)]),
  );
}
