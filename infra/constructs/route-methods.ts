import {
  AuthorizationType,
  type IAuthorizer,
  type IResource,
  LambdaIntegration,
  type Method,
  type RestApi,
} from "aws-cdk-lib/aws-apigateway";
import { CfnPermission, type IFunction } from "aws-cdk-lib/aws-lambda";
import type { AnyRoute } from "../../shared/routes/route-table.ts";
import { acknowledge } from "./acknowledge.ts";
import { addPreflight } from "./cors-preflight-method.ts";

/** The routes, their functions by route id, and what stands before them. */
export interface RouteMethodsProps {
  readonly routes: readonly AnyRoute[];
  readonly functions: ReadonlyMap<string, IFunction>;
  readonly authorizer: IAuthorizer;
  readonly corsOrigins: readonly string[];
  /** Of the stage that alone may call the functions. */
  readonly stageName: string;
}

/**
 * Adds the gateway methods of every route, and a CORS preflight for every path.
 * @throws Error when two routes cannot live side by side in one gateway.
 */
export function addRouteMethods(api: RestApi, props: RouteMethodsProps): void {
  assertRoutesFit(props.routes);
  for (const [path, routes] of Map.groupBy(props.routes, (route) => route.path)) {
    const resource = api.root.resourceForPath(path);
    for (const route of routes) {
      for (const method of addMethods(resource, route, props)) permitFirst(method, props);
    }
    const methods = routes.flatMap(gatewayMethods);
    addPreflight(resource, { routes, methods, corsOrigins: props.corsOrigins });
  }
}

/** The methods of the gateway that lead to a route's function: a public GET answers HEAD too. */
export function gatewayMethods({ method, auth }: AnyRoute): readonly string[] {
  return method === "GET" && auth === "public" ? ["GET", "HEAD"] : [method];
}

function addMethods(resource: IResource, route: AnyRoute, props: RouteMethodsProps): Method[] {
  const handler = props.functions.get(route.id);
  if (!handler) throw new Error(`Route ${route.id} has no function.`);
  const integration = new LambdaIntegration(handler, { allowTestInvoke: false });
  return gatewayMethods(route).map((httpMethod) => {
    const method = resource.addMethod(httpMethod, integration, {
      operationName: httpMethod === route.method ? route.id : `${route.id}-${httpMethod}`,
      ...(route.auth === "public"
        ? { authorizationType: AuthorizationType.NONE }
        : {
            authorizationType: AuthorizationType.CUSTOM,
            authorizer: props.authorizer,
            apiKeyRequired: true,
          }),
    });
    acknowledgeMethod(method, route);
    return method;
  });
}

/**
 * Lets the gateway call a function before it is told to. The CDK names the stage by reference in the
 * permission, and so makes it after the stage: until then a new function would be a 500.
 */
function permitFirst(method: Method, { stageName }: RouteMethodsProps): void {
  const { api, resource, httpMethod } = method;
  const path = resource.path.replace(/\{[^}]*\}/g, "*");
  for (const permission of method.node.findAll()) {
    if (!(permission instanceof CfnPermission)) continue;
    permission.sourceArn = api.arnForExecuteApi(httpMethod, path, stageName);
    api.latestDeployment?.node.addDependency(permission);
  }
}

function acknowledgeMethod(method: Method, route: AnyRoute): void {
  if (route.auth === "public") {
    acknowledge(method, "APIG4", `${route.id} is public: it answers everyone the same.`);
    acknowledge(method, "COG4", `${route.id} is public: it needs no user.`);
  } else {
    acknowledge(method, "COG4", "Any OIDC issuer may sign the tokens; our authorizer checks them.");
  }
}

/** One gateway takes a path and method once, and one name for the variable at each place. */
export function assertRoutesFit(routes: readonly AnyRoute[]): void {
  const variables = new Map<string, { readonly name: string; readonly route: AnyRoute }>();
  const methods = new Map<string, AnyRoute>();
  for (const route of routes) {
    const method = `${route.method} ${route.path}`;
    const twin = methods.get(method);
    if (twin) throw new Error(`Routes ${twin.id} and ${route.id} are both ${method}.`);
    methods.set(method, route);
    const parts = route.path.split("/");
    for (const [index, name] of parts.entries()) {
      if (!name.startsWith("{")) continue;
      const place = parts.slice(0, index).join("/");
      const other = variables.get(place) ?? { name, route };
      if (other.name !== name) throw new Error(variableClash(place, other, { name, route }));
      variables.set(place, other);
    }
  }
}

interface NamedVariable {
  readonly name: string;
  readonly route: AnyRoute;
}

function variableClash(place: string, one: NamedVariable, other: NamedVariable): string {
  return `Routes ${one.route.id} and ${other.route.id} name the variable after ${place}/ differently (${one.name}, ${other.name}): API Gateway allows one name there.`;
}
