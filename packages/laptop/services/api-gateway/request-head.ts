import type { IncomingMessage } from "node:http";
import { GatewayFailure } from "./gateway-failure.ts";

/** Bytes of the request line and all header values (AWS: quotas of API Gateway REST APIs). */
const MOST_HEAD_BYTES = 10_240;

/**
 * Checks what comes before the body. AWS publishes the limit, but not how it answers past it; the
 * laptop answers with the statuses of RFC 6585, 5 and RFC 9112, 3.2, as the API's `DEFAULT_4XX` says.
 * @throws GatewayFailure `DEFAULT_4XX` with 431 or 400
 */
export function checkHead({
  method,
  url,
  httpVersion,
  headers,
  rawHeaders,
}: IncomingMessage): void {
  const line = `${method} ${url} HTTP/${httpVersion}`;
  const values = rawHeaders.filter((_, index) => index % 2 === 1);
  const bytes = [line, ...values].reduce((sum, text) => sum + Buffer.byteLength(text, "latin1"), 0);
  if (bytes > MOST_HEAD_BYTES) {
    throw new GatewayFailure("DEFAULT_4XX", "Request header fields too large", { status: 431 });
  }
  if (headers.host === undefined) throw new GatewayFailure("DEFAULT_4XX", "Bad Request");
}
