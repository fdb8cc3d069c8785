import type { ServerResponse } from "node:http";
import { startLoopbackServer } from "@profiles-api/laptop/testing";

/** Lambda's Extensions API for one function. */
export interface InvocationEvents {
  /** Host and port, for `AWS_LAMBDA_RUNTIME_API`. */
  readonly api: string;
  /** Answers when the function is ready for an invocation, and tells it, if it has registered. */
  readonly begin: string;
  close(): Promise<void>;
}

/** Serves what a function asks for that works after its answers; one that does not asks for nothing. */
export async function startInvocationEvents(): Promise<InvocationEvents> {
  let isRegistered = false;
  let asking = Promise.withResolvers<ServerResponse>();
  const server = await startLoopbackServer(async ({ url = "" }, response) => {
    if (url.endsWith("/event/next")) asking.resolve(response);
    else if (url.endsWith("/register")) {
      isRegistered = true;
      response.setHeader("Lambda-Extension-Identifier", "the-only-one");
      response.end("{}");
    } else {
      const next = isRegistered ? await asking.promise : undefined;
      asking = Promise.withResolvers();
      response.end();
      next?.end(JSON.stringify(invocation()));
    }
  });
  const begin = `${server.endpoint}/begin`;
  return { api: new URL(begin).host, begin, close: () => server.close() };
}

function invocation() {
  return {
    eventType: "INVOKE",
    deadlineMs: Date.now() + 10_000,
    requestId: "3da1f2dc-3222-475e-9205-e2e6c6318895",
    invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:get-public-profile",
    tracing: {
      type: "X-Amzn-Trace-Id",
      value: "Root=1-5f35ae12-0c0fec141ab77a00bc047aa2;Parent=2be948a625588e32;Sampled=1",
    },
  };
}
