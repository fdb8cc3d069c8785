import type { IncomingMessage } from "node:http";
import { newTraceRoot } from "./trace-id.ts";

/** Several values by name, in the order they were sent. */
export type MultiMap = ReadonlyMap<string, readonly string[]>;

/** A request as the gateway hands it on: without the headers it drops, with those it adds. */
export interface IncomingRequest {
  readonly httpMethod: string;
  /** As sent, neither decoded nor with the query; several leading slashes count as one. */
  readonly path: string;
  /** The same with every leading slash. */
  readonly sentPath: string;
  readonly query: MultiMap;
  /** Names as the client wrote them. */
  readonly headers: MultiMap;
  readonly protocol: string;
  readonly sourceIp: string;
}

/** Never reaches a function (AWS: important notes for REST APIs; recorded requests). */
const DROPPED = new Set([
  "connection",
  "content-length",
  "content-md5",
  "expect",
  "keep-alive",
  "max-forwards",
  "proxy-authenticate",
  "server",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "www-authenticate",
]);

/** Reads everything of a request but its body. */
export function readRequest(message: IncomingMessage): IncomingRequest {
  const [sentPath, query] = splitTarget(message.url ?? "/");
  const sourceIp = (message.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  return {
    httpMethod: message.method ?? "GET",
    path: sentPath.replace(/^\/+/, "/"),
    sentPath,
    query: groupByName(new URLSearchParams(query)),
    headers: withGatewayHeaders(clientHeaders(message), sourceIp, message.socket.localPort),
    protocol: `HTTP/${message.httpVersion}`,
    sourceIp,
  };
}

/** Last value of a header, whatever the case of its name. */
export function headerOf(headers: MultiMap, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, values] of headers) {
    if (key.toLowerCase() === wanted) {
      return values.at(-1);
    }
  }
  return undefined;
}

/** The target may be absolute, as proxies send it. */
function splitTarget(target: string): readonly [path: string, query: string] {
  const relative = target.replace(/^https?:\/\/[^/?]*/i, "");
  const question = relative.indexOf("?");
  return question < 0
    ? [relative || "/", ""]
    : [relative.slice(0, question) || "/", relative.slice(question + 1)];
}

function clientHeaders({ rawHeaders }: IncomingMessage): Map<string, readonly string[]> {
  const names = new Map<string, string>();
  const pairs: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const sent = rawHeaders[index] ?? "";
    const lower = sent.toLowerCase();
    if (!DROPPED.has(lower)) {
      const name = names.get(lower) ?? sent;
      names.set(lower, name);
      pairs.push([name, rawHeaders[index + 1] ?? ""]);
    }
  }
  return groupByName(pairs);
}

function withGatewayHeaders(
  headers: Map<string, readonly string[]>,
  sourceIp: string,
  port: number | undefined,
): MultiMap {
  const forwarded = headerOf(headers, "x-forwarded-for");
  replace(headers, "X-Forwarded-For", forwarded ? `${forwarded}, ${sourceIp}` : sourceIp);
  replace(headers, "X-Forwarded-Port", String(port ?? 0));
  replace(headers, "X-Forwarded-Proto", "http");
  replace(headers, "X-Amzn-Trace-Id", headerOf(headers, "x-amzn-trace-id") ?? newTraceRoot());
  return headers;
}

function replace(headers: Map<string, readonly string[]>, name: string, value: string): void {
  for (const key of [...headers.keys()]) {
    if (key.toLowerCase() === name.toLowerCase()) {
      headers.delete(key);
    }
  }
  headers.set(name, [value]);
}

function groupByName(
  pairs: Iterable<readonly [name: string, value: string]>,
): Map<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = groups.get(name);
    if (values === undefined) {
      groups.set(name, [value]);
    } else {
      values.push(value);
    }
  }
  return groups;
}
