import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listPage } from "../../services/s3/list-page.ts";
import { BUCKET, type Fixture, startFixture } from "./object-store-fixture.ts";

let fixture: Fixture;
let s3: S3Client;
beforeAll(async () => {
  fixture = await startFixture();
  s3 = fixture.client();
});
afterAll(() => fixture.stop());
beforeEach(async () => {
  const keys = await fixture.store.list(BUCKET);
  if (keys.length === 0) return;
  const Delete = { Objects: keys.map((Key) => ({ Key })) };
  await s3.send(new DeleteObjectsCommand({ Bucket: BUCKET, Delete }));
});

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

const nasty = [
  "../../etc/passwd",
  "..",
  ".",
  "./a",
  "/",
  "//",
  "/absolute",
  "a//b",
  "trailing/",
  "trailing.",
  "trailing ",
  " ",
  "CON",
  "A",
  "a",
  "%2e%2e%2f",
  "%",
  "+",
  "a+b c",
  "a?b=c&d#e",
  "\u0000",
  "\n\r\t",
  "\u007f\u0085\u2028",
  "é",
  "e\u0301",
  "\ufeff",
  "\uffff",
  "\ue000",
  "🙂",
  "<&>\"'",
  "__proto__",
  "constructor",
  "x".repeat(1024),
];

test("every key comes back as it was: list, read, presigned read, restart", async () => {
  for (const Key of nasty) {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: `at ${Key}` }));
  }
  await fixture.restart();
  s3 = fixture.client();
  expect(await fixture.store.list(BUCKET)).toEqual([...nasty].sort(byBytes));
  for (const Key of nasty) {
    const command = new GetObjectCommand({ Bucket: BUCKET, Key });
    expect(await (await s3.send(command)).Body?.transformToString()).toBe(`at ${Key}`);
  }
  // `fetch` resolves dots in a path before it sends them: no URL can name these keys.
  for (const Key of nasty.filter((key) => !/(^|\/)\.{1,2}(\/|$)/.test(key))) {
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: BUCKET, Key }));
    expect(await (await fetch(url)).text()).toBe(`at ${Key}`);
  }
});

test("a key of more than 1,024 bytes is refused", async () => {
  const put = new PutObjectCommand({ Bucket: BUCKET, Key: "é".repeat(513), Body: "" });
  await expect(s3.send(put)).rejects.toMatchObject({ name: "KeyTooLongError" });
});

/** Any code point. As the unit `binary`, which takes 1.7 s of a processor to set up. */
const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .map((code) => String.fromCodePoint(code));

test("any key survives a round trip", async () => {
  const key = fc
    .string({ unit: anyCharacter, minLength: 1, maxLength: 40 })
    .filter((text) => text.isWellFormed());
  await fc.assert(
    fc.asyncProperty(key, fc.uint8Array({ maxLength: 200 }), async (Key, bytes) => {
      await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: bytes }));
      const got = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
      expect(Buffer.from((await got.Body?.transformToByteArray()) ?? [])).toEqual(
        Buffer.from(bytes),
      );
      expect(await fixture.store.list(BUCKET)).toContain(Key);
      const Delete = { Objects: [{ Key }] };
      await s3.send(new DeleteObjectsCommand({ Bucket: BUCKET, Delete }));
      expect(await fixture.store.list(BUCKET)).not.toContain(Key);
    }),
    { numRuns: 60, seed: 20261123 },
  );
});

/** Short keys over few characters, so that prefixes and delimiters often meet. */
const smallKey = fc.string({
  unit: fc.constantFrom("a", "b", "/", "é", "\uffff", "🙂"),
  minLength: 1,
  maxLength: 5,
});
const smallText = fc.string({ unit: fc.constantFrom("a", "b", "/", "é"), maxLength: 2 });

test("pages name every key once, in order, whatever prefix, delimiter and page size", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(smallKey, { maxLength: 40 }),
      smallText,
      fc.constantFrom("", "/", "a/"),
      smallText,
      fc.integer({ min: 1, max: 5 }),
      (unsorted, prefix, delimiter, startAfter, maxKeys) => {
        const sorted = [...unsorted].sort(byBytes);
        const keys: string[] = [];
        const commonPrefixes: string[] = [];
        let page: ReturnType<typeof listPage> | undefined;
        do {
          page = listPage(sorted, { prefix, delimiter, startAfter, maxKeys, after: page?.next });
          expect(page.keys.length + page.commonPrefixes.length).toBeLessThanOrEqual(maxKeys);
          keys.push(...page.keys);
          commonPrefixes.push(...page.commonPrefixes);
        } while (page.next !== undefined);
        const matching = sorted.filter(
          (key) => key.startsWith(prefix) && (startAfter === "" || byBytes(key, startAfter) > 0),
        );
        const groupOf = (key: string) => {
          const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
          return at === -1 ? undefined : key.slice(0, at + delimiter.length);
        };
        expect(keys).toEqual(matching.filter((key) => groupOf(key) === undefined));
        const groups = matching.map(groupOf).filter((group) => group !== undefined);
        expect(commonPrefixes).toEqual([...new Set(groups)]);
      },
    ),
    { numRuns: 500, seed: 20261123 },
  );
});

test("the SDK pages through a bucket", async () => {
  const keys = ["a/1", "a/2", "a/🙂", "b/1", "c", "d&<>"];
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: Key }));
  const list = async (input: object) => {
    const pages = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({
          Bucket: BUCKET,
          ...input,
          ...(ContinuationToken && { ContinuationToken }),
        }),
      );
      pages.push([
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      ]);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return pages;
  };
  expect(await list({})).toEqual([keys]);
  expect(await list({ MaxKeys: 4 })).toEqual([keys.slice(0, 4), keys.slice(4)]);
  expect(await list({ MaxKeys: 2, Prefix: "a/" })).toEqual([["a/1", "a/2"], ["a/🙂"]]);
  expect(await list({ MaxKeys: 2, Delimiter: "/" })).toEqual([
    ["a/", "b/"],
    ["c", "d&<>"],
  ]);
  expect(await list({ StartAfter: "a/🙂" })).toEqual([["b/1", "c", "d&<>"]]);
  expect(await list({ MaxKeys: 0 })).toEqual([[]]);
  expect(await list({ EncodingType: "url", Prefix: "d" })).toEqual([["d%26%3C%3E"]]);
  const page = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: "c" }));
  expect(page.Contents?.[0]).toMatchObject({ Key: "c", Size: 1, StorageClass: "STANDARD" });
});
