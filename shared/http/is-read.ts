import type { APIGatewayProxyEvent } from "aws-lambda";

/** True for a request that changes nothing: GET, and HEAD, which is GET without the body. */
export function isRead({ httpMethod }: Pick<APIGatewayProxyEvent, "httpMethod">): boolean {
  return httpMethod === "GET" || httpMethod === "HEAD";
}
