import type { Call, Route } from "./call.ts";
import { headerOf, type MultiMap } from "./incoming-request.ts";
import { isBinary } from "./media-types.ts";
import { methodArnOf, requestContextOf } from "./request-context.ts";

/** The event of a Lambda proxy integration, version 1.0. Empty maps and bodies are null. */
export function proxyEvent(call: Call, route: Route, body: Buffer) {
  const { api, request } = call;
  const contentType = headerOf(request.headers, "content-type");
  const isBase64Encoded = body.length > 0 && isBinary(contentType, api.binaryMediaTypes);
  return {
    resource: route.resource.path,
    path: request.path,
    httpMethod: request.httpMethod,
    headers: nullWhenEmpty(lastValues(request.headers)),
    multiValueHeaders: nullWhenEmpty(allValues(request.headers)),
    queryStringParameters: nullWhenEmpty(lastValues(request.query)),
    multiValueQueryStringParameters: nullWhenEmpty(allValues(request.query)),
    pathParameters: nullWhenEmpty(Object.fromEntries(route.pathParameters)),
    stageVariables: nullWhenEmpty(Object.fromEntries(api.stage.variables)),
    requestContext: requestContextOf(call),
    body: body.length === 0 ? null : body.toString(isBase64Encoded ? "base64" : "utf8"),
    isBase64Encoded,
  };
}

/** The event of a REQUEST authorizer: the request without its body. Empty maps stay maps. */
export function authorizerEvent(call: Call, route: Route) {
  const { api, request } = call;
  return {
    type: "REQUEST",
    methodArn: methodArnOf(call, request.path),
    resource: route.resource.path,
    path: request.path,
    httpMethod: request.httpMethod,
    headers: lastValues(request.headers),
    multiValueHeaders: allValues(request.headers),
    queryStringParameters: lastValues(request.query),
    multiValueQueryStringParameters: allValues(request.query),
    pathParameters: Object.fromEntries(route.pathParameters),
    stageVariables: Object.fromEntries(api.stage.variables),
    requestContext: requestContextOf(call),
  };
}

function lastValues(map: MultiMap): Record<string, string> {
  return Object.fromEntries([...map].map(([name, values]) => [name, values.at(-1) ?? ""]));
}

function allValues(map: MultiMap): Record<string, readonly string[]> {
  return Object.fromEntries(map);
}

function nullWhenEmpty<Value>(map: Record<string, Value>): Record<string, Value> | null {
  return Object.keys(map).length === 0 ? null : map;
}
