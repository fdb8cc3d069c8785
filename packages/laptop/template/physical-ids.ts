import { createHash } from "node:crypto";
import { ACCOUNT } from "./account.ts";
import type { Json } from "./json.ts";

/** Where a resource stands in its stack, and its properties so far as they are resolved. */
export interface ResourceIdentity {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** A property with its intrinsics resolved; `undefined` when the template has none. */
  readonly property: (name: string) => Json | undefined;
}

/** Id of the path `/` of a REST API. */
export const ROOT_RESOURCE_ID = "root";

interface TypeRule {
  /** The property that names the resource, when the template sets one. */
  readonly nameProperty?: string;
  /** Name when the template sets none; `<stack>-<logical id>` when left out. */
  readonly generatedName?: (identity: ResourceIdentity) => string;
  /** ARN for a name; a type without one has no ARN. */
  readonly arn?: (name: string) => string;
  /** True for the types whose `Ref` gives the ARN. */
  readonly referenceIsArn?: boolean;
  /** The attribute that `Ref` gives, where it is neither the name nor the ARN. */
  readonly referenceAttribute?: string;
  /** Further attributes of `Fn::GetAtt`. */
  readonly attributes?: (name: string, identity: ResourceIdentity) => Record<string, Json>;
}

const { id: account, partition, region, urlSuffix } = ACCOUNT;
const regional = (service: string) => (name: string) =>
  `arn:${partition}:${service}:${region}:${account}:${name}`;
const prefixed = (service: string, prefix: string) => (name: string) =>
  regional(service)(`${prefix}${name}`);
const iam = (kind: string) => (name: string) => `arn:${partition}:iam::${account}:${kind}/${name}`;
const logicalName = ({ logicalId }: ResourceIdentity) => logicalId;

const TABLE: TypeRule = {
  nameProperty: "TableName",
  arn: prefixed("dynamodb", "table/"),
  attributes: (name) => ({
    StreamArn: `${regional("dynamodb")(`table/${name}`)}/stream/local`,
  }),
};

const RULES: ReadonlyMap<string, TypeRule> = new Map<string, TypeRule>([
  ["AWS::DynamoDB::Table", TABLE],
  ["AWS::DynamoDB::GlobalTable", TABLE],
  ["AWS::Lambda::Function", { nameProperty: "FunctionName", arn: prefixed("lambda", "function:") }],
  [
    "AWS::Lambda::LayerVersion",
    {
      nameProperty: "LayerName",
      arn: (name) => regional("lambda")(`layer:${name}:1`),
      referenceIsArn: true,
    },
  ],
  ["AWS::Lambda::EventSourceMapping", { attributes: (name) => ({ Id: name }) }],
  [
    "AWS::S3::Bucket",
    {
      nameProperty: "BucketName",
      generatedName: bucketName,
      arn: (name) => `arn:${partition}:s3:::${name}`,
      attributes: (name) => ({
        DomainName: `${name}.s3.${urlSuffix}`,
        RegionalDomainName: `${name}.s3.${region}.${urlSuffix}`,
      }),
    },
  ],
  ["AWS::IAM::Role", { nameProperty: "RoleName", arn: iam("role") }],
  [
    "AWS::IAM::ManagedPolicy",
    { nameProperty: "ManagedPolicyName", arn: iam("policy"), referenceIsArn: true },
  ],
  [
    "AWS::Logs::LogGroup",
    { nameProperty: "LogGroupName", arn: (name) => regional("logs")(`log-group:${name}:*`) },
  ],
  [
    "AWS::SQS::Queue",
    {
      nameProperty: "QueueName",
      arn: regional("sqs"),
      referenceAttribute: "QueueUrl",
      attributes: (name) => ({
        QueueName: name,
        QueueUrl: `https://sqs.${region}.${urlSuffix}/${account}/${name}`,
      }),
    },
  ],
  [
    "AWS::SNS::Topic",
    {
      nameProperty: "TopicName",
      arn: regional("sns"),
      referenceIsArn: true,
      attributes: (name) => ({ TopicArn: regional("sns")(name), TopicName: name }),
    },
  ],
  ["AWS::Events::Rule", { nameProperty: "Name", arn: prefixed("events", "rule/") }],
  ["AWS::KMS::Key", { arn: prefixed("kms", "key/"), attributes: (name) => ({ KeyId: name }) }],
  [
    "AWS::SecretsManager::Secret",
    { nameProperty: "Name", arn: prefixed("secretsmanager", "secret:"), referenceIsArn: true },
  ],
  [
    "AWS::ApiGateway::RestApi",
    {
      generatedName: () => "local",
      attributes: (name) => ({ RestApiId: name, RootResourceId: ROOT_RESOURCE_ID }),
    },
  ],
  [
    "AWS::ApiGateway::Resource",
    { generatedName: logicalName, attributes: (name) => ({ ResourceId: name }) },
  ],
  [
    "AWS::ApiGateway::Authorizer",
    { generatedName: logicalName, attributes: (name) => ({ AuthorizerId: name }) },
  ],
  [
    "AWS::ApiGateway::Deployment",
    { generatedName: logicalName, attributes: (name) => ({ DeploymentId: name }) },
  ],
  ["AWS::ApiGateway::Stage", { nameProperty: "StageName" }],
  [
    "AWS::CloudFront::Distribution",
    { attributes: (name) => ({ Id: name, DomainName: "photos.local.invalid" }) },
  ],
  ["AWS::CloudFront::OriginAccessControl", { attributes: (name) => ({ Id: name }) }],
  ["AWS::CloudFront::ResponseHeadersPolicy", { attributes: (name) => ({ Id: name }) }],
  ["AWS::CloudFront::CachePolicy", { attributes: (name) => ({ Id: name }) }],
  ["AWS::CloudFront::Function", { attributes: (name) => ({ FunctionARN: cloudFrontArn(name) }) }],
  ["AWS::CloudWatch::Alarm", { nameProperty: "AlarmName", arn: prefixed("cloudwatch", "alarm:") }],
]);

/** What `Ref` gives, the ARN (empty when the type has none), and what `Fn::GetAtt` gives. */
export interface ResourceNames {
  readonly physicalId: string;
  readonly arn: string;
  readonly attributes: { readonly [attribute: string]: Json };
}

/** Names of a resource, the same at every start. A name set in the template wins. */
export function namesOf(identity: ResourceIdentity): ResourceNames {
  const rule = RULES.get(identity.type) ?? {};
  const given = rule.nameProperty === undefined ? undefined : identity.property(rule.nameProperty);
  const name = typeof given === "string" ? given : (rule.generatedName ?? stackName)(identity);
  const arn = rule.arn?.(name) ?? "";
  const attributes: Record<string, Json> = {
    ...(arn && { Arn: arn }),
    ...rule.attributes?.(name, identity),
  };
  const { referenceAttribute } = rule;
  const reference = referenceAttribute === undefined ? name : attributes[referenceAttribute];
  return { physicalId: rule.referenceIsArn ? arn : String(reference), arn, attributes };
}

function stackName({ stack, logicalId }: ResourceIdentity): string {
  return `${stack}-${logicalId}`;
}

/** A bucket name is lower-case and has at most 63 characters. */
function bucketName(identity: ResourceIdentity): string {
  const name = stackName(identity).toLowerCase();
  if (name.length <= 63) {
    return name;
  }
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, 54)}-${digest}`;
}

function cloudFrontArn(name: string): string {
  return `arn:${partition}:cloudfront::${account}:function/${name}`;
}
