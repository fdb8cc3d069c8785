import { buffer } from "node:stream/consumers";
import { HttpRequest, type HttpResponse } from "@smithy/core/protocols";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { deadlineSignal } from "./request-deadline.ts";
import type { CallLimits } from "./time-limits.ts";

/**
 * Sends the calls of an SDK client, and breaks off those of a request whose time is up. The signal is
 * given here: an option of `send` would make the client put its steps together anew for each call.
 */
class RequestHandler extends NodeHttpHandler {
  override handle(
    request: HttpRequest,
    options: Parameters<NodeHttpHandler["handle"]>[1] = {},
  ): Promise<{ response: HttpResponse }> {
    const abortSignal = deadlineSignal();
    return super.handle(request, abortSignal ? { ...options, abortSignal } : options);
  }

  /** Opens a connection, and keeps it for the next call there: whatever is answered will do. */
  async connect({ protocol, hostname, port }: URL): Promise<void> {
    const place = { protocol, hostname, ...(port && { port: Number(port) }) };
    const { response } = await super.handle(
      new HttpRequest({ ...place, method: "GET", path: "/" }),
    );
    await buffer(response.body);
  }
}

/** The options of an SDK client that keep its calls within their limits. */
export function clientOptions({ connection, request, tries }: CallLimits) {
  return {
    maxAttempts: tries,
    requestHandler: new RequestHandler({
      connectionTimeout: connection,
      requestTimeout: request,
      throwOnRequestTimeout: true,
    }),
  };
}
