import { getCurrentInvoke } from "@codegenie/serverless-express";
import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Request } from "express";
import type { Caller } from "../common/answer.ts";

/** What the authorizer told the gateway. */
export function gatewayContext() {
  return currentEvent().requestContext.authorizer;
}

/** What an answer needs to know of its request. */
export function callerOf({ headers }: Pick<Request, "headers">): Caller {
  return {
    requestId: currentEvent().requestContext.requestId,
    origin: headers.origin,
    accept: headers.accept,
  };
}

function currentEvent(): APIGatewayProxyEvent {
  return getCurrentInvoke().event;
}
