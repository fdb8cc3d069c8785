import * as z from "zod";
import { ACCOUNT } from "../../template/account.ts";
import type { DeployedResource, DeployedResources } from "../../template/deployed-resources.ts";
import { objectOf } from "../../template/json.ts";
import { evaluate, type Statement } from "../iam/iam-policy.ts";
import { statementsForService } from "../iam/resource-policy.ts";
import { matchesWildcard } from "../iam/wildcard.ts";

const BehaviourSchema = z.object({
  PathPattern: z.string().optional(),
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(["HEAD", "GET"]),
  ResponseHeadersPolicyId: z.string().optional(),
});

const OriginSchema = z.object({
  Id: z.string(),
  DomainName: z.string(),
  OriginPath: z.string().default(""),
  OriginAccessControlId: z.string().default(""),
});

const ErrorResponseSchema = z.object({
  ErrorCode: z.coerce.number(),
  ResponseCode: z.coerce.number().optional(),
  ResponsePagePath: z.string().optional(),
});

const ConfigSchema = z.object({
  Enabled: z.boolean(),
  Origins: z.array(OriginSchema),
  DefaultCacheBehavior: BehaviourSchema,
  CacheBehaviors: z.array(BehaviourSchema).default([]),
  CustomErrorResponses: z.array(ErrorResponseSchema).default([]),
});

/** What is answered in place of an error of the origin. */
export type ErrorResponse = z.infer<typeof ErrorResponseSchema>;

/** One cache behaviour with all it refers to. */
export interface Behaviour {
  /** Of the path, which begins with a slash. */
  readonly matches: (path: string) => boolean;
  readonly allowedMethods: readonly string[];
  readonly responseHeadersPolicy: DeployedResource | undefined;
  readonly bucket: DeployedResource;
  /** Put before the path on the way to the bucket; `""` or `/something`. */
  readonly originPath: string;
  /** Whether the bucket policy lets the distribution do this to an ARN. */
  readonly may: (action: string, resourceArn: string) => boolean;
}

/** The distribution as the template says, with all that it refers to. */
export interface DistributionModel {
  /** In order of precedence; the last one, the default, matches every path. */
  readonly behaviours: readonly Behaviour[];
  readonly errorResponses: readonly ErrorResponse[];
}

/**
 * Reads the one distribution of the stacks. Throws an Error with a clear sentence for an origin that
 * is no bucket of the stacks and for a policy that the local evaluator does not know.
 */
export function readDistribution(resources: DeployedResources): DistributionModel {
  const distribution = resources.one("AWS::CloudFront::Distribution");
  const config = ConfigSchema.parse(distribution.properties.DistributionConfig);
  if (!config.Enabled) throw new Error(`The distribution ${distribution.logicalId} is disabled.`);
  const behaviours = [...config.CacheBehaviors, config.DefaultCacheBehavior].map((behaviour) => {
    const origin = config.Origins.find(({ Id }) => Id === behaviour.TargetOriginId);
    const bucket = resources
      .ofType("AWS::S3::Bucket")
      .find(({ physicalId }) => origin?.DomainName.startsWith(`${physicalId}.s3.`));
    if (origin === undefined || bucket === undefined) {
      throw new Error(`The origin ${behaviour.TargetOriginId} is not a bucket of the stacks.`);
    }
    const signs = signsRequests(resources, origin.OriginAccessControlId);
    const statements = signs ? statementsFor(resources, bucket) : [];
    const context = { "aws:SecureTransport": ["true"], "aws:SourceArn": [arnOf(distribution)] };
    return {
      matches: pathMatcher(behaviour.PathPattern ?? "*"),
      allowedMethods: behaviour.AllowedMethods,
      responseHeadersPolicy: headersPolicy(resources, behaviour.ResponseHeadersPolicyId),
      bucket,
      originPath: origin.OriginPath,
      may: (action: string, arn: string) => evaluate(statements, action, arn, context),
    };
  });
  return { behaviours, errorResponses: config.CustomErrorResponses };
}

function arnOf(distribution: DeployedResource): string {
  return `arn:${ACCOUNT.partition}:cloudfront::${ACCOUNT.id}:distribution/${distribution.physicalId}`;
}

/** Without origin access control, CloudFront asks as anybody would, and the bucket is private. */
function signsRequests(resources: DeployedResources, id: string): boolean {
  const control = resources.byPhysicalId("AWS::CloudFront::OriginAccessControl", id);
  const config = objectOf(control?.properties.OriginAccessControlConfig);
  return (
    config.OriginAccessControlOriginType === "s3" &&
    config.SigningBehavior === "always" &&
    config.SigningProtocol === "sigv4"
  );
}

/** Statements of the bucket's policies that speak of CloudFront. */
function statementsFor(resources: DeployedResources, bucket: DeployedResource): Statement[] {
  const policies = resources
    .ofType("AWS::S3::BucketPolicy")
    .filter(({ properties }) => properties.Bucket === bucket.physicalId);
  return policies.flatMap(({ logicalId, properties }) =>
    statementsForService(
      properties.PolicyDocument,
      "cloudfront.amazonaws.com",
      `Bucket policy ${logicalId}`,
    ),
  );
}

function headersPolicy(
  resources: DeployedResources,
  id: string | undefined,
): DeployedResource | undefined {
  if (id === undefined) return undefined;
  const policy = resources.byPhysicalId("AWS::CloudFront::ResponseHeadersPolicy", id);
  if (policy === undefined) {
    throw new Error(`The response headers policy ${id} is not a resource of the stacks.`);
  }
  return policy;
}

/** `*` is any run of characters, `?` any one; a leading slash may be left out. */
function pathMatcher(pattern: string): (path: string) => boolean {
  const whole = `/${pattern.replace(/^\//, "")}`;
  return (path) => matchesWildcard(whole, path);
}
