import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { accessOf } from "../../shared/routes/route-access.ts";
import type { AnyRoute } from "../../shared/routes/route-table.ts";
import { START_HANDLER } from "../bundling/start-module.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { usagePlanPrefix } from "../constructs/usage-plans.ts";
import {
  dataArns,
  type FunctionStackProps,
  functionEnvironment,
  functionSources,
} from "./function-settings.ts";
import { constructName } from "./stack-names.ts";

/** One resource's routes, whose functions the stack holds. */
export interface RouteFunctionsStackProps extends StackProps, FunctionStackProps {
  /** Of one resource. */
  readonly routes: readonly AnyRoute[];
  /** Name of the stack of the gateway, which stands above this one. */
  readonly apiStackName: string;
}

/**
 * The functions of one resource's routes. They know nothing of the gateway that calls them, as its
 * stack stands on this one: what they must know of it comes with each request.
 */
export class RouteFunctionsStack extends Stack {
  /** By the id of the route. */
  readonly functions: ReadonlyMap<string, ServiceFunction>;

  constructor(scope: Construct, id: string, props: RouteFunctionsStackProps) {
    super(scope, id, props);
    const { routes, settings, stateful, code, apiStackName } = props;
    const data = dataArns(stateful);
    const environment = functionEnvironment(stateful, settings);
    const sources = functionSources(
      this,
      code,
      routes.map((route) => route.id),
    );
    this.functions = new Map(
      routes.map((route) => {
        const isAnalytics = settings.analytics === "on";
        const access = accessOf(route, isAnalytics);
        const made = new ServiceFunction(this, constructName(route.id), {
          functionId: route.id,
          sources,
          description: `${route.method} ${route.path}`,
          environment: {
            ...environment,
            ...(isAnalytics && access.analytics && { ANALYTICS: "on" }),
            ...(route.showsReference && { TOKEN_HELP: settings.tokenHelp ?? "" }),
            ...((route.showsReference || route.namesOperator) && {
              CONTACT: settings.contact ?? "",
            }),
            ...(route.namesPool && { USER_POOL_ACCOUNTS: stateful.userPoolAccounts }),
            ...(access.pepper && { PEPPER_SECRET_ARN: data.pepperSecretArn }),
            ...(access.gatewayKeys && { USAGE_PLAN_PREFIX: usagePlanPrefix(apiStackName) }),
          },
          ...(isAnalytics && access.analytics === "views" && { handler: START_HANDLER }),
          access,
          data,
          logRetentionDays: settings.logRetentionDays,
        });
        return [route.id, made];
      }),
    );
    this.addStackDependency(stateful);
    this.exportFunctions(routes);
  }

  /** Said here, so that they are the same whatever the stack of the gateway makes of them. */
  private exportFunctions(routes: readonly AnyRoute[]): void {
    for (const { id, access } of routes) {
      const made = this.functions.get(id);
      this.exportValue(made?.lambda.functionArn);
      if (access.gatewayKeys) this.exportValue(made?.role.roleName);
    }
  }
}
