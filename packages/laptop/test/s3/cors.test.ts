import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { corsRulesOf } from "../../services/s3/cors.ts";
import { BUCKET, type Fixture, resource, startFixture } from "./object-store-fixture.ts";

const ORIGIN = "https://app.example";

function bucket(name: string, AllowedOrigins: string[]) {
  return resource("AWS::S3::Bucket", name, `arn:aws:s3:::${name}`, {
    CorsConfiguration: {
      CorsRules: [
        {
          AllowedMethods: ["PUT"],
          AllowedOrigins,
          AllowedHeaders: ["Content-Type", "x-amz-*"],
          ExposedHeaders: ["ETag"],
          MaxAge: 600,
        },
      ],
    },
  });
}

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture({}, [
    bucket("some", [ORIGIN, "https://*.example.org"]),
    bucket("any", ["*"]),
  ]);
});
afterAll(() => fixture.stop());

async function preflight(name: string, headers: Record<string, string>) {
  const url = `${fixture.store.endpoint}/${name}/a`;
  const response = await fetch(url, { method: "OPTIONS", headers });
  const code = /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1];
  return { status: response.status, code, headers: Object.fromEntries(response.headers) };
}

const asks = (origin: string, method = "PUT", names = "content-type") => ({
  origin,
  "access-control-request-method": method,
  "access-control-request-headers": names,
});

describe("a preflight", () => {
  test("is answered for an origin, a method and headers that a rule names", async () => {
    const answer = await preflight("some", asks(ORIGIN, "PUT", "content-type, X-Amz-Meta-A"));
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        "access-control-allow-origin": ORIGIN,
        "access-control-allow-methods": "PUT",
        "access-control-allow-headers": "content-type, x-amz-meta-a",
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": "ETag",
        "access-control-max-age": "600",
        vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
      },
    });
  });

  test("names no origin and no credentials when all may come", async () => {
    const { status, headers } = await preflight("any", asks("https://elsewhere.example"));
    expect(status).toBe(200);
    expect(headers["access-control-allow-origin"]).toBe("*");
    expect(headers["access-control-allow-credentials"]).toBeUndefined();
  });

  test.each<[string, string, Record<string, string>, number, string]>([
    ["another origin", "some", asks("https://evil.example"), 403, "AccessForbidden"],
    ["an origin that only begins so", "some", asks(`${ORIGIN}.evil`), 403, "AccessForbidden"],
    ["another method", "some", asks(ORIGIN, "DELETE"), 403, "AccessForbidden"],
    ["another header", "some", asks(ORIGIN, "PUT", "authorization"), 403, "AccessForbidden"],
    ["a bucket without rules", BUCKET, asks(ORIGIN), 403, "AccessForbidden"],
    ["no origin", "some", { "access-control-request-method": "PUT" }, 400, "BadRequest"],
    ["no method", "some", { origin: ORIGIN }, 400, "BadRequest"],
  ])("is refused for %s", async (_, name, headers, status, code) => {
    const answer = await preflight(name, headers);
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("matches one wildcard in an origin", async () => {
    expect((await preflight("some", asks("https://a.example.org"))).status).toBe(200);
    expect((await preflight("some", asks("https://.example.org.x"))).status).toBe(403);
  });
});

describe("the request itself", () => {
  const signed = (command: PutObjectCommand | GetObjectCommand) =>
    getSignedUrl(
      fixture.client({ requestChecksumCalculation: "WHEN_REQUIRED" }),
      command as PutObjectCommand,
    );

  test("is readable for the page, and so is its refusal", async () => {
    const url = await signed(new PutObjectCommand({ Bucket: "some", Key: "a" }));
    const put = (address: string, origin: string) =>
      fetch(address, { method: "PUT", body: "x", headers: { origin } });
    const ok = await put(url, ORIGIN);
    expect(ok.status).toBe(200);
    expect(ok.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(ok.headers.get("access-control-expose-headers")).toBe("ETag");
    const refused = await put(`${url}0`, ORIGIN);
    expect(refused.status).toBe(403);
    expect(refused.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    const elsewhere = await put(url, "https://evil.example");
    expect(elsewhere.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("of another method stays closed to the page", async () => {
    const url = await signed(new GetObjectCommand({ Bucket: "some", Key: "a" }));
    const got = await fetch(url, { headers: { origin: ORIGIN } });
    expect(got.headers.get("access-control-allow-origin")).toBeNull();
  });
});

test("rules that are not understood are refused at the start", () => {
  const CorsConfiguration = { CorsRules: [{ AllowedOrigins: ["*"], AllowedMethods: ["PATCH"] }] };
  const odd = resource("AWS::S3::Bucket", "odd", "arn:aws:s3:::odd", { CorsConfiguration });
  expect(() => corsRulesOf(odd)).toThrow("The CORS rules of bucket odd are not understood");
});
