import { Aws, RemovalPolicy, Size, Stack } from "aws-cdk-lib";
import {
  AccessLogFormat,
  ApiKeySourceType,
  type CfnStage,
  type DomainNameOptions,
  EndpointType,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  RestApi,
  SecurityPolicy,
} from "aws-cdk-lib/aws-apigateway";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { ApiGateway } from "aws-cdk-lib/aws-route53-targets";
import { Construct } from "constructs";
import { PUBLIC_ADDRESS } from "../../shared/http/public-address.ts";
import type { AnyRoute } from "../../shared/routes/route-table.ts";
import type { Settings } from "../settings/settings.ts";
import { acknowledge } from "./acknowledge.ts";
import { gatewayMethods } from "./route-methods.ts";
import { WebAcl } from "./web-acl.ts";

/**
 * One line of the access log. No credential, no path and no query: those may hold personal data. Who
 * calls is told by the authorizer, of requests too that are held back before a function is asked.
 */
const accessLogFields = {
  requestId: "$context.requestId",
  method: "$context.httpMethod",
  resourcePath: "$context.resourcePath",
  status: "$context.status",
  account: "$context.authorizer.accountDigest",
  credential: "$context.authorizer.credential",
  plan: "$context.authorizer.plan",
  apiKeyId: "$context.authorizer.apiKeyId",
  gatewayKeyId: "$context.identity.apiKeyId",
  latency: "$context.responseLatency",
  authorizerLatency: "$context.authorizer.integrationLatency",
  integrationLatency: "$context.integrationLatency",
  responseLength: "$context.responseLength",
  errorType: "$context.error.responseType",
  integrationError: "$context.integrationErrorMessage",
} as const;

/** Below it a compressed answer saves no packet. */
const COMPRESSED_FROM = 1_024;

/** Settings of single methods, which take the place of all that the stage says of each. */
function methodOptions(
  routes: readonly AnyRoute[],
  ofEach: MethodDeploymentOptions,
): Record<string, MethodDeploymentOptions> {
  const part = (limit: number | undefined, share: number) =>
    Math.max(1, Math.floor((limit ?? 0) * share));
  const limited = routes.flatMap((route) => {
    const { path, throttleShare = 1 } = route;
    if (throttleShare === 1) return [];
    const options = {
      ...ofEach,
      throttlingRateLimit: part(ofEach.throttlingRateLimit, throttleShare),
      throttlingBurstLimit: part(ofEach.throttlingBurstLimit, throttleShare),
    };
    return gatewayMethods(route).map((method) => [`${path}/${method}`, options] as const);
  });
  return Object.fromEntries(limited);
}

/** The REST API with its stage, access log and, when asked for, its own host name. */
export class RestGateway extends Construct {
  readonly api: RestApi;
  readonly accessLog: LogGroup;
  /** Where callers reach the API, without a trailing slash. */
  readonly baseUrl: string;

  constructor(scope: Construct, id: string, settings: Settings, routes: readonly AnyRoute[]) {
    super(scope, id);
    this.accessLog = new LogGroup(this, "AccessLog", {
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const domainName = this.domainName(settings);
    this.api = new RestApi(this, "Api", {
      restApiName: Stack.of(this).stackName,
      description: "Professional profiles",
      endpointTypes: [EndpointType.REGIONAL],
      disableExecuteApiEndpoint: domainName !== undefined,
      // Bytes leave as bytes whatever `Accept` says; bodies of requests come in base64 (ADR 18).
      binaryMediaTypes: ["*/*"],
      // Answers of at least so many bytes are compressed for who takes that (ADR 34).
      minCompressionSize: Size.bytes(COMPRESSED_FROM),
      // What callers send as X-API-Key is a secret of ours, never a key of the gateway.
      apiKeySourceType: ApiKeySourceType.AUTHORIZER,
      cloudWatchRole: true,
      deployOptions: this.stageOptions(settings, routes),
      ...(domainName && { domainName }),
    });
    this.baseUrl = settings.domainName
      ? `https://${settings.domainName}`
      : `https://${this.api.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/${settings.stageName}`;
    const stage = this.api.deploymentStage.node.defaultChild as CfnStage;
    // Functions stand below the gateway, and cannot be told otherwise. Not an option of the stage, as
    // the address is made of the API's id, which is known only now.
    stage.variables = { [PUBLIC_ADDRESS]: this.baseUrl };
    // The stack's own output names the address callers use.
    this.api.node.tryRemoveChild("Endpoint");
    this.enterInZone(settings);
    if (settings.waf) new WebAcl(this, "WebAcl", { api: this.api, settings });
    this.acknowledgeApi(settings.waf);
  }

  private stageOptions(settings: Settings, routes: readonly AnyRoute[]) {
    const ofEach = {
      loggingLevel: MethodLoggingLevel.ERROR,
      // Would write bodies and headers, credentials included, into the log.
      dataTraceEnabled: false,
      metricsEnabled: settings.methodMetrics === "on",
      throttlingRateLimit: settings.throttleRate,
      throttlingBurstLimit: settings.throttleBurst,
    };
    return {
      ...ofEach,
      stageName: settings.stageName,
      accessLogDestination: new LogGroupLogDestination(this.accessLog),
      accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      tracingEnabled: settings.tracing === "on",
      methodOptions: methodOptions(routes, ofEach),
    };
  }

  private domainName({ domainName, certificateArn }: Settings): DomainNameOptions | undefined {
    if (!domainName || !certificateArn) return undefined;
    return {
      domainName,
      certificate: Certificate.fromCertificateArn(this, "Certificate", certificateArn),
      endpointType: EndpointType.REGIONAL,
      securityPolicy: SecurityPolicy.TLS_1_2,
    };
  }

  private enterInZone({ domainName, hostedZoneId }: Settings): void {
    if (!domainName || !hostedZoneId) return;
    new ARecord(this, "Alias", {
      zone: HostedZone.fromHostedZoneAttributes(this, "Zone", {
        hostedZoneId,
        zoneName: domainName,
      }),
      recordName: `${domainName}.`,
      target: RecordTarget.fromAlias(new ApiGateway(this.api)),
    });
  }

  private acknowledgeApi(hasWebAcl: boolean): void {
    acknowledge(
      this.api,
      "APIG2",
      "Functions validate each request in full; the gateway's validator cannot read forms or answer in the API's error shape.",
    );
    if (!hasWebAcl) {
      acknowledge(
        this.api.deploymentStage,
        "APIG3",
        "A web ACL is the operator's to choose and to pay for, by the setting waf.",
      );
    }
    acknowledge(
      this.api.node.findChild("CloudWatchRole"),
      "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
      "The account-wide role API Gateway checks for exactly these permissions before it logs.",
    );
  }
}
