import type { Call, Route } from "./call.ts";
import { GatewayFailure } from "./gateway-failure.ts";
import { headerOf } from "./incoming-request.ts";
import { matchPath, requestParts } from "./resource-path.ts";

/**
 * Finds the method of a call: on the most specific path that has its verb or `ANY`. A path that fits
 * without the verb does not end the search.
 * @throws GatewayFailure MISSING_AUTHENTICATION_TOKEN or INVALID_SIGNATURE, API Gateway's words for
 * "no such route".
 */
export function findRoute(call: Call): Route {
  const { api, request } = call;
  const parts = requestParts(request.path);
  for (const resource of api.resources) {
    const method = resource.methods.get(request.httpMethod) ?? resource.methods.get("ANY");
    const pathParameters = method && matchPath(resource.segments, parts);
    if (method !== undefined && pathParameters !== undefined) {
      return { resource, method, pathParameters };
    }
  }
  throw noRoute(call);
}

/**
 * Where no route is, API Gateway takes the call for one of AWS's own, signed with Signature Version 4.
 * Reports from the field have an IncompleteSignatureException for an `Authorization` header of any
 * other form. Which gateway response stands for it no document says; it is taken for this one.
 */
function noRoute({ request }: Call): GatewayFailure {
  const authorization = headerOf(request.headers, "authorization");
  if (authorization === undefined || authorization.startsWith("AWS4-HMAC-SHA256 ")) {
    return new GatewayFailure("MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token");
  }
  return new GatewayFailure(
    "INVALID_SIGNATURE",
    "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters.",
  );
}
