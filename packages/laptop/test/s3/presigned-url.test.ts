import { createHash } from "node:crypto";
import { request as httpRequest } from "node:http";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { BUCKET, type Fixture, startFixture } from "./object-store-fixture.ts";

let fixture: Fixture;
let now = new Date();
beforeAll(async () => {
  fixture = await startFixture({ now: () => now });
});
afterAll(() => fixture.stop());
beforeEach(() => {
  now = new Date();
});

const PHOTO = Buffer.from("a photo of ten kilobytes, say");
const TYPE = "image/jpeg";

/** Signs an upload of PHOTO the way the API does: length, type, and good for one use. */
async function signPut(
  Key: string,
  more: object = {},
  unhoistableHeaders = new Set<string>(),
): Promise<string> {
  const client = fixture.client({ requestChecksumCalculation: "WHEN_REQUIRED" });
  const command = new PutObjectCommand({
    Bucket: BUCKET,
    Key,
    ContentType: TYPE,
    ContentLength: PHOTO.length,
    IfNoneMatch: "*",
    ...more,
  });
  return getSignedUrl(client, command, {
    expiresIn: 300,
    signableHeaders: new Set(["content-type"]),
    unhoistableHeaders,
  });
}

async function put(url: string, body: Buffer = PHOTO, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: "PUT",
    body: new Uint8Array(body),
    headers: { "content-type": TYPE, "if-none-match": "*", ...headers },
  });
  const code = /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1];
  return code === undefined ? response.status : `${response.status} ${code}`;
}

const stored = (key: string) => fixture.store.readObject(BUCKET, key);

describe("a presigned PUT", () => {
  test("takes just what was signed, once", async () => {
    const url = await signPut("up/ok");
    expect(new URL(url).searchParams.get("X-Amz-SignedHeaders")).toBe(
      "content-length;content-type;host;if-none-match",
    );
    expect(await put(url)).toBe(200);
    expect((await stored("up/ok"))?.body.equals(PHOTO)).toBe(true);
    expect((await stored("up/ok"))?.headers["content-type"]).toBe(TYPE);
    expect(await put(url)).toBe("412 PreconditionFailed");
  });

  test.each([
    ["one byte more", Buffer.concat([PHOTO, Buffer.from("x")]), {}],
    ["one byte less", PHOTO.subarray(1), {}],
    ["another type", PHOTO, { "content-type": "image/svg+xml" }],
    ["another condition", PHOTO, { "if-none-match": '"x"' }],
  ])("refuses %s", async (_, body, headers) => {
    expect(await put(await signPut("up/changed"), body, headers)).toBe("403 SignatureDoesNotMatch");
    expect(await stored("up/changed")).toBeUndefined();
  });

  test("refuses a missing condition and an added header", async () => {
    const url = await signPut("up/header");
    const bare = await fetch(url, {
      method: "PUT",
      body: new Uint8Array(PHOTO),
      headers: { "content-type": TYPE },
    });
    expect(bare.status).toBe(403);
    expect(await put(url, PHOTO, { "x-amz-meta-a": "b" })).toBe("403 AccessDenied");
    expect(await stored("up/header")).toBeUndefined();
  });

  test.each([
    ["key", (url: URL) => (url.pathname += "x")],
    ["bucket", (url: URL) => (url.pathname = url.pathname.replace(BUCKET, "other"))],
    ["expiry", (url: URL) => url.searchParams.set("X-Amz-Expires", "301")],
    [
      "date",
      (url: URL) => url.searchParams.set("X-Amz-Date", isoBasic(new Date(now.getTime() - 1000))),
    ],
    ["signed headers", (url: URL) => url.searchParams.set("X-Amz-SignedHeaders", "host")],
    ["an added parameter", (url: URL) => url.searchParams.set("x-amz-meta-a", "b")],
    ["the signature", (url: URL) => flipLastDigit(url)],
  ])("refuses a changed %s", async (_, change) => {
    const url = new URL(await signPut("up/url"));
    change(url);
    expect(await put(url.href)).toBe("403 SignatureDoesNotMatch");
    expect(await stored("up/url")).toBeUndefined();
  });

  test("refuses another method, no signature and an unknown key", async () => {
    const url = new URL(await signPut("up/method"));
    expect((await fetch(url)).status).toBe(403);
    const unknown = new URL(url);
    unknown.searchParams.set(
      "X-Amz-Credential",
      (url.searchParams.get("X-Amz-Credential") ?? "").replace(/^\w+/, "AKIAUNKNOWN"),
    );
    expect(await put(unknown.href)).toBe("403 InvalidAccessKeyId");
    url.search = "";
    expect(await put(url.href)).toBe("403 AccessDenied");
  });

  test("expires, and is not valid before its time", async () => {
    const url = await signPut("up/expired");
    const signed = now.getTime();
    now = new Date(signed + 301_000);
    const late = await fetch(url, { method: "PUT" });
    expect(late.status).toBe(403);
    expect(await late.text()).toContain("<Message>Request has expired</Message>");
    now = new Date(signed - 16 * 60_000);
    expect(await put(url)).toBe("403 AccessDenied");
    now = new Date(signed + 290_000);
    expect(await put(url)).toBe(200);
  });

  test("verifies a checksum that is signed as a header", async () => {
    const ChecksumSHA256 = sha256("right").toString("base64");
    const name = "x-amz-checksum-sha256";
    const input = { ChecksumSHA256, ContentLength: 5 };
    const url = await signPut("up/checksum", input, new Set([name]));
    expect(new URL(url).searchParams.get("X-Amz-SignedHeaders")).toContain(name);
    const header = { [name]: ChecksumSHA256 };
    expect(await put(url, Buffer.from("right"))).toBe("403 SignatureDoesNotMatch");
    expect(await put(url, Buffer.from("wrong"), header)).toBe("400 BadDigest");
    expect(await stored("up/checksum")).toBeUndefined();
    expect(await put(url, Buffer.from("right"), header)).toBe(200);
  });

  test("holds no checksum of the query against the body, and keeps its metadata", async () => {
    const command = new PutObjectCommand({
      ...{ Bucket: BUCKET, Key: "up/query", Metadata: { foo: "bar" } },
    });
    const url = await getSignedUrl(fixture.client(), command);
    // The SDK's own: of no body at all.
    expect(url).toContain("x-amz-checksum-crc32=AAAAAA%3D%3D");
    expect(url).toContain("x-amz-meta-foo=bar");
    expect(await put(url.replace("AAAAAA", "AAAAAQ"))).toBe("403 SignatureDoesNotMatch");
    const answer = await fetch(url, { method: "PUT", body: "a photo" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-amz-checksum-crc32")).toBeNull();
    const object = await stored("up/query");
    expect([object?.body.toString(), object?.headers["x-amz-meta-foo"]]).toEqual([
      "a photo",
      "bar",
    ]);
  });

  test("takes the body's digest unsigned, and no other header of its kind", async () => {
    const name = "x-amz-content-sha256";
    const url = await signPut("up/digest");
    for (const added of ["x-amz-date", "x-amz-decoded-content-length", "x-amz-acl"]) {
      expect(await put(url, PHOTO, { [added]: "1" })).toBe("403 AccessDenied");
    }
    expect(await put(url, PHOTO, { [name]: sha256("x").toString("hex") })).toBe(
      "400 XAmzContentSHA256Mismatch",
    );
    expect(await put(url, PHOTO, { [name]: sha256(PHOTO).toString("hex") })).toBe(200);
  });

  test("leaves nothing of an upload that breaks off", async () => {
    const url = await signPut("up/broken");
    await new Promise<void>((resolve) => {
      const headers = {
        "content-type": TYPE,
        "if-none-match": "*",
        "content-length": PHOTO.length,
      };
      const upload = httpRequest(url, { method: "PUT", headers });
      upload.on("error", () => resolve());
      upload.write(PHOTO.subarray(0, 5), () => setTimeout(() => upload.destroy(), 30));
      upload.on("close", () => resolve());
    });
    expect(await stored("up/broken")).toBeUndefined();
    expect(await put(url)).toBe(200);
  });
});

describe("a presigned GET", () => {
  test("reads one object and nothing else", async () => {
    await put(await signPut("down/one"));
    const command = new GetObjectCommand({ Bucket: BUCKET, Key: "down/one" });
    const url = await getSignedUrl(fixture.client(), command, { expiresIn: 60 });
    const got = await fetch(url);
    expect(got.status).toBe(200);
    expect(Buffer.from(await got.arrayBuffer()).equals(PHOTO)).toBe(true);
    expect((await fetch(url, { headers: { range: "bytes=0-0" } })).status).toBe(206);
    expect((await fetch(url.replace("down/one", "down/two"))).status).toBe(403);
    expect((await fetch(url, { method: "DELETE" })).status).toBe(403);
  });

  test("is refused with a signature of another region or service", async () => {
    const { accessKeyId, secretAccessKey } = fixture.iam.administrator;
    const client = new S3Client({
      region: "eu-west-1",
      endpoint: fixture.store.endpoint,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
    });
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: BUCKET, Key: "a" }));
    const got = await fetch(url);
    expect(got.status).toBe(400);
    expect(await got.text()).toContain("AuthorizationQueryParametersError");
    client.destroy();
  });
});

function sha256(data: string | Buffer): Buffer {
  return createHash("sha256").update(data).digest();
}

function isoBasic(date: Date): string {
  return `${date.toISOString().replace(/[-:]|\.\d+/g, "")}`;
}

function flipLastDigit(url: URL): void {
  const signature = url.searchParams.get("X-Amz-Signature") ?? "";
  const last = signature.endsWith("0") ? "1" : "0";
  url.searchParams.set("X-Amz-Signature", signature.slice(0, -1) + last);
}
