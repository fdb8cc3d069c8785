import type { IncomingMessage, ServerResponse } from "node:http";
import type { Call, GatewayAnswer } from "./call.ts";

/** How long a client may go on sending after it was answered, in milliseconds. */
const LINGER = 5_000;

/** Writes an answer with the headers every answer of the gateway has. */
export async function sendAnswer(
  call: Call,
  answer: GatewayAnswer,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const hasBody = answer.status !== 204 && answer.status !== 304;
  response.statusCode = answer.status;
  response.appendHeader("x-amzn-RequestId", call.requestId);
  for (const [name, value] of answer.headers) {
    response.appendHeader(name, value);
  }
  response.appendHeader("x-amz-apigw-id", call.extendedRequestId);
  if (hasBody) {
    response.setHeader("Content-Length", answer.body.length);
  }
  if (message.complete) {
    response.end(hasBody ? answer.body : undefined);
    return;
  }
  // Closing with unread data would reset the connection, and the client might lose the answer.
  response.setHeader("Connection", "close");
  if (hasBody) {
    response.write(answer.body);
  }
  await drained(message);
  response.end();
}

/** Throws away what the client still sends, until it ends or the time is over. */
function drained(message: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LINGER);
    const finish = () => {
      clearTimeout(timer);
      resolve();
    };
    message.once("end", finish).once("close", finish).once("error", finish);
    message.resume();
  });
}
