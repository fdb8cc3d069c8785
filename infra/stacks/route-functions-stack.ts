import { Stack, type StackProps } from "aws-cdk-lib";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { accessOf } from "../../shared/routes/route-access.ts";
import type { AnyRoute } from "../../shared/routes/route-table.ts";
import { isGotReady, START_HANDLER } from "../bundling/start-module.ts";
import { gatewayRelease } from "../constructs/gradual-release.ts";
import { saveFaultQuery } from "../constructs/saved-queries.ts";
import { type FunctionSources, ServiceFunction } from "../constructs/service-function.ts";
import {
  dataArns,
  type FunctionStackProps,
  functionEnvironment,
  functionSources,
  logSettings,
} from "./function-settings.ts";
import { constructName } from "./stack-names.ts";

/**
 * Routes whose roles the gateway's stack imports where the release before is deployed, when their
 * functions still made keys of the gateway: an export in use cannot be taken away.
 */
const IMPORTED_ROLES: ReadonlySet<string> = new Set(["create-api-key", "delete-api-key"]);

/** One resource's routes, whose functions the stack holds. */
export interface RouteFunctionsStackProps extends StackProps, FunctionStackProps {
  /** Of one resource. */
  readonly routes: readonly AnyRoute[];
  /** Name of the stack of the gateway, which stands above this one, and of the gateway. */
  readonly apiName: string;
}

/**
 * The functions of one resource's routes. They know nothing of the gateway that calls them, as its
 * stack stands on this one: what they must know of it comes with each request.
 */
export class RouteFunctionsStack extends Stack {
  /** By the id of the route. */
  readonly functions: ReadonlyMap<string, ServiceFunction>;
  /** What the gateway invokes: the functions, or their aliases. */
  readonly invoked: ReadonlyMap<string, IFunction>;

  constructor(scope: Construct, id: string, props: RouteFunctionsStackProps) {
    super(scope, id, props);
    const { routes, settings, stateful, code, apiName } = props;
    const routeIds = routes.map((route) => route.id);
    const sources = functionSources(this, code, routeIds);
    this.functions = new Map(
      routes.map((route) => [route.id, this.createFunction(route, sources, props)]),
    );
    const release = gatewayRelease(this, apiName, settings);
    this.invoked = new Map(
      [...this.functions].map(([routeId, made]) => [
        routeId,
        release?.aliasOf(made, made.lambda) ?? made.lambda,
      ]),
    );
    saveFaultQuery(this, {
      folder: settings.stackPrefix,
      of: routes[0]?.resource ?? "",
      logGroups: [...this.functions.values()].map(({ logGroup }) => logGroup),
    });
    this.addStackDependency(stateful);
    this.exportFunctions(routes);
  }

  private createFunction(
    route: AnyRoute,
    sources: FunctionSources,
    { settings, stateful }: RouteFunctionsStackProps,
  ): ServiceFunction {
    const data = dataArns(stateful);
    const isAnalytics = settings.analytics === "on";
    const access = accessOf(route, isAnalytics);
    const { showsReference, namesOperator, erasesAccounts } = route;
    return new ServiceFunction(this, constructName(route.id), {
      functionId: route.id,
      sources,
      description: `${route.method} ${route.path}`,
      environment: {
        ...functionEnvironment(stateful, settings),
        ...(isAnalytics && access.analytics && { ANALYTICS: "on" }),
        ...(showsReference && { TOKEN_HELP: settings.tokenHelp ?? "" }),
        ...((showsReference || namesOperator) && { CONTACT: settings.contact ?? "" }),
        ...(erasesAccounts && {
          LOG_KEY: stateful.logKeyValue,
          USER_POOL_ACCOUNTS: stateful.userPoolAccounts,
        }),
        ...(access.pepper && { PEPPER_SECRET_ARN: data.pepperSecretArn }),
      },
      ...(isGotReady(route) && { handler: START_HANDLER }),
      access,
      data,
      ...logSettings(settings),
    });
  }

  /** Said here, so that they are the same whatever the stack of the gateway makes of them. */
  private exportFunctions(routes: readonly AnyRoute[]): void {
    for (const { id } of routes) {
      const made = this.functions.get(id);
      this.exportValue(made?.lambda.functionArn);
      const invoked = this.invoked.get(id);
      if (invoked !== made?.lambda) this.exportValue(invoked?.functionArn);
      if (IMPORTED_ROLES.has(id)) this.exportValue(made?.role.roleName);
    }
  }
}
