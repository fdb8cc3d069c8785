import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
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
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BucketEvent } from "../../services/s3/operation.ts";
import { BUCKET, type Fixture, startFixture } from "./object-store-fixture.ts";

let fixture: Fixture;
let s3: S3Client;
const events: BucketEvent[] = [];

beforeAll(async () => {
  fixture = await startFixture({ onEvent: (event) => void events.push(event) });
  s3 = fixture.client();
});
afterAll(() => fixture.stop());
beforeEach(() => {
  events.length = 0;
});

const Bucket = BUCKET;

async function read(key: string): Promise<string | undefined> {
  return (await fixture.store.readObject(BUCKET, key))?.body.toString();
}

describe("PutObject", () => {
  test("keeps bytes, type, caching and metadata", async () => {
    const put = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: "put/all",
        Body: "photo",
        ContentType: "image/jpeg",
        CacheControl: "max-age=31536000, immutable",
        ContentDisposition: "inline",
        ContentEncoding: "identity",
        Metadata: { owner: "someone" },
      }),
    );
    const eTag = `"${createHash("md5").update("photo").digest("hex")}"`;
    expect(put.ETag).toBe(eTag);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: "put/all" }));
    expect(await got.Body?.transformToString()).toBe("photo");
    expect(got).toMatchObject({
      ETag: eTag,
      ContentType: "image/jpeg",
      CacheControl: "max-age=31536000, immutable",
      ContentDisposition: "inline",
      ContentEncoding: "identity",
      ContentLength: 5,
      Metadata: { owner: "someone" },
      ChecksumCRC32: put.ChecksumCRC32,
    });
    expect(events).toMatchObject([
      { bucket: BUCKET, eventName: "ObjectCreated:Put", key: "put/all", size: 5 },
    ]);
    expect(events[0]?.eTag).toBe(eTag.slice(1, -1));
  });

  test("takes a stream in the SDK's own chunked form", async () => {
    const bytes = randomBytes(300_000);
    const Body = Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);
    await s3.send(
      new PutObjectCommand({ Bucket, Key: "put/stream", Body, ContentLength: bytes.length }),
    );
    const stored = await fixture.store.readObject(BUCKET, "put/stream");
    expect(stored?.body.equals(bytes)).toBe(true);
    expect(stored?.headers["content-encoding"]).toBeUndefined();
    expect(stored?.checksum?.algorithm).toBe("crc32");
  });

  test("refuses a stream of another length than announced", async () => {
    const Body = Readable.from([Buffer.alloc(20)]);
    const put = new PutObjectCommand({ Bucket, Key: "put/longer", Body, ContentLength: 10 });
    await expect(s3.send(put)).rejects.toMatchObject({ name: "IncompleteBody" });
    expect(await read("put/longer")).toBeUndefined();
  });

  test.each([
    "CRC32",
    "CRC32C",
    "CRC64NVME",
    "SHA1",
    "SHA256",
  ] as const)("verifies %s as the SDK computes it, in a header and in a trailer", async (ChecksumAlgorithm) => {
    for (const Body of ["nine chars", Readable.from([Buffer.from("nine chars")])]) {
      const Key = `checksum/${ChecksumAlgorithm}`;
      const options = { Bucket, Key, ChecksumAlgorithm, ContentLength: 10 };
      await s3.send(new PutObjectCommand({ ...options, Body }));
      expect(await read(Key)).toBe("nine chars");
      const ChecksumMode = "ENABLED";
      const head = await s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode }));
      expect(head[`Checksum${ChecksumAlgorithm}`]).toBeTypeOf("string");
    }
  });

  test("refuses a wrong checksum and a wrong MD5, and keeps what was there", async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "put/kept", Body: "old" }));
    const wrong = { Bucket, Key: "put/kept", Body: "new" };
    const ofOld = (name: string) => createHash(name).update("old").digest("base64");
    for (const input of [
      { ...wrong, ChecksumSHA256: ofOld("sha256") },
      { ...wrong, ContentMD5: ofOld("md5") },
    ]) {
      await expect(s3.send(new PutObjectCommand(input))).rejects.toMatchObject({
        name: "BadDigest",
        $metadata: { httpStatusCode: 400 },
      });
    }
    expect(await read("put/kept")).toBe("old");
  });

  test("writes once under If-None-Match, even when many race", async () => {
    const put = (Body: string) =>
      s3.send(new PutObjectCommand({ Bucket, Key: "put/once", Body, IfNoneMatch: "*" }));
    const results = await Promise.allSettled(["a", "b", "c", "d", "e"].map(put));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results) {
      if (result.status === "rejected") {
        expect(result.reason).toMatchObject({
          name: "PreconditionFailed",
          $metadata: { httpStatusCode: 412 },
        });
      }
    }
    expect(events).toHaveLength(1);
  });

  test("replaces under If-Match only what it names", async () => {
    const Key = "put/match";
    const first = await s3.send(new PutObjectCommand({ Bucket, Key, Body: "1" }));
    const IfMatch = first.ETag;
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: "2", IfMatch }));
    await expect(
      s3.send(new PutObjectCommand({ Bucket, Key, Body: "3", IfMatch })),
    ).rejects.toMatchObject({ name: "PreconditionFailed" });
    expect(await read(Key)).toBe("2");
  });

  test.each([
    ["whatever is there", { IfMatch: "*" }],
    ["what it names and what is not there", { IfMatch: '"a"', IfNoneMatch: "*" }],
    ["all but what it names", { IfNoneMatch: '"a"' }],
  ])("has no condition that asks for %s, as S3 has none", async (_, condition) => {
    const input = { Bucket, Key: "put/odd", Body: "1" };
    await s3.send(new PutObjectCommand(input));
    await expect(s3.send(new PutObjectCommand({ ...input, ...condition }))).rejects.toMatchObject({
      name: "NotImplemented",
      $metadata: { httpStatusCode: 501 },
    });
  });

  test("says so when it does not know a header", async () => {
    const put = new PutObjectCommand({ Bucket, Key: "put/tags", Body: "1", Tagging: "a=b" });
    await expect(s3.send(put)).rejects.toMatchObject({ name: "NotImplemented" });
  });

  test("keeps an empty object", async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "put/empty", Body: "" }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: "put/empty" }));
    expect(await got.Body?.transformToString()).toBe("");
    expect(got.ContentLength).toBe(0);
  });
});

describe("GetObject and HeadObject", () => {
  const Key = "read/object";
  let ETag: string;
  beforeAll(async () => {
    const put = await s3.send(new PutObjectCommand({ Bucket, Key, Body: "0123456789" }));
    ETag = put.ETag ?? "";
  });

  test.each([
    ["bytes=0-0", "0", "bytes 0-0/10"],
    ["bytes=2-4", "234", "bytes 2-4/10"],
    ["bytes=7-", "789", "bytes 7-9/10"],
    ["bytes=-3", "789", "bytes 7-9/10"],
    ["bytes=5-100", "56789", "bytes 5-9/10"],
    ["bytes=-100", "0123456789", "bytes 0-9/10"],
  ])("answers the range %s", async (Range, text, contentRange) => {
    const got = await s3.send(new GetObjectCommand({ Bucket, Key, Range }));
    expect(await got.Body?.transformToString()).toBe(text);
    expect(got.$metadata.httpStatusCode).toBe(206);
    expect(got.ContentRange).toBe(contentRange);
  });

  test("answers 416 past the end and ignores what is no range", async () => {
    await expect(
      s3.send(new GetObjectCommand({ Bucket, Key, Range: "bytes=10-" })),
    ).rejects.toMatchObject({ name: "InvalidRange", $metadata: { httpStatusCode: 416 } });
    const got = await s3.send(new GetObjectCommand({ Bucket, Key, Range: "bytes=4-2" }));
    expect(got.$metadata.httpStatusCode).toBe(200);
    await got.Body?.transformToByteArray();
  });

  test("honours conditions", async () => {
    const past = new Date(Date.now() - 60_000);
    const future = new Date(Date.now() + 60_000);
    const status = (input: object) =>
      s3.send(new HeadObjectCommand({ Bucket, Key, ...input })).then(
        (answer) => answer.$metadata.httpStatusCode,
        (error) => error.$metadata.httpStatusCode,
      );
    expect(await status({ IfMatch: ETag })).toBe(200);
    expect(await status({ IfMatch: '"other"' })).toBe(412);
    expect(await status({ IfNoneMatch: ETag })).toBe(304);
    expect(await status({ IfNoneMatch: '"other"' })).toBe(200);
    const { LastModified } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(await status({ IfModifiedSince: LastModified })).toBe(304);
    expect(await status({ IfModifiedSince: future })).toBe(200);
    expect(await status({ IfModifiedSince: past })).toBe(200);
    expect(await status({ IfUnmodifiedSince: past })).toBe(412);
    expect(await status({ IfUnmodifiedSince: future })).toBe(200);
    expect(await status({ IfNoneMatch: '"other"', IfModifiedSince: future })).toBe(200);
    expect(await status({ IfMatch: ETag, IfUnmodifiedSince: past })).toBe(200);
  });

  test("answers 404 for a missing key and a missing bucket", async () => {
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: "nothing" }))).rejects.toMatchObject({
      name: "NoSuchKey",
    });
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: "nothing" }))).rejects.toMatchObject({
      name: "NotFound",
    });
    await expect(
      s3.send(new GetObjectCommand({ Bucket: "no-such-bucket", Key })),
    ).rejects.toMatchObject({ name: "NoSuchBucket" });
  });

  test("replaces headers of the answer on request", async () => {
    const got = await s3.send(
      new GetObjectCommand({ Bucket, Key, ResponseContentDisposition: "attachment" }),
    );
    expect(got.ContentDisposition).toBe("attachment");
    await got.Body?.transformToByteArray();
  });
});

describe("the other operations", () => {
  test("deletes one object, and one that is not there", async () => {
    const Key = "delete/one";
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(await read(Key)).toBeUndefined();
    expect(events.map(({ eventName }) => eventName)).toEqual([
      "ObjectCreated:Put",
      "ObjectRemoved:Delete",
    ]);
    const [created, removed] = events.map(({ sequencer }) => sequencer);
    expect(String(removed) > String(created)).toBe(true);
  });

  test("deletes many", async () => {
    const keys = ["delete/ä&<>", "delete/\n\r", " ", "delete/'\"", "delete/&amp;"];
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
    const Objects = [...keys, "delete/never"].map((Key) => ({ Key }));
    const result = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(result.Errors).toBeUndefined();
    expect(result.Deleted).toHaveLength(6);
    for (const key of keys) expect(await read(key)).toBeUndefined();
  });

  test("copies with the source's metadata or with new", async () => {
    const source = { Bucket, Key: "copy/ä source", Body: "copied", ContentType: "text/x" };
    await s3.send(new PutObjectCommand(source));
    const CopySource = encodeURI(`${BUCKET}/copy/ä source`);
    const copy = await s3.send(new CopyObjectCommand({ Bucket, Key: "copy/to", CopySource }));
    expect(copy.CopyObjectResult?.ETag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(await fixture.store.readObject(BUCKET, "copy/to")).toMatchObject({
      body: Buffer.from("copied"),
      headers: { "content-type": "text/x" },
    });
    expect(events.at(-1)).toMatchObject({ eventName: "ObjectCreated:Copy", key: "copy/to" });
    const changed = { Bucket, Key: "copy/ä source", CopySource, ContentType: "text/y" };
    await expect(s3.send(new CopyObjectCommand(changed))).rejects.toMatchObject({
      name: "InvalidRequest",
    });
    await s3.send(new CopyObjectCommand({ ...changed, MetadataDirective: "REPLACE" }));
    const replaced = await fixture.store.readObject(BUCKET, "copy/ä source");
    expect(replaced?.headers["content-type"]).toBe("text/y");
    expect(replaced?.body.toString()).toBe("copied");
  });

  test("tells that a bucket exists", async () => {
    await s3.send(new HeadBucketCommand({ Bucket }));
    await expect(s3.send(new HeadBucketCommand({ Bucket: "other-bucket" }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });

  test("refuses a token that no page gave", async () => {
    await expect(
      s3.send(new ListObjectsV2Command({ Bucket, ContinuationToken: "rubbish" })),
    ).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});
