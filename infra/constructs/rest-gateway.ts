import { Aws, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  AccessLogFormat,
  ApiKeySourceType,
  type CfnStage,
  type DomainNameOptions,
  EndpointType,
  LogGroupLogDestination,
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
import type { Settings } from "../settings/settings.ts";
import { acknowledge } from "./acknowledge.ts";

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
  gatewayKeyId: "$context.identity.apiKeyId",
  latency: "$context.responseLatency",
  authorizerLatency: "$context.authorizer.integrationLatency",
  integrationLatency: "$context.integrationLatency",
  responseLength: "$context.responseLength",
  errorType: "$context.error.responseType",
  integrationError: "$context.integrationErrorMessage",
} as const;

/** The REST API with its stage, access log and, when asked for, its own host name. */
export class RestGateway extends Construct {
  readonly api: RestApi;
  readonly accessLog: LogGroup;
  /** Where callers reach the API, without a trailing slash. */
  readonly baseUrl: string;

  constructor(scope: Construct, id: string, settings: Settings) {
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
      // What callers send as X-API-Key is a secret of ours, never a key of the gateway.
      apiKeySourceType: ApiKeySourceType.AUTHORIZER,
      cloudWatchRole: true,
      deployOptions: this.stageOptions(settings),
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
    this.acknowledgeApi();
  }

  private stageOptions(settings: Settings) {
    return {
      stageName: settings.stageName,
      accessLogDestination: new LogGroupLogDestination(this.accessLog),
      accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      loggingLevel: MethodLoggingLevel.ERROR,
      // Would write bodies and headers, credentials included, into the log.
      dataTraceEnabled: false,
      metricsEnabled: true,
      tracingEnabled: true,
      throttlingRateLimit: settings.throttleRate,
      throttlingBurstLimit: settings.throttleBurst,
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

  private acknowledgeApi(): void {
    acknowledge(
      this.api,
      "APIG2",
      "Functions validate each request in full; the gateway's validator cannot read forms or answer in the API's error shape.",
    );
    acknowledge(
      this.api.deploymentStage,
      "APIG3",
      "A web ACL is the operator's to choose and to pay for; docs/settings.md says how to attach one.",
    );
    acknowledge(
      this.api.node.findChild("CloudWatchRole"),
      "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
      "The account-wide role API Gateway checks for exactly these permissions before it logs.",
    );
  }
}
