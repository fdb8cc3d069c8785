import { expect, test } from "vitest";
import { SynthesisedTemplate } from "../../support/synthesised-template.ts";

const template = new SynthesisedTemplate("ProfilesStateful");
const photoBucket = named("AWS::S3::Bucket", "Photos");
const removalLog = named("AWS::S3::Bucket", "RemovalLog");
const photoPolicy = named("AWS::S3::BucketPolicy", "Photos");

/** The resource of a type whose logical id begins so. */
function named(type: string, prefix: string) {
  const found = template.ofType(type).find(([id]) => id.startsWith(prefix));
  if (!found) throw new Error(`No ${type} is called ${prefix}.`);
  return found[1];
}

test("the table keeps its data: recovery to any second, no deletion, retained", () => {
  const table = template.one("AWS::DynamoDB::Table");
  expect(table.DeletionPolicy).toBe("Retain");
  expect(table.Properties).toMatchObject({
    BillingMode: "PAY_PER_REQUEST",
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
    TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
  });
});

test("the photo bucket is private, encrypted and retained", () => {
  const bucket = photoBucket;
  expect(bucket.DeletionPolicy).toBe("RetainExceptOnCreate");
  expect(bucket.Properties).toMatchObject({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
  });
  expect(JSON.stringify(bucket.Properties.BucketEncryption)).toContain("AES256");
});

test("uploads nobody finished do not stay", () => {
  const { Rules } = photoBucket.Properties.LifecycleConfiguration;
  expect(Rules).toContainEqual(
    expect.objectContaining({ Prefix: "quarantine/", ExpirationInDays: 1, Status: "Enabled" }),
  );
  expect(Rules).toContainEqual(
    expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
  );
});

test("what is removed or replaced stays for a week as a version, of an upload for a day", () => {
  const { VersioningConfiguration, LifecycleConfiguration } = photoBucket.Properties;
  expect(VersioningConfiguration).toEqual({ Status: "Enabled" });
  expect(LifecycleConfiguration.Rules).toContainEqual({
    Id: "ExpireVersions",
    ExpiredObjectDeleteMarker: true,
    NoncurrentVersionExpiration: { NoncurrentDays: 7 },
    Status: "Enabled",
  });
  expect(LifecycleConfiguration.Rules).toContainEqual(
    expect.objectContaining({
      Prefix: "quarantine/",
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    }),
  );
});

test("the log of removals is private, retained, and outlives what the table can be restored to", () => {
  expect(removalLog.DeletionPolicy).toBe("RetainExceptOnCreate");
  expect(removalLog.Properties).toMatchObject({
    PublicAccessBlockConfiguration: photoBucket.Properties.PublicAccessBlockConfiguration,
    OwnershipControls: photoBucket.Properties.OwnershipControls,
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 40, Status: "Enabled" }] },
  });
});

test("the bucket tells EventBridge of every change", () => {
  expect(photoBucket.Properties.NotificationConfiguration).toEqual({
    EventBridgeConfiguration: { EventBridgeEnabled: true },
  });
  expect(template.ofType("AWS::Lambda::Function")).toEqual([]);
});

test("browsers may upload, and nothing else", () => {
  expect(photoBucket.Properties.CorsConfiguration.CorsRules).toEqual([
    {
      AllowedMethods: ["PUT"],
      AllowedOrigins: ["*"],
      AllowedHeaders: ["content-type", "if-none-match"],
      ExposedHeaders: ["ETag"],
      MaxAge: 3600,
    },
  ]);
});

test("the bucket refuses plain HTTP and lets CloudFront read photos only", () => {
  const { Statement } = photoPolicy.Properties.PolicyDocument;
  expect(Statement).toContainEqual(
    expect.objectContaining({
      Effect: "Deny",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
  );
  const allowed = Statement.filter(({ Effect }: { Effect: string }) => Effect === "Allow");
  expect(allowed).toHaveLength(1);
  expect(allowed[0]).toMatchObject({
    Action: "s3:GetObject",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Resource: { "Fn::Join": ["", [expect.anything(), "/photos/*"]] },
  });
  expect(Object.keys(allowed[0].Condition.StringEquals)).toEqual(["AWS:SourceArn"]);
});

test("photos are delivered read-only, over TLS, and never sniffed", () => {
  const { DistributionConfig } = template.one("AWS::CloudFront::Distribution").Properties;
  expect(DistributionConfig.DefaultCacheBehavior).toMatchObject({
    AllowedMethods: ["GET", "HEAD"],
    ViewerProtocolPolicy: "redirect-to-https",
  });
  expect(DistributionConfig.Origins[0].OriginAccessControlId).toBeDefined();
  const headers = template.one("AWS::CloudFront::ResponseHeadersPolicy").Properties;
  expect(headers.ResponseHeadersPolicyConfig).toMatchObject({
    CorsConfig: {
      AccessControlAllowCredentials: false,
      AccessControlAllowOrigins: { Items: ["*"] },
      OriginOverride: true,
    },
    SecurityHeadersConfig: {
      ContentTypeOptions: { Override: true },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000 },
    },
    CustomHeadersConfig: {
      Items: [{ Header: "Cross-Origin-Resource-Policy", Value: "cross-origin", Override: true }],
    },
  });
});

test.each([
  ["pepper", /^Pepper/, ["v1", 64, '{"current":"v1"}']],
  ["log key", /^LogKey/, ["key", 32, "{}"]],
])("the %s is made by AWS, never in the template, and kept", (_, id, [field, length, json]) => {
  const secrets = template.ofType("AWS::SecretsManager::Secret");
  const [secret] = secrets.flatMap(([name, one]) => (id.test(name) ? [one] : []));
  expect(secret?.DeletionPolicy).toBe("RetainExceptOnCreate");
  expect(secret?.Properties).toEqual({
    Description: expect.any(String),
    GenerateSecretString: {
      ExcludePunctuation: true,
      GenerateStringKey: field,
      PasswordLength: length,
      SecretStringTemplate: json,
    },
  });
});

test("a first deployment that fails leaves nothing: the table, which is protected, is made last", () => {
  const table = template.one("AWS::DynamoDB::Table");
  const others = Object.keys(template.resources).filter((id) => template.resources[id] !== table);
  expect(new Set(table.DependsOn)).toEqual(new Set(others));
  const kept = Object.values(template.resources).filter((one) => one.DeletionPolicy === "Retain");
  expect(kept).toEqual([table]);
});

test("the photos' own host name is exported, whether or not they have one of the operator's", () => {
  const [id] = template.ofType("AWS::CloudFront::Distribution")[0] ?? [];
  expect(template.exports).toContainEqual({ "Fn::GetAtt": [id, "DomainName"] });
});
