import { validateHeaderName, validateHeaderValue } from "node:http";
import { isRecord } from "../../template/json.ts";
import type { GatewayAnswer } from "./call.ts";
import { badGateway, type GatewayFailure } from "./gateway-failure.ts";

/**
 * Renamed to `x-amzn-Remapped-…` on the way out (AWS: important notes for REST APIs, and recorded
 * answers): the gateway sets these headers itself, or keeps browsers from acting on them.
 */
const REMAPPED = new Set([
  "authorization",
  "connection",
  "content-length",
  "content-md5",
  "date",
  "expect",
  "host",
  "max-forwards",
  "proxy-authenticate",
  "server",
  "trailer",
  "upgrade",
  "user-agent",
  "www-authenticate",
]);
const DROPPED = new Set(["keep-alive", "transfer-encoding"]);
const ANSWER_KEYS = new Set([
  "statusCode",
  "headers",
  "multiValueHeaders",
  "body",
  "isBase64Encoded",
]);

type Header = readonly [name: string, value: string];

/**
 * Maps the payload of a proxied function to an answer. A base64 body is decoded only for a caller
 * whose `Accept` names a binary media type.
 * @throws GatewayFailure 502 for a payload that is no proxy answer.
 */
export function answerFromFunction(payload: unknown, acceptsBinary: boolean): GatewayAnswer {
  if (!isRecord(payload) || !Object.keys(payload).every((key) => ANSWER_KEYS.has(key))) {
    throw malformed("it is not an object of the known keys only");
  }
  const { body = null, isBase64Encoded } = payload;
  if (body !== null && typeof body !== "string") {
    throw malformed("body is no string");
  }
  const encoding = isBase64Encoded === true && acceptsBinary ? "base64" : "utf8";
  return {
    status: readStatus(payload.statusCode),
    headers: [...readHeaders(payload).flatMap(remapped)],
    body: Buffer.from(body ?? "", encoding),
  };
}

function readStatus(statusCode: unknown): number {
  const status = Number(statusCode ?? 200);
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    throw malformed("statusCode is no HTTP status");
  }
  return status;
}

/**
 * Both header maps as one list: of a name in both, whatever its case, the values of the multi-value
 * map come first, under the name as that map writes it.
 */
function readHeaders({ headers, multiValueHeaders }: Record<string, unknown>): readonly Header[] {
  const multiple = entriesOf(multiValueHeaders, "multiValueHeaders").flatMap(([name, values]) => {
    if (!Array.isArray(values)) {
      throw malformed("multiValueHeaders has a value that is no list");
    }
    return values.map((value) => header(name, value));
  });
  const single = entriesOf(headers, "headers").map(([name, value]) => header(name, value));
  const all = [...multiple, ...single];
  const hasType = all.some(([name]) => name.toLowerCase() === "content-type");
  return grouped(hasType ? all : [["Content-Type", "application/json"], ...all]);
}

/** Headers of one name side by side, under the name that comes first. */
function grouped(headers: readonly Header[]): readonly Header[] {
  const groups = Map.groupBy(headers, ([name]) => name.toLowerCase());
  return [...groups.values()].flatMap((group) =>
    group.map(([, value]): Header => [group[0]?.[0] ?? "", value]),
  );
}

function entriesOf(map: unknown, name: string): readonly [string, unknown][] {
  if (map === undefined || map === null) {
    return [];
  }
  if (!isRecord(map)) {
    throw malformed(`${name} is no object`);
  }
  return Object.entries(map);
}

function header(name: string, value: unknown): Header {
  if (typeof value !== "string" && typeof value !== "boolean") {
    throw malformed(`header ${name} is neither a string nor a boolean`);
  }
  try {
    validateHeaderName(name);
    validateHeaderValue(name, String(value));
  } catch {
    throw malformed("a header has characters that HTTP does not allow");
  }
  return [name, String(value)];
}

function remapped([name, value]: Header): readonly Header[] {
  const lower = name.toLowerCase();
  if (DROPPED.has(lower)) {
    return [];
  }
  return [[REMAPPED.has(lower) ? `x-amzn-Remapped-${name}` : name, value]];
}

function malformed(why: string): GatewayFailure {
  return badGateway(`Malformed Lambda proxy response: ${why}.`);
}
