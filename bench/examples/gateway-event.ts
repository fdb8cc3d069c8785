import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { toAuthorizerContext } from "../../shared/auth/principal.ts";
import { PUBLIC_ADDRESS } from "../../shared/http/public-address.ts";
import type { AnyRoute } from "../../shared/routes/route-table.ts";
import type { ExampleRequest } from "./example.ts";

/** What a browser sends along, and CloudFront adds; about as much as in the field. */
const USUAL_HEADERS = {
  Accept: "application/json",
  "Accept-Encoding": "gzip, deflate, br, zstd",
  "Accept-Language": "en-US,en;q=0.9",
  Host: "api.example.com",
  Origin: "https://app.example.com",
  Referer: "https://app.example.com/",
  "User-Agent":
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "X-Amzn-Trace-Id": "Root=1-69200000-0123456789abcdef01234567",
  "X-Forwarded-For": "203.0.113.10",
  "X-Forwarded-Port": "443",
  "X-Forwarded-Proto": "https",
};

/** The event of a proxy integration, version 1.0, for a caller with a JWT. */
export async function gatewayEvent(
  route: AnyRoute,
  request: ExampleRequest,
): Promise<Partial<APIGatewayProxyEvent>> {
  const { account, params = {}, query } = request;
  const { body, contentType, isBase64Encoded } = await bodyOf(request);
  const headers = {
    ...USUAL_HEADERS,
    ...(route.auth !== "public" && { Authorization: `Bearer ${"e".repeat(600)}` }),
    ...(contentType && { "Content-Type": contentType }),
  };
  return {
    resource: route.path,
    path: route.path.replace(/\{(\w+)\}/g, (_, name) => params[name] ?? ""),
    httpMethod: route.method,
    headers,
    multiValueHeaders: multiMap(headers),
    queryStringParameters: query ?? null,
    multiValueQueryStringParameters: query ? multiMap(query) : null,
    pathParameters: Object.keys(params).length > 0 ? params : null,
    stageVariables: { [PUBLIC_ADDRESS]: "https://api.example" },
    requestContext: {
      requestId: randomUUID(),
      identity: { sourceIp: USUAL_HEADERS["X-Forwarded-For"] },
      ...(route.auth !== "public" && {
        authorizer: toAuthorizerContext({ account, credential: "jwt", plan: "session" }),
      }),
    } as unknown as APIGatewayProxyEvent["requestContext"],
    body,
    isBase64Encoded,
  };
}

async function bodyOf({ json, form }: ExampleRequest) {
  if (form) {
    const encoded = new Response(form);
    const bytes = Buffer.from(await encoded.arrayBuffer());
    const contentType = encoded.headers.get("content-type") ?? "";
    return { body: bytes.toString("base64"), contentType, isBase64Encoded: true };
  }
  if (json === undefined) return { body: null, contentType: undefined, isBase64Encoded: false };
  return {
    body: encodedJson(json),
    contentType: "application/json",
    isBase64Encoded: true,
  };
}

/** A body as the gateway passes all of them on. */
export function encodedJson(json: unknown): string {
  return Buffer.from(JSON.stringify(json)).toString("base64");
}

function multiMap(map: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, [value]]));
}
