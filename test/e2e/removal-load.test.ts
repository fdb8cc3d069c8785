import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, UpdateTableCommand } from "@aws-sdk/client-dynamodb";
import { startEngine } from "@profiles-api/laptop/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contactFields, contactKey, savedKey } from "../../shared/persistence/contact-item.ts";
import { putItems } from "../support/engine-table.ts";
import { CONTACTS, PROFILES, tracesOf } from "../support/full-profile.ts";
import type { TableItem } from "../support/plain-item.ts";
import { startTestPlatform, type TestPlatform } from "../support/test-platform.ts";

const SAVERS = 10_000;

let dataDir: string;
let platform: TestPlatform;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "profiles-test-"));
  platform = await startTestPlatform({ dataDir });
});
afterAll(async () => {
  await platform.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function published(account: string, change: object): Promise<string> {
  const api = await platform.as(account);
  const { json } = await api.post(PROFILES, { name: `Loaded ${account}`, title: "T" });
  const { status, text } = await api.patch(`${PROFILES}/${json.id}`, { ...change, isPublic: true });
  expect(status, text).toBe(200);
  return json.id;
}

/** 50 in each section, in two requests as one takes 90 at most. */
async function publishedInFull(account: string): Promise<string> {
  const fifty = <T>(entry: (n: number) => T) => Array.from({ length: 50 }, (_, n) => entry(n));
  const education = fifty((n) => ({ institution: `School ${n}` }));
  const socialLinks = fifty((n) => ({ platform: "website", url: `https://s${n}.example` }));
  const workExperiences = fifty((n) => ({ jobTitle: `Job ${n}`, company: "C", startDate: "2020" }));
  const id = await published(account, { education });
  const api = await platform.as(account);
  for (const change of [{ socialLinks }, { workExperiences }]) {
    expect((await api.patch(`${PROFILES}/${id}`, change)).status).toBe(200);
  }
  return id;
}

const saver = (n: number) => `saver-${n}`;

/** What the savers' own requests would have stored. */
function savedByAll(profileId: string): TableItem[] {
  const savedAt = "2026-01-01T00:00:00.000Z";
  return Array.from({ length: SAVERS }, (_, n) => {
    const id = `0190c0de-0000-7000-8000-${String(n).padStart(12, "0")}`;
    const fields = contactFields({ id, profileId, source: "qr_scan", savedAt });
    return [
      { ...contactKey(saver(n), id), ...fields },
      { ...savedKey(saver(n), profileId), ...fields },
    ];
  }).flat();
}

/**
 * Puts items into the table while its stream is off: with one, the laptop's engine takes longer for
 * every write that went before. The platform is stopped meanwhile.
 */
async function loadAside(items: readonly TableItem[]): Promise<void> {
  const { resources } = platform;
  await platform.stop();
  const engine = await startEngine({ dataDir, onExit: () => {} });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: "us-east-1",
    credentials,
  });
  const table = resources.one("AWS::DynamoDB::Table");
  const { StreamSpecification } = table.properties as { StreamSpecification: object };
  const stream = (specification: object) =>
    client.send(
      new UpdateTableCommand({
        TableName: table.physicalId,
        StreamSpecification: { StreamEnabled: true, ...specification },
      }),
    );
  await stream({ StreamEnabled: false });
  await putItems({ resources, engineEndpoint: engine.endpoint }, items);
  await stream(StreamSpecification);
  client.destroy();
  await engine.stop();
  platform = await startTestPlatform({ dataDir });
}

/** The calls of a deletion, apart from the two reads that are made at once. */
async function deletionOf(account: string, id: string): Promise<string[]> {
  platform.calls.length = 0;
  expect((await (await platform.as(account)).delete(`${PROFILES}/${id}`)).status).toBe(204);
  return platform.calls
    .filter(({ functionName }) => /DeleteProfile/.test(functionName))
    .map(({ operation, uses }) => `${operation} ${uses.length}`)
    .sort();
}

test("150 entries and 10,000 savers cost a deletion nothing", { timeout: 60_000 }, async () => {
  const bare = await published("bare", {});
  const loaded = await publishedInFull("loaded");
  await loadAside(savedByAll(loaded));
  const before = await deletionOf("bare", bare);
  expect(before.filter((call) => call.startsWith("TransactWriteItems"))).toHaveLength(1);
  expect(await deletionOf("loaded", loaded)).toEqual(before);
  for (const n of [0, 1, 4_999, 9_998, 9_999]) {
    const { contacts } = (await (await platform.as(saver(n))).get(CONTACTS)).json;
    expect(contacts).toMatchObject([
      { profileId: loaded, name: "", notice: "Profile removed", removedAt: expect.any(String) },
    ]);
  }
  await platform.idle();
  const { items } = await tracesOf(platform, loaded);
  expect(items.map(({ sk }) => sk)).toEqual(["CARD", "SLUG"]);
  const written = platform.calls.flatMap(({ operation, body }) =>
    operation === "BatchWriteItem" ? Object.values(body.RequestItems as object).flat() : [],
  );
  expect(written).toHaveLength(150);
});
