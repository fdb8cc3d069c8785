import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { PUBLIC_ADDRESS } from "../../shared/http/public-address.ts";
import { routeTable } from "../../shared/routes/route-table.ts";
import type { Job } from "./subject.ts";

/** A request, as a test or a measurement thinks of it. */
export interface JobRequest {
  /** JWT; none when left out. */
  readonly token?: string;
  readonly profileId?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The event that API Gateway would make of a request (REST API, proxy integration). */
export function proxyEvent(job: Job, request: JobRequest): APIGatewayProxyEvent {
  const route = routeTable.find(({ id }) => id === job);
  if (!route) throw new Error(`There is no route ${job}.`);
  const { token, profileId, body } = request;
  const path = route.path.replace("{profile_id}", profileId ?? "");
  const headers: Record<string, string> = {
    Accept: "application/json",
    Host: "api.example",
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    ...request.headers,
  };
  return {
    resource: route.path,
    path,
    httpMethod: route.method,
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: profileId === undefined ? null : { profile_id: profileId },
    stageVariables: { [PUBLIC_ADDRESS]: "https://api.example" },
    body: body === undefined ? null : Buffer.from(body).toString("base64"),
    isBase64Encoded: body !== undefined,
    requestContext: requestContext(route.method, route.path, path),
  };
}

function requestContext(httpMethod: string, resourcePath: string, path: string) {
  const context = {
    accountId: "000000000000",
    apiId: "api",
    domainName: "api.example",
    httpMethod,
    identity: { sourceIp: "192.0.2.1", userAgent: "bench" },
    path: `/live${path}`,
    protocol: "HTTP/1.1",
    requestId: randomUUID(),
    requestTimeEpoch: Date.now(),
    resourceId: "resource",
    resourcePath,
    stage: "live",
    authorizer: null,
  };
  return context as unknown as APIGatewayProxyEvent["requestContext"];
}

/** The body of a form and the header with its boundary. */
export async function formBody(
  form: FormData,
): Promise<Required<Pick<JobRequest, "body" | "headers">>> {
  const encoded = new Response(form);
  const contentType = encoded.headers.get("content-type") ?? "";
  return { body: await encoded.bytes(), headers: { "Content-Type": contentType } };
}
