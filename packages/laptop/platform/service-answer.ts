import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";

/** What a call of one of AWS's services is answered with. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; left out for an answer without a body. */
  readonly body?: unknown;
}

/** @param contentType of the service's protocol, such as `application/x-amz-json-1.1` */
export function sendServiceAnswer(
  response: ServerResponse,
  contentType: string,
  { status, headers, body }: ServiceAnswer,
): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  response.writeHead(status, {
    "content-type": contentType,
    "content-length": Buffer.byteLength(text),
    "x-amzn-requestid": randomUUID(),
    ...headers,
  });
  response.end(text);
}

/** What a call's body says; undefined for text that is no JSON. */
export function parseCallBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
