import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startObjectStore } from "../../services/s3/object-store.ts";
import type { BucketEvent } from "../../services/s3/operation.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import {
  type Fixture,
  functionArn,
  functionResources,
  BUCKET as PLAIN,
  resource,
  startFixture,
} from "./object-store-fixture.ts";

const Bucket = "kept";
const ARN = `arn:aws:s3:::${Bucket}`;

let fixture: Fixture;
let s3: S3Client;
const events: BucketEvent[] = [];

function versioned(Status: string): ReturnType<typeof resource> {
  return resource("AWS::S3::Bucket", Bucket, ARN, { VersioningConfiguration: { Status } });
}

const allow = (Action: string, Resource: string, Condition?: Json): Json => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});

beforeAll(async () => {
  fixture = await startFixture({ onEvent: (event) => void events.push(event) }, [
    versioned("Enabled"),
    ...functionResources("reader", [allow("s3:GetObject", `${ARN}/*`)]),
    ...functionResources("remover", [allow("s3:DeleteObject", `${ARN}/*`)]),
    ...functionResources("eraser", [
      allow("s3:GetObjectVersion", `${ARN}/mine/*`),
      allow("s3:DeleteObjectVersion", `${ARN}/mine/*`),
      allow("s3:ListBucketVersions", ARN, { StringLike: { "s3:prefix": "mine/*" } }),
    ]),
  ]);
  s3 = fixture.client();
});
afterAll(() => fixture.stop());
beforeEach(() => {
  events.length = 0;
});

async function put(Key: string, Body: string): Promise<string> {
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
  return VersionId ?? "";
}

/** What is read of an object or a version, or the name of the error. */
async function read(Key: string, VersionId?: string, client = s3): Promise<string> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    return (await Body?.transformToString()) ?? "";
  } catch (error) {
    return (error as Error).name;
  }
}

async function listed(Prefix: string) {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket, Prefix }),
  );
  return { versions: Versions, markers: DeleteMarkers };
}

/** As the functions' own roles. */
function as(name: string): S3Client {
  return fixture.client({}, fixture.iam.principalOf(functionArn(name)));
}

describe("a bucket with versions", () => {
  test("keeps what is replaced, and serves each version by its name", async () => {
    const [first, second] = [await put("a/replaced", "one"), await put("a/replaced", "two")];
    expect(first).toMatch(/^\w{32}$/);
    expect(await read("a/replaced")).toBe("two");
    expect(await read("a/replaced", first)).toBe("one");
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "a/replaced" }));
    expect(head.VersionId).toBe(second);
    expect((await listed("a/replaced")).versions).toMatchObject([
      { Key: "a/replaced", VersionId: second, IsLatest: true, Size: 3 },
      { Key: "a/replaced", VersionId: first, IsLatest: false, Size: 3 },
    ]);
    expect(events.map(({ versionId }) => versionId)).toEqual([first, second]);
  });

  test("puts a marker in the place of what is deleted, and takes it away again", async () => {
    const version = await put("a/deleted", "one");
    const removed = await s3.send(new DeleteObjectCommand({ Bucket, Key: "a/deleted" }));
    expect(removed).toMatchObject({ DeleteMarker: true });
    expect(await read("a/deleted")).toBe("NoSuchKey");
    expect(await read("a/deleted", version)).toBe("one");
    expect(await read("a/deleted", removed.VersionId)).toBe("MethodNotAllowed");
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "a/deleted" }));
    expect(page.KeyCount).toBe(0);
    expect(await listed("a/deleted")).toMatchObject({
      versions: [{ VersionId: version, IsLatest: false }],
      markers: [{ VersionId: removed.VersionId, IsLatest: true }],
    });
    const { VersionId } = removed;
    const back = await s3.send(new DeleteObjectCommand({ Bucket, Key: "a/deleted", VersionId }));
    expect(back).toMatchObject({ DeleteMarker: true, VersionId });
    expect(await read("a/deleted")).toBe("one");
    expect(events.map(({ eventName }) => eventName)).toEqual([
      "ObjectCreated:Put",
      "ObjectRemoved:DeleteMarkerCreated",
      "ObjectRemoved:Delete",
    ]);
  });

  test("marks also what was never there, as S3 does, and what is deleted again", async () => {
    for (const _ of [1, 2]) await s3.send(new DeleteObjectCommand({ Bucket, Key: "a/never" }));
    expect((await listed("a/never")).markers).toMatchObject([
      { IsLatest: true },
      { IsLatest: false },
    ]);
  });

  test("removes a version for good, and the one before is current", async () => {
    const first = await put("a/once", "one");
    const VersionId = await put("a/once", "two");
    for (const _ of [1, 2]) {
      const gone = await s3.send(new DeleteObjectCommand({ Bucket, Key: "a/once", VersionId }));
      expect(gone).toMatchObject({ VersionId });
    }
    expect(await read("a/once")).toBe("one");
    expect(await read("a/once", VersionId)).toBe("NoSuchVersion");
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "a/once", VersionId: first }));
    expect(await listed("a/once")).toEqual({ versions: [], markers: [] });
  });

  test("says that a condition on a new object holds once it is deleted", async () => {
    await put("a/taken", "one");
    const again = { Bucket, Key: "a/taken", Body: "two", IfNoneMatch: "*" };
    await expect(s3.send(new PutObjectCommand(again))).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "a/taken" }));
    await s3.send(new PutObjectCommand(again));
    expect(await read("a/taken")).toBe("two");
  });

  test("deletes many objects and versions in one request", async () => {
    const VersionId = await put("a/many", "one");
    const { Deleted, Errors } = await s3.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: {
          Objects: [
            { Key: "a/many" },
            { Key: "a/many", VersionId },
            { Key: "a/many", VersionId: "rubbish" },
          ],
        },
      }),
    );
    expect(Deleted).toMatchObject([
      { Key: "a/many", DeleteMarker: true },
      { Key: "a/many", VersionId },
    ]);
    expect(Errors).toMatchObject([{ Code: "InvalidArgument", VersionId: "rubbish" }]);
    expect((await listed("a/many")).versions).toEqual([]);
  });

  test("copies a version, which is how it comes back", async () => {
    const first = await put("a/copied", "one");
    await put("a/copied", "two");
    const CopySource = `${Bucket}/a/copied?versionId=${first}`;
    const copied = await s3.send(new CopyObjectCommand({ Bucket, Key: "a/copied", CopySource }));
    expect(copied).toMatchObject({ CopySourceVersionId: first });
    expect(await read("a/copied", copied.VersionId)).toBe("one");
    expect((await listed("a/copied")).versions).toHaveLength(3);
  });

  test("lists in pages, also when what a page ended with has gone", async () => {
    for (const key of ["page/ä", "page/b"]) for (const body of "123") await put(key, body);
    const seen: string[] = [];
    let [KeyMarker, VersionIdMarker]: (string | undefined)[] = [];
    do {
      const page: ListObjectVersionsCommandOutput = await s3.send(
        new ListObjectVersionsCommand({
          ...{ Bucket, Prefix: "page/", MaxKeys: 2, KeyMarker, VersionIdMarker },
          EncodingType: "url",
        }),
      );
      for (const { Key, VersionId } of page.Versions ?? []) {
        seen.push(decodeURIComponent(Key ?? ""));
        await s3.send(new DeleteObjectCommand({ Bucket, Key: seen.at(-1), VersionId }));
      }
      KeyMarker = page.NextKeyMarker && decodeURIComponent(page.NextKeyMarker);
      VersionIdMarker = page.NextVersionIdMarker;
    } while (KeyMarker);
    expect(seen).toEqual([...Array(3).fill("page/b"), ...Array(3).fill("page/ä")]);
    expect(await listed("page/")).toEqual({ versions: [], markers: [] });
  });

  test("keeps versions and their order over a restart", async () => {
    const first = await put("b/kept", "one");
    await put("b/kept", "two");
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "b/kept" }));
    const before = await listed("b/");
    await fixture.restart();
    s3 = fixture.client();
    expect(await listed("b/")).toEqual(before);
    expect(await read("b/kept")).toBe("NoSuchKey");
    expect(await read("b/kept", first)).toBe("one");
  });
});

describe("permissions", () => {
  test("each operation on versions has one of its own", async () => {
    const version = await put("mine/1", "one");
    const theirs = await put("theirs/1", "one");
    const [reader, remover, eraser] = [as("reader"), as("remover"), as("eraser")];
    expect(await read("mine/1", undefined, reader)).toBe("one");
    expect(await read("mine/1", version, reader)).toBe("AccessDenied");
    expect(await read("mine/1", version, eraser)).toBe("one");
    expect(await read("theirs/1", theirs, eraser)).toBe("AccessDenied");
    const denied = { name: "AccessDenied" };
    const removal = { Bucket, Key: "mine/1", VersionId: version };
    await expect(remover.send(new DeleteObjectCommand(removal))).rejects.toMatchObject(denied);
    for (const Prefix of ["theirs/", undefined]) {
      const list = new ListObjectVersionsCommand({ Bucket, Prefix });
      await expect(eraser.send(list)).rejects.toMatchObject(denied);
    }
    const list = new ListObjectVersionsCommand({ Bucket, Prefix: "mine/" });
    expect((await eraser.send(list)).Versions).toHaveLength(1);
    const { Errors } = await eraser.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [removal, { ...removal, Key: "theirs/1" }, { Key: "mine/1" }] },
      }),
    );
    expect(Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([
      ["theirs/1", "AccessDenied"],
      ["mine/1", "AccessDenied"],
    ]);
    expect(await listed("mine/")).toEqual({ versions: [], markers: [] });
  });
});

describe("what is not there", () => {
  test("a bucket without versions has none, and names its objects null", async () => {
    const Key = "plain";
    const made = await s3.send(new PutObjectCommand({ Bucket: PLAIN, Key, Body: "x" }));
    expect(made.VersionId).toBeUndefined();
    const list = await s3.send(new ListObjectVersionsCommand({ Bucket: PLAIN }));
    expect(list.Versions).toMatchObject([{ Key, VersionId: "null", IsLatest: true }]);
    const VersionId = "null";
    await s3.send(new DeleteObjectCommand({ Bucket: PLAIN, Key, VersionId }));
    expect(await fixture.store.readObject(PLAIN, Key)).toBeUndefined();
  });

  test("what the store has not is refused", async () => {
    const delimited = new ListObjectVersionsCommand({ Bucket, Delimiter: "/" });
    await expect(s3.send(delimited)).rejects.toMatchObject({ name: "NotImplemented" });
    expect(await read("a/x", "rubbish")).toBe("InvalidArgument");
  });

  test("a template that suspends versions, and one that forgets them", async () => {
    const start = (bucket: ReturnType<typeof resource>) =>
      startObjectStore({
        folder: fixture.folder,
        resources: new DeployedResources([bucket]),
        iam: fixture.iam,
        log: () => {},
      });
    await expect(start(versioned("Suspended"))).rejects.toThrow("other than enabled");
    await expect(start(resource("AWS::S3::Bucket", Bucket, ARN))).rejects.toThrow("have versions");
  });
});
