import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, expect, test } from "vitest";
import { createDistribution } from "../../services/cloudfront/distribution.ts";
import type { DeployedResource } from "../../template/deployed-resources.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import {
  BUCKET,
  BUCKET_ARN,
  bucketResource,
  type Fixture,
  resource,
  startFixture,
} from "../s3/object-store-fixture.ts";

const DISTRIBUTION_ARN = "arn:aws:cloudfront::000000000000:distribution/photo-delivery";

const HEADERS_POLICY = resource("AWS::CloudFront::ResponseHeadersPolicy", "headers", "", {
  ResponseHeadersPolicyConfig: {
    Name: "headers",
    CorsConfig: {
      AccessControlAllowCredentials: false,
      AccessControlAllowHeaders: { Items: ["*"] },
      AccessControlAllowMethods: { Items: ["GET", "HEAD"] },
      AccessControlAllowOrigins: { Items: ["*"] },
      OriginOverride: true,
    },
    SecurityHeadersConfig: {
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: "DENY", Override: true },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31536000, Override: true },
    },
    CustomHeadersConfig: {
      Items: [
        { Header: "Cross-Origin-Resource-Policy", Value: "cross-origin", Override: true },
        { Header: "Cache-Control", Value: "no-store", Override: false },
      ],
    },
  },
});

function accessControl(signing = "always"): DeployedResource {
  return resource("AWS::CloudFront::OriginAccessControl", "control", "", {
    OriginAccessControlConfig: {
      Name: "control",
      OriginAccessControlOriginType: "s3",
      SigningBehavior: signing,
      SigningProtocol: "sigv4",
    },
  });
}

function distribution(more: Record<string, Json> = {}): DeployedResource {
  return resource("AWS::CloudFront::Distribution", "photo-delivery", "", {
    DistributionConfig: {
      Enabled: true,
      DefaultCacheBehavior: {
        TargetOriginId: "photos",
        AllowedMethods: ["GET", "HEAD"],
        ResponseHeadersPolicyId: "headers",
      },
      Origins: [
        {
          Id: "photos",
          DomainName: `${BUCKET}.s3.us-east-1.amazonaws.com`,
          OriginAccessControlId: "control",
        },
      ],
      ...more,
    },
  });
}

function bucketPolicy(...statements: Json[]): DeployedResource {
  const Statement: Json[] = [
    {
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "s3:*",
      Resource: [BUCKET_ARN, `${BUCKET_ARN}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    ...statements,
  ];
  const PolicyDocument = { Version: "2012-10-17", Statement };
  return resource("AWS::S3::BucketPolicy", "policy", "", { Bucket: BUCKET, PolicyDocument });
}

function allow(action: string, target = `${BUCKET_ARN}/photos/*`, arn = DISTRIBUTION_ARN): Json {
  return {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: action,
    Resource: target,
    Condition: { StringEquals: { "AWS:SourceArn": arn } },
  };
}

let fixture: Fixture | undefined;
let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await fixture?.stop();
});

/** A server of the distribution over one photo, answering 418 where the API would answer. */
async function start(parts: readonly DeployedResource[]): Promise<string> {
  fixture = await startFixture();
  await fixture.client().send(
    new PutObjectCommand({
      Bucket: BUCKET,
      Key: "photos/a b/1.jpg",
      Body: "0123456789",
      ContentType: "image/jpeg",
      CacheControl: "public, max-age=31536000, immutable",
    }),
  );
  const put = { Bucket: BUCKET, Key: "quarantine/1", Body: "secret" };
  await fixture.client().send(new PutObjectCommand(put));
  const resources = new DeployedResources([bucketResource(BUCKET), HEADERS_POLICY, ...parts]);
  const log = (line: string) => expect.unreachable(line);
  const deliver = createDistribution({ resources, objects: fixture.store, log });
  server = createServer((request, response) => {
    if (!deliver(request, response)) response.writeHead(418).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const WHOLE = [accessControl(), distribution(), bucketPolicy(allow("s3:GetObject"))];
const PHOTO = "/photos/a%20b/1.jpg";

test("serves a photo with its own headers and those of the policy", async () => {
  const url = await start(WHOLE);
  const got = await fetch(url + PHOTO);
  expect(got.status).toBe(200);
  expect(await got.text()).toBe("0123456789");
  expect(Object.fromEntries(got.headers)).toMatchObject({
    "content-type": "image/jpeg",
    "content-length": "10",
    "cache-control": "public, max-age=31536000, immutable",
    etag: '"781e5e245d69b566979b86e28d23f2c7"',
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "strict-transport-security": "max-age=31536000",
    "cross-origin-resource-policy": "cross-origin",
  });
  const head = await fetch(url + PHOTO, { method: "HEAD" });
  expect([head.status, await head.text(), head.headers.get("content-length")]).toEqual([
    200,
    "",
    "10",
  ]);
});

test("says to requests that name an origin that any may read it, and nothing to others", async () => {
  const url = await start(WHOLE);
  const allowed = async (headers: Record<string, string>) =>
    (await fetch(url + PHOTO, { headers })).headers.get("access-control-allow-origin");
  expect(await allowed({ origin: "https://other.example" })).toBe("*");
  expect(await allowed({})).toBeNull();
});

test("serves ranges and conditional requests", async () => {
  const url = await start(WHOLE);
  const status = async (headers: Record<string, string>) => {
    const got = await fetch(url + PHOTO, { headers });
    return [got.status, await got.text(), got.headers.get("content-range")];
  };
  const etag = '"781e5e245d69b566979b86e28d23f2c7"';
  expect(await status({ range: "bytes=2-4" })).toEqual([206, "234", "bytes 2-4/10"]);
  expect(await status({ range: "bytes=-3" })).toEqual([206, "789", "bytes 7-9/10"]);
  expect(await status({ range: "bytes=10-" })).toEqual([416, "", "bytes */10"]);
  expect(await status({ "if-none-match": etag })).toEqual([304, "", null]);
  const later = new Date(Date.now() + 60_000).toUTCString();
  expect(await status({ "if-modified-since": later })).toEqual([304, "", null]);
  const earlier = new Date(Date.now() - 60_000).toUTCString();
  expect(await status({ "if-modified-since": earlier })).toEqual([200, "0123456789", null]);
  expect(await status({ "if-match": '"x"' })).toEqual([412, "", null]);
  expect(await status({ range: "bytes=2-4", "if-range": '"x"' })).toEqual([
    200,
    "0123456789",
    null,
  ]);
});

test("leaves every other path to the API and refuses other methods", async () => {
  const url = await start(WHOLE);
  expect((await fetch(`${url}/api/v1/photos`)).status).toBe(418);
  expect((await fetch(`${url}/quarantine/1`)).status).toBe(418);
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
    const got = await fetch(url + PHOTO, { method });
    expect([method, got.status]).toEqual([method, 403]);
    expect(got.headers.get("x-content-type-options")).toBe("nosniff");
  }
});

test("answers 403 for what is missing and for what lies beside the photos", async () => {
  const url = await start(WHOLE);
  const got = await fetch(`${url}/photos/none`);
  expect([got.status, got.headers.get("x-content-type-options")]).toEqual([403, "nosniff"]);
  expect(await got.text()).toContain("<Code>AccessDenied</Code>");
  expect((await fetch(`${url}/photos/%ff`)).status).toBe(400);
  expect((await fetch(`${url}/photos/..%2Fquarantine/1`)).status).toBe(403);
});

test("answers 404 when the bucket policy lets it list", async () => {
  const policy = bucketPolicy(allow("s3:GetObject"), allow("s3:ListBucket", BUCKET_ARN));
  const url = await start([accessControl(), distribution(), policy]);
  expect((await fetch(`${url}/photos/none`)).status).toBe(404);
});

test("answers with the custom error response of the template", async () => {
  const CustomErrorResponses = [
    { ErrorCode: 403, ResponseCode: 404, ResponsePagePath: "/photos/a b/1.jpg" },
  ];
  const withPage = distribution({ CustomErrorResponses });
  const url = await start([accessControl(), withPage, bucketPolicy(allow("s3:GetObject"))]);
  const got = await fetch(`${url}/photos/none`);
  expect([got.status, await got.text()]).toEqual([404, "0123456789"]);
});

test.each([
  ["no bucket policy", [accessControl(), distribution()]],
  ["no grant", [accessControl(), distribution(), bucketPolicy()]],
  [
    "a grant for another distribution",
    [
      accessControl(),
      distribution(),
      bucketPolicy(allow("s3:GetObject", `${BUCKET_ARN}/*`, `${DISTRIBUTION_ARN}X`)),
    ],
  ],
  [
    "a grant for another folder",
    [accessControl(), distribution(), bucketPolicy(allow("s3:GetObject", `${BUCKET_ARN}/other/*`))],
  ],
  ["no access control", [distribution(), bucketPolicy(allow("s3:GetObject"))]],
  [
    "access control that does not sign",
    [accessControl("never"), distribution(), bucketPolicy(allow("s3:GetObject"))],
  ],
])("serves nothing with %s", async (_, parts) => {
  const url = await start(parts);
  expect((await fetch(url + PHOTO)).status).toBe(403);
});

test("says at the start what it cannot stand in for", async () => {
  const cors = resource("AWS::CloudFront::ResponseHeadersPolicy", "headers", "", {
    ResponseHeadersPolicyConfig: { Name: "headers", CorsConfig: {} },
  });
  const objects = { openObject: async () => undefined };
  const log = () => {};
  const create = (...parts: DeployedResource[]) =>
    createDistribution({ resources: new DeployedResources(parts), objects, log });
  expect(() => create(distribution(), bucketResource(BUCKET), cors)).toThrow("CorsConfig");
  expect(() => create(distribution())).toThrow("The origin photos is not a bucket of the stacks.");
});
