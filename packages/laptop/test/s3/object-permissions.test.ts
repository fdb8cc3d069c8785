import { request } from "node:http";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ObjectCall } from "../../services/s3/object-service.ts";
import type { Json } from "../../template/json.ts";
import {
  BUCKET,
  BUCKET_ARN,
  type Fixture,
  functionArn,
  functionResources,
  startFixture,
} from "./object-store-fixture.ts";

const allow = (Action: string, Resource: string, Condition?: Json): Json => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});

const calls: ObjectCall[] = [];
let now: Date | undefined;
let fate: "pass" | "drop-before" | "drop-after" = "pass";
let fixture: Fixture;
let admin: S3Client;

beforeAll(async () => {
  fixture = await startFixture(
    {
      onCall: (call) => calls.push(call),
      intercept: () => fate,
      now: () => now ?? new Date(),
    },
    [
      ...functionResources("writer", [allow("s3:PutObject", `${BUCKET_ARN}/photos/*`)]),
      ...functionResources("reader", [allow("s3:GetObject", `${BUCKET_ARN}/photos/*`)]),
      ...functionResources("remover", [
        allow("s3:DeleteObject", `${BUCKET_ARN}/photos/*`),
        allow("s3:ListBucket", BUCKET_ARN, { StringLike: { "s3:prefix": "photos/*" } }),
      ]),
      ...functionResources("lister", [
        allow("s3:ListBucket", BUCKET_ARN),
        allow("s3:GetObject", `${BUCKET_ARN}/*`),
      ]),
    ],
  );
  admin = fixture.client();
  for (const Key of ["photos/1", "private/1"]) {
    await admin.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: "1" }));
  }
});
afterAll(() => fixture.stop());

const as = (name: string) => fixture.client({}, fixture.iam.principalOf(functionArn(name)));
const at = (Key: string) => ({ Bucket: BUCKET, Key });
const DENIED = { name: "AccessDenied", $metadata: { httpStatusCode: 403 } };
const FORBIDDEN = { $metadata: { httpStatusCode: 403 } };

test("a role may do what its policy says and no more", async () => {
  const [writer, reader, remover] = [as("writer"), as("reader"), as("remover")];
  await writer.send(new PutObjectCommand({ ...at("photos/2"), Body: "2" }));
  await expect(
    writer.send(new PutObjectCommand({ ...at("private/2"), Body: "2" })),
  ).rejects.toMatchObject(DENIED);
  await expect(writer.send(new GetObjectCommand(at("photos/1")))).rejects.toMatchObject(DENIED);
  await expect(writer.send(new DeleteObjectCommand(at("photos/1")))).rejects.toMatchObject(DENIED);
  await reader.send(new HeadObjectCommand(at("photos/1")));
  await expect(reader.send(new HeadObjectCommand(at("private/1")))).rejects.toMatchObject(
    FORBIDDEN,
  );
  await expect(reader.send(new HeadBucketCommand({ Bucket: BUCKET }))).rejects.toMatchObject(
    FORBIDDEN,
  );
  await remover.send(new DeleteObjectCommand(at("photos/2")));
  await expect(remover.send(new DeleteObjectCommand(at("private/1")))).rejects.toMatchObject(
    DENIED,
  );
});

test("a list is allowed under the prefix of its condition only", async () => {
  const remover = as("remover");
  const list = (Prefix?: string) =>
    remover.send(new ListObjectsV2Command({ Bucket: BUCKET, ...(Prefix && { Prefix }) }));
  expect((await list("photos/")).Contents?.map(({ Key }) => Key)).toContain("photos/1");
  await expect(list("private/")).rejects.toMatchObject(DENIED);
  await expect(list()).rejects.toMatchObject(DENIED);
});

test("a missing key is 404 to who may list and 403 to everyone else", async () => {
  await expect(as("reader").send(new GetObjectCommand(at("photos/0")))).rejects.toMatchObject(
    DENIED,
  );
  await expect(as("lister").send(new GetObjectCommand(at("photos/0")))).rejects.toMatchObject({
    name: "NoSuchKey",
  });
});

test("many deletions are allowed one by one", async () => {
  await admin.send(new PutObjectCommand({ ...at("photos/3"), Body: "3" }));
  const Objects = [{ Key: "photos/3" }, { Key: "private/1" }];
  const result = await as("remover").send(
    new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects, Quiet: true } }),
  );
  expect(result.Deleted).toBeUndefined();
  expect(result.Errors).toMatchObject([{ Key: "private/1", Code: "AccessDenied" }]);
  expect(await fixture.store.list(BUCKET)).toEqual(["photos/1", "private/1"]);
});

test("a copy needs both reading and writing", async () => {
  const copy = (CopySource: string) =>
    new CopyObjectCommand({ ...at("photos/copy"), CopySource: `${BUCKET}/${CopySource}` });
  await expect(as("writer").send(copy("photos/1"))).rejects.toMatchObject(DENIED);
  await expect(as("lister").send(copy("photos/1"))).rejects.toMatchObject(DENIED);
});

test("a presigned URL can do what its signer may", async () => {
  const put = (Key: string) =>
    getSignedUrl(
      fixture.client(
        { requestChecksumCalculation: "WHEN_REQUIRED" },
        fixture.iam.principalOf(functionArn("writer")),
      ),
      new PutObjectCommand(at(Key)),
    );
  const send = async (url: string) => (await fetch(url, { method: "PUT", body: "x" })).status;
  expect(await send(await put("photos/signed"))).toBe(200);
  expect(await send(await put("private/signed"))).toBe(403);
});

test("a request without its session token, or with another, is refused", async () => {
  const principal = fixture.iam.principalOf(functionArn("reader"));
  for (const sessionToken of ["", "other"]) {
    const client = fixture.client({}, { ...principal, sessionToken });
    await expect(client.send(new GetObjectCommand(at("photos/1")))).rejects.toMatchObject({
      name: "InvalidToken",
    });
  }
});

test("unsigned and wrongly signed requests are refused", async () => {
  for (const method of ["GET", "PUT", "DELETE", "POST"]) {
    const got = await fetch(`${fixture.store.endpoint}/${BUCKET}/photos/1`, { method });
    expect([400, 403, 405]).toContain(got.status);
    expect(await got.text()).toContain("<Code>");
  }
  const wrong = fixture.client({}, { ...fixture.iam.administrator, secretAccessKey: "wrong" });
  await expect(wrong.send(new GetObjectCommand(at("photos/1")))).rejects.toMatchObject({
    name: "SignatureDoesNotMatch",
  });
});

test("a clock may be off by a quarter of an hour", async () => {
  for (const [minutes, answer] of [
    [14, "1"],
    [-14, "1"],
    [16, "RequestTimeTooSkewed"],
    [-16, "RequestTimeTooSkewed"],
  ] as const) {
    now = new Date(Date.now() + minutes * 60_000);
    // A client of its own: the SDK corrects its clock by the answer's date.
    const got = await fixture
      .client()
      .send(new GetObjectCommand(at("photos/1")))
      .then(
        ({ Body }) => Body?.transformToString(),
        (error) => error.name,
      );
    expect([minutes, got]).toEqual([minutes, answer]);
  }
  now = undefined;
});

test("a header-signed body or header that was changed on the way is refused", async () => {
  const signed = await captureSigned(new PutObjectCommand({ ...at("photos/body"), Body: "true" }));
  expect(await replay(signed, { body: "fake" })).toBe("400 XAmzContentSHA256Mismatch");
  expect(await replay(signed, { body: "longer" })).toBe("403 SignatureDoesNotMatch");
  const headers = { ...signed.headers, "x-amz-meta-a": "b" };
  expect(await replay(signed, { headers })).toBe("403 AccessDenied");
  expect(await replay(signed, { path: signed.path.replace("?", "2?") })).toBe(
    "403 SignatureDoesNotMatch",
  );
  const claimed = { ...signed.headers, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
  expect(await replay(signed, { headers: claimed })).toBe("403 SignatureDoesNotMatch");
  expect(await fixture.store.readObject(BUCKET, "photos/body")).toBeUndefined();
  expect(await replay(signed, {})).toBe("200");
});

test("observers see every authenticated call and can break it", async () => {
  calls.length = 0;
  await as("reader").send(new HeadObjectCommand(at("photos/1")));
  expect(calls).toEqual([
    { operation: "HeadObject", bucket: BUCKET, key: "photos/1", functionName: "reader" },
  ]);
  for (const [chosen, written] of [
    ["drop-before", false],
    ["drop-after", true],
  ] as const) {
    fate = chosen;
    const Key = `photos/${chosen}`;
    await expect(admin.send(new PutObjectCommand({ ...at(Key), Body: "x" }))).rejects.toThrow();
    fate = "pass";
    await expect
      .poll(() => fixture.store.list(BUCKET))
      .toSatisfy((keys) => keys.includes(Key) === written);
  }
});

interface SignedMessage {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What the SDK would send, caught before it goes out. */
async function captureSigned(command: PutObjectCommand): Promise<SignedMessage> {
  const client = fixture.client();
  let captured: SignedMessage | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const sent = args.request as unknown as SignedMessage;
      captured = {
        method: sent.method,
        path: `${sent.path}?x-id=PutObject`,
        headers: { ...sent.headers },
        body: String(sent.body),
      };
      return next(args);
    },
    { step: "finalizeRequest", priority: "low", name: "capture" },
  );
  fate = "drop-before";
  await client.send(command).catch(() => {});
  fate = "pass";
  if (captured === undefined) throw new Error("Nothing was sent.");
  return captured;
}

function replay(signed: SignedMessage, change: Partial<SignedMessage>): Promise<string> {
  const { method, path, headers, body } = { ...signed, ...change };
  const length = { ...headers, "content-length": String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const outgoing = request(fixture.store.endpoint, { method, path, headers: length });
    outgoing.on("error", reject);
    outgoing.on("response", async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1];
      resolve(code === undefined ? String(response.statusCode) : `${response.statusCode} ${code}`);
    });
    outgoing.end(body);
  });
}
