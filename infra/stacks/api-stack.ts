import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { PARTITION } from "../../shared/persistence/keys.ts";
import type { Access } from "../../shared/routes/define-route.ts";
import type { AnyRoute } from "../../shared/routes/route-table.ts";
import { AUTHORIZER_ID } from "../bundling/function-entries.ts";
import { callerAuthorizer } from "../constructs/caller-authorizer.ts";
import { addGatewayResponses } from "../constructs/gateway-responses.ts";
import { Monitoring } from "../constructs/monitoring.ts";
import { RestGateway } from "../constructs/rest-gateway.ts";
import { addRouteMethods } from "../constructs/route-methods.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { gatewayDeployment, UsagePlans } from "../constructs/usage-plans.ts";
import type { BackgroundStack } from "./background-stack.ts";
import {
  dataArns,
  type FunctionStackProps,
  functionSources,
  jwtIssuers,
} from "./function-settings.ts";
import type { RouteFunctionsStack } from "./route-functions-stack.ts";
import { constructName } from "./stack-names.ts";

/** The routes, and the stacks that the gateway stands on. */
export interface ApiStackProps extends StackProps, FunctionStackProps {
  readonly routes: readonly AnyRoute[];
  /** The stacks of the routes' functions. */
  readonly functionStacks: readonly RouteFunctionsStack[];
  readonly background: BackgroundStack;
}

/** What the authorizer looks up and notes of an API key; an issuer's kept keys while it is down. */
export const authorizerAccess: Access = {
  table: [
    { actions: ["GetItem", "UpdateItem"], partitions: [PARTITION.apiKey] },
    { actions: ["GetItem"], partitions: [PARTITION.issuer] },
  ],
  pepper: true,
};

/**
 * What stands above the functions and can be made again: the gateway with its authorizer and plans, and
 * what watches over all of it.
 */
export class ApiStack extends Stack {
  readonly plans: UsagePlans;
  /** Name of the export of what the values of shared keys are made of. */
  readonly deploymentExport: string;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { settings, stateful, background, routes, functionStacks } = props;
    for (const below of [stateful, background, ...functionStacks]) this.addStackDependency(below);
    const gateway = new RestGateway(this, "Gateway", settings);
    const authorizer = this.createAuthorizerFunction(props);
    const functions = new Map(functionStacks.flatMap((stack) => [...stack.functions]));
    addRouteMethods(gateway.api, {
      routes,
      functions: new Map([...functions].map(([routeId, { lambda }]) => [routeId, lambda])),
      authorizer: callerAuthorizer(this, authorizer),
      corsOrigins: settings.corsOrigins,
      stageName: settings.stageName,
    });
    this.plans = new UsagePlans(this, "Plans", { api: gateway.api, settings });
    this.deploymentExport = this.exportGateway();
    addGatewayResponses(gateway.api, settings.corsOrigins);
    new Monitoring(this, "Monitoring", {
      ...background.monitored,
      api: gateway.api,
      accessLog: gateway.accessLog,
      table: stateful.table,
      authorizer,
      alarmEmail: settings.alarmEmail,
    });
    new CfnOutput(this, "ApiUrl", { value: gateway.baseUrl });
  }

  /** Said here, so that they are the same whatever the stack of the shared keys makes of them. */
  private exportGateway(): string {
    for (const plan of Object.values(this.plans.shared)) this.exportValue(plan.usagePlanId);
    const exportName = `${this.stackName}:GatewayDeployment`;
    new CfnOutput(this, "GatewayDeployment", { value: gatewayDeployment(), exportName });
    return exportName;
  }

  /** Here, as part of the gateway: the shared keys are made of this stack's id. */
  private createAuthorizerFunction(props: ApiStackProps): LambdaFunction {
    const { settings, stateful, code } = props;
    const data = dataArns(stateful);
    return new ServiceFunction(this, constructName(AUTHORIZER_ID), {
      functionId: AUTHORIZER_ID,
      sources: functionSources(this, code, [AUTHORIZER_ID]),
      description: "Checks the credential of every call",
      environment: {
        JWT_ISSUERS: jwtIssuers(this, props),
        JWT_MAX_AGE_SECONDS: String(settings.jwtMaxAgeHours * 3_600),
        TABLE_NAME: stateful.table.tableName,
        LOG_KEY: stateful.logKeyValue,
        PEPPER_SECRET_ARN: data.pepperSecretArn,
        GATEWAY_DEPLOYMENT: gatewayDeployment(),
        GATEWAY_SHARDS: String(settings.gatewayShards),
      },
      access: authorizerAccess,
      data,
      logRetentionDays: settings.logRetentionDays,
    }).lambda;
  }
}
