import { createHash, createHmac } from "node:crypto";
import { type ClientRequest, request as requestPlain } from "node:http";
// Any client on Lambda speaks TLS. Here nothing does, but it is loaded: esbuild drops it unless it is used.
import { request as requestSecure } from "node:https";
import { text } from "node:stream/consumers";
import type { CallFacts } from "../tape/exchange.ts";

/** A call to repeat. */
export interface FloorCall extends CallFacts {
  /** Places of the calls it waits for. */
  readonly after: readonly number[];
}

/**
 * The least a function can do that makes these calls: no SDK and no library, Signature Version 4 by
 * hand, no validation, no answer worth the name.
 */
export async function handler({ calls }: { readonly calls: readonly FloorCall[] }) {
  const started: Promise<unknown>[] = [];
  for (const call of calls) {
    const before = call.after.map((place) => started[place]);
    started.push(Promise.all(before).then(() => send(call)));
  }
  await Promise.all(started);
  return { statusCode: 200, body: "" };
}

const {
  AWS_ENDPOINT_URL_DYNAMODB = "",
  AWS_ACCESS_KEY_ID = "",
  AWS_SECRET_ACCESS_KEY = "",
} = process.env;
const { protocol, hostname, port, host } = new URL(AWS_ENDPOINT_URL_DYNAMODB);
const request = protocol === "https:" ? requestSecure : requestPlain;
const REGION = process.env.AWS_REGION ?? "";

const CONDITION_FAILED = /ConditionalCheckFailed/;

function send(call: FloorCall): Promise<unknown> {
  const body = Buffer.from(call.requestBody, "base64");
  const { method, path, service } = call;
  const headers = service === "issuer" ? { host } : signedHeaders(call, body);
  return new Promise((resolve, reject) => {
    const outgoing: ClientRequest = request({ hostname, port, path, method, headers }, (answer) =>
      text(answer).then((answered) => {
        // A condition that fails is an answer that the functions work with.
        const isGood = answer.statusCode === 200 || CONDITION_FAILED.test(answered);
        if (isGood) resolve(answered && parsed(answered));
        else reject(new Error(`${method} ${path}: ${answer.statusCode} ${answered}`));
      }, reject),
    );
    outgoing.on("error", reject).end(body);
  });
}

function parsed(answer: string): unknown {
  return answer.startsWith("{") ? JSON.parse(answer) : answer;
}

function signedHeaders(call: FloorCall, body: Buffer): Record<string, string> {
  const time = new Date().toISOString().replace(/[:-]|\.\d+/g, "");
  const day = time.slice(0, 8);
  const headers: Record<string, string> = {
    ...(call.contentType && { "content-type": call.contentType }),
    host,
    "x-amz-content-sha256": sha256(body),
    "x-amz-date": time,
    ...(call.target && { "x-amz-target": call.target }),
  };
  const names = Object.keys(headers).join(";");
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const [path, query = ""] = call.path.split("?");
  const canonical = [call.method, path, query, lines.join(""), names, sha256(body)].join("\n");
  const scope = `${day}/${REGION}/${call.service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", time, scope, sha256(canonical)].join("\n");
  const key = [day, REGION, call.service, "aws4_request"].reduce<string | Buffer>(
    (secret, part) => createHmac("sha256", secret).update(part).digest(),
    `AWS4${AWS_SECRET_ACCESS_KEY}`,
  );
  const signature = createHmac("sha256", key).update(toSign).digest("hex");
  const credential = `Credential=${AWS_ACCESS_KEY_ID}/${scope}`;
  headers.authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}
