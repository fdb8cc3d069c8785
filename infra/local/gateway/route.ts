import type { Call, Route } from "./call.ts";
import { GatewayFailure } from "./gateway-failure.ts";
import { matchPath } from "./resource-path.ts";

/**
 * Finds the method of a call: first the most specific path, then its verb before `ANY`.
 * @throws GatewayFailure MISSING_AUTHENTICATION_TOKEN, API Gateway's word for "no such route".
 */
export function findRoute({ api, request }: Call): Route {
  for (const resource of api.resources) {
    const pathParameters = matchPath(resource.segments, request.path);
    if (pathParameters !== undefined) {
      const method = resource.methods.get(request.httpMethod) ?? resource.methods.get("ANY");
      if (method === undefined) {
        break;
      }
      return { resource, method, pathParameters };
    }
  }
  throw new GatewayFailure("MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token");
}
