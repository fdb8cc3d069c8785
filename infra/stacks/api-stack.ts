import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { PARTITION } from "../../shared/persistence/keys.ts";
import type { Access } from "../../shared/routes/define-route.ts";
import { accessOf } from "../../shared/routes/route-access.ts";
import { type AnyRoute, routeTable } from "../../shared/routes/route-table.ts";
import type { BundleManifest } from "../bundling/build.ts";
import { AUTHORIZER_ID } from "../bundling/function-entries.ts";
import type { DataArns } from "../constructs/access-policy.ts";
import { callerAuthorizer } from "../constructs/caller-authorizer.ts";
import { addGatewayResponses } from "../constructs/gateway-responses.ts";
import { imageLayer } from "../constructs/image-layer.ts";
import { IssuerKeyKeeper } from "../constructs/issuer-key-keeper.ts";
import { Monitoring } from "../constructs/monitoring.ts";
import { PhotoPipeline } from "../constructs/photo-pipeline.ts";
import { RemovalConsumer } from "../constructs/removal-consumer.ts";
import { RestGateway } from "../constructs/rest-gateway.ts";
import { addRouteMethods } from "../constructs/route-methods.ts";
import { type FunctionSources, ServiceFunction } from "../constructs/service-function.ts";
import { sessionGatewayKey, UsagePlans, usagePlanPrefix } from "../constructs/usage-plans.ts";
import type { Settings } from "../settings/config.ts";
import { trustedIssuers } from "../settings/jwt-issuers.ts";
import type { StatefulStack } from "./stateful-stack.ts";

export interface ApiStackProps extends StackProps {
  readonly settings: Settings;
  readonly stateful: StatefulStack;
  /** Folder that holds `<function id>/index.js`. */
  readonly functionsDir: string;
  readonly manifest: BundleManifest;
  /** Folder of the image layer; left out when no bundle needs it. */
  readonly imageLayerDir?: string | undefined;
  /** Left out: the route table of the service. */
  readonly routes?: readonly AnyRoute[];
}

/** What the authorizer looks up and notes of an API key; an issuer's kept keys while it is down. */
export const authorizerAccess: Access = {
  table: [
    { actions: ["GetItem", "UpdateItem"], partitions: [PARTITION.apiKey] },
    { actions: ["GetItem"], partitions: [PARTITION.issuer] },
  ],
  pepper: true,
};

/** Everything that can be thrown away and deployed anew: gateway, functions, alarms. */
export class ApiStack extends Stack {
  private readonly settings: Settings;
  private readonly sources: FunctionSources;
  private readonly data: DataArns;

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { settings, stateful } = props;
    this.settings = settings;
    this.sources = {
      directory: props.functionsDir,
      manifest: props.manifest,
      imageLayer: props.imageLayerDir ? imageLayer(this, props.imageLayerDir) : undefined,
    };
    this.data = {
      tableArn: stateful.table.tableArn,
      photoBucketArn: stateful.exportValue(stateful.photoBucket.bucketArn),
      pepperSecretArn: stateful.pepper.secretArn,
    };
    this.addStackDependency(stateful);
    const gateway = new RestGateway(this, "Gateway", settings);
    const environment = this.functionEnvironment(stateful, gateway.baseUrl);
    const authorizer = this.createAuthorizerFunction(stateful);
    const routes = props.routes ?? routeTable;
    const functions = new Map(
      routes.map((route) => [route.id, this.createRouteFunction(route, environment)]),
    );
    addRouteMethods(gateway.api, {
      routes,
      functions: new Map([...functions].map(([routeId, { lambda }]) => [routeId, lambda])),
      authorizer: callerAuthorizer(this, authorizer),
      corsOrigins: settings.corsOrigins,
    });
    const movers = routes.filter(({ access }) => access.gatewayKeys).map(({ id }) => id);
    new UsagePlans(this, "Plans", {
      api: gateway.api,
      settings,
      keyMovers: movers.flatMap((routeId) => functions.get(routeId)?.role ?? []),
    });
    addGatewayResponses(gateway.api, settings.corsOrigins);
    this.addBackground({ gateway, stateful, authorizer, environment });
    new CfnOutput(this, "ApiUrl", { value: gateway.baseUrl });
  }

  private functionEnvironment(stateful: StatefulStack, apiBaseUrl: string): Record<string, string> {
    return {
      TABLE_NAME: stateful.table.tableName,
      PHOTO_BUCKET: stateful.photoBucket.bucketName,
      PHOTO_BASE_URL: stateful.photoBaseUrl,
      API_BASE_URL: apiBaseUrl,
      PROFILES_PER_ACCOUNT: String(this.settings.profilesPerAccount),
      SESSION_REQUESTS_PER_DAY: String(this.settings.sessionRequestsPerDay),
      CORS_ORIGINS: this.settings.corsOrigins.join(","),
    };
  }

  private createRouteFunction(
    route: AnyRoute,
    environment: Readonly<Record<string, string>>,
  ): ServiceFunction {
    const access = accessOf(route);
    return new ServiceFunction(this, constructName(route.id), {
      functionId: route.id,
      sources: this.sources,
      description: `${route.method} ${route.path}`,
      environment: {
        ...environment,
        ...(access.pepper && { PEPPER_SECRET_ARN: this.data.pepperSecretArn }),
        ...(access.gatewayKeys && { USAGE_PLAN_PREFIX: usagePlanPrefix(this) }),
      },
      access,
      data: this.data,
      logRetentionDays: this.settings.logRetentionDays,
    });
  }

  private createAuthorizerFunction(stateful: StatefulStack): LambdaFunction {
    const { jwtMaxAgeHours, logRetentionDays } = this.settings;
    return new ServiceFunction(this, constructName(AUTHORIZER_ID), {
      functionId: AUTHORIZER_ID,
      sources: this.sources,
      description: "Checks the credential of every call",
      environment: {
        JWT_ISSUERS: this.jwtIssuers(stateful),
        JWT_MAX_AGE_SECONDS: String(jwtMaxAgeHours * 3_600),
        TABLE_NAME: stateful.table.tableName,
        PEPPER_SECRET_ARN: this.data.pepperSecretArn,
        SESSION_GATEWAY_KEY: sessionGatewayKey(),
      },
      access: authorizerAccess,
      data: this.data,
      logRetentionDays,
    }).lambda;
  }

  private jwtIssuers(stateful: StatefulStack): string {
    return this.toJsonString(trustedIssuers(this.settings, stateful.poolIssuer));
  }

  private addBackground(parts: {
    readonly gateway: RestGateway;
    readonly stateful: StatefulStack;
    readonly authorizer: LambdaFunction;
    readonly environment: Readonly<Record<string, string>>;
  }): void {
    const { gateway, stateful, authorizer, environment } = parts;
    const { logRetentionDays, photoConcurrency } = this.settings;
    const shared = { sources: this.sources, environment, logRetentionDays, data: this.data };
    const removal = new RemovalConsumer(this, "Removal", {
      ...shared,
      streamArn: stateful.streamArn,
    });
    const photos = new PhotoPipeline(this, "PhotoPipeline", {
      ...shared,
      bucketName: stateful.photoBucket.bucketName,
      photoConcurrency,
    });
    const { lambda: keyKeeper } = new IssuerKeyKeeper(this, "IssuerKeys", {
      ...shared,
      environment: {
        JWT_ISSUERS: this.jwtIssuers(stateful),
        TABLE_NAME: stateful.table.tableName,
      },
    }).keeper;
    new Monitoring(this, "Monitoring", {
      api: gateway.api,
      accessLog: gateway.accessLog,
      table: stateful.table,
      authorizer,
      keyKeeper,
      removal: { consumer: removal.consumer.lambda, deadLetters: removal.deadLetters },
      photos: {
        uploads: photos.uploads.lambda,
        sweep: photos.sweep.lambda,
        deadLetters: photos.deadLetters,
      },
      alarmEmail: this.settings.alarmEmail,
    });
  }
}

/** `create-profile` → `CreateProfile`, as logical ids cannot have hyphens. */
function constructName(functionId: string): string {
  return functionId
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
