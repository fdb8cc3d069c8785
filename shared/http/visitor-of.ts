import type { APIGatewayProxyEvent } from "aws-lambda";
import { header } from "../headers.ts";
import type { Visitor } from "../model/analytics/visitor.ts";

/**
 * Who looks at a public page. The address is that of the connection to the gateway, which no caller
 * can choose; what a proxy says of those behind it (`X-Forwarded-For`) anybody can write.
 */
export function visitorOf(event: APIGatewayProxyEvent): Visitor {
  return {
    address: event.requestContext.identity.sourceIp,
    userAgent: header(event, "user-agent") ?? "",
    isHead: event.httpMethod === "HEAD",
  };
}
