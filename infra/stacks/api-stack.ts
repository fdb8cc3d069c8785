import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { CfnPermission, type IFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { PARTITION } from "../../shared/persistence/keys.ts";
import type { Access } from "../../shared/routes/define-route.ts";
import type { AnyRoute } from "../../shared/routes/route-table.ts";
import { AUTHORIZER_ID, CHECK_ID } from "../bundling/function-entries.ts";
import { callerAuthorizer } from "../constructs/caller-authorizer.ts";
import { addGatewayResponses } from "../constructs/gateway-responses.ts";
import { gatewayRelease } from "../constructs/gradual-release.ts";
import { Monitoring } from "../constructs/monitoring.ts";
import { RestGateway } from "../constructs/rest-gateway.ts";
import { addRouteMethods } from "../constructs/route-methods.ts";
import { SavedQueries } from "../constructs/saved-queries.ts";
import { ServiceCheck } from "../constructs/service-check.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { gatewayDeployment, UsagePlans } from "../constructs/usage-plans.ts";
import type { BackgroundStack } from "./background-stack.ts";
import {
  dataArns,
  type FunctionStackProps,
  functionSources,
  jwtIssuers,
  logSettings,
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
    const gateway = new RestGateway(this, "Gateway", settings, routes);
    const authorizer = this.createAuthorizerFunction(props);
    const release = gatewayRelease(this, this.stackName, settings);
    const asked = release?.aliasOf(authorizer, authorizer.lambda) ?? authorizer.lambda;
    addRouteMethods(gateway.api, {
      routes,
      functions: new Map(functionStacks.flatMap((stack) => [...stack.invoked])),
      authorizer: callerAuthorizer(this, asked),
      corsOrigins: settings.corsOrigins,
      stageName: settings.stageName,
    });
    deployAfterPermissions(gateway, asked);
    this.plans = new UsagePlans(this, "Plans", { api: gateway.api, settings });
    this.deploymentExport = this.exportGateway();
    addGatewayResponses(gateway.api, settings.corsOrigins);
    this.watch(props, gateway, authorizer);
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
  private createAuthorizerFunction(props: ApiStackProps): ServiceFunction {
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
      ...logSettings(settings),
    });
  }

  /** Alarms and dashboard, and the questions that are asked when one goes off. */
  private watch(props: ApiStackProps, gateway: RestGateway, authorizer: ServiceFunction): void {
    const { settings, stateful, background } = props;
    const { api, accessLog } = gateway;
    new Monitoring(this, "Monitoring", {
      ...background.monitored,
      ...{ api, accessLog, settings },
      table: stateful.table,
      authorizer: authorizer.lambda,
      check: this.createCheck(props, gateway),
    });
    new SavedQueries(this, "Queries", {
      folder: settings.stackPrefix,
      accessLog,
      authorizerLog: authorizer.logGroup,
    });
  }

  /** Above everything else, as it uses all of it. */
  private createCheck({ settings, code, stateful }: ApiStackProps, gateway: RestGateway) {
    if (settings.check === "off") return undefined;
    const every = Duration.minutes(settings.check);
    const { checker } = new ServiceCheck(this, "ServiceCheck", {
      sources: functionSources(this, code, [CHECK_ID]),
      data: dataArns(stateful),
      ...logSettings(settings),
      address: gateway.baseUrl,
      every,
    });
    return { lambda: checker.lambda, every };
  }
}

/** What is asked about callers may change, and must be permitted before the stage asks it. */
function deployAfterPermissions({ api }: RestGateway, asked: IFunction): void {
  for (const permission of asked.node.findAll()) {
    if (permission instanceof CfnPermission) api.latestDeployment?.node.addDependency(permission);
  }
}
