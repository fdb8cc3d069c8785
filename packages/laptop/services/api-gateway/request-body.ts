import type { IncomingMessage } from "node:http";
import { GatewayFailure } from "./gateway-failure.ts";

/** Largest request body, in bytes (API Gateway quotas: 10 MB, not raisable). */
const BODY_LIMIT = 10_485_760;

/** The client went away before it had sent its request. */
export class ClientGone extends Error {}

/**
 * Reads the body of a request, and stops as soon as it is known to be too large.
 * @throws GatewayFailure REQUEST_TOO_LARGE, or ClientGone.
 */
export function readBody(message: IncomingMessage): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  if (Number(message.headers["content-length"] ?? 0) > BODY_LIMIT) {
    reject(tooLarge());
    return promise;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  const collect = (chunk: Buffer) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length > BODY_LIMIT) {
      chunks.length = 0;
      message.off("data", collect).pause();
      reject(tooLarge());
    }
  };
  message.on("data", collect);
  message.once("end", () => resolve(Buffer.concat(chunks)));
  message.once("error", (cause) => reject(new ClientGone("The request broke off.", { cause })));
  message.once("close", () => {
    // Every request closes; an error with its stack for each would only be thrown away.
    if (!message.readableEnded) reject(new ClientGone("The request broke off."));
  });
  return promise;
}

function tooLarge(): GatewayFailure {
  return new GatewayFailure(
    "REQUEST_TOO_LARGE",
    `HTTP content length exceeded ${BODY_LIMIT} bytes.`,
    { plainText: true },
  );
}
