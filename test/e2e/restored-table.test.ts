import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { localSettings } from "../../infra/laptop/local-settings.ts";
import { synthesise } from "../../infra/synthesise.ts";
import { jpeg } from "../support/images.ts";
import { operatorCommand } from "../support/run-operator.ts";
import { startTestPlatform, type TestPlatform } from "../support/test-platform.ts";

/** From "somebody deleted the wrong thing" to a service on the restored table. */
const RESTORED = "profiles-restored";
const PROFILES = "/api/v1/profiles";

let dataDir: string;
/** Of the service on the restored table; its functions run from it. */
let assembly: string;
let platform: TestPlatform;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "profiles-restored-"));
  assembly = await mkdtemp(join(tmpdir(), "profiles-restored-assembly-"));
  platform = await startTestPlatform({ dataDir });
});
afterAll(async () => {
  await platform.stop();
  for (const folder of [dataDir, assembly]) await rm(folder, { recursive: true, force: true });
});

/** What point-in-time recovery does: a table with the same items, and nothing else of the first. */
async function restoreTable(): Promise<void> {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const engine = { endpoint: platform.engineEndpoint, region: "us-east-1", credentials };
  const client = new DynamoDBClient(engine);
  await client.send(
    new CreateTableCommand({
      TableName: RESTORED,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["pk", "sk"].map((name) => ({
        AttributeName: name,
        AttributeType: "S",
      })),
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  const items = await platform.items();
  const puts = items.map((Item) => ({ Put: { TableName: RESTORED, Item } }));
  await DynamoDBDocumentClient.from(client).send(new TransactWriteCommand({ TransactItems: puts }));
  client.destroy();
}

/** A process each: they are told of another table on loading. */
async function operator(...words: readonly string[]) {
  const environment = { HOME: dataDir, DATA_DIR: dataDir };
  const { code, stdout, stderr } = await operatorCommand([...words, "--json"], environment);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

/** Starts the service again on the table whose stream that is. */
async function deployOn(restoredTable: string): Promise<void> {
  await platform.stop();
  await synthesise({
    context: { ...localSettings, restoredTable },
    outdir: assembly,
    imageLayer: "host",
    bundlesDir: dirname(inject("assembly")),
  });
  platform = await startTestPlatform({ dataDir, assembly });
}

test("what was deleted by mistake is back with its photo; what people removed since stays away", async () => {
  const jane = await platform.as("restored-jane");
  const profile = async (name: string, photo = false) => {
    const fields = { name, title: "Realtor", ...(photo && { photo: await jpeg(8, 8) }) };
    const { json } = await jane.form("POST", PROFILES, fields);
    await jane.post(`${PROFILES}/${json.id}/publish`, {});
    return json;
  };
  const mistaken = await profile("Mistaken", true);
  const gone = await profile("Gone");
  const replaced = await profile("Replaced", true);
  const bare = await profile("Bare", true);
  const revoked = await platform.issueKey("restored-jane");
  const kept = await platform.issueKey("restored-jane");
  const joe = await platform.as("restored-joe");
  const erased = (await joe.form("POST", PROFILES, { name: "Joe", title: "Baker" })).json;
  await joe.post(`${PROFILES}/${erased.id}/publish`, {});
  await platform.idle();
  await restoreTable();

  const since = new Date().toISOString();
  for (const { id } of [mistaken, gone]) await jane.delete(`${PROFILES}/${id}`);
  await jane.delete(`${PROFILES}/${bare.id}/photo`);
  await jane.form("PATCH", `${PROFILES}/${replaced.id}`, { photo: await jpeg(10, 10) });
  await jane.delete(`/api/v1/api-keys/${revoked.id}`);
  expect((await joe.delete("/api/v1/account?confirm=erase")).status).toBe(202);
  await platform.idle();
  expect(await platform.photoKeys(mistaken.id)).toEqual([]);

  const { restoredTable } = await operator("adopt-table", RESTORED, "--yes");
  const table = ["--table", RESTORED];
  const replay = ["replay-removals", "--since", since, ...table, "--except", mistaken.id, "--yes"];
  const nothing = { removed: 0, gone: 0, kept: 0, failed: 0 };
  expect(await operator(...replay)).toEqual({
    counts: {
      profile: { ...nothing, removed: 1, kept: 1 },
      photo: { ...nothing, removed: 1, kept: 1 },
      api_key: { ...nothing, removed: 1 },
      account: { ...nothing, removed: 1 },
    },
    failed: [],
  });
  expect((await operator(...replay)).counts).toMatchObject({
    profile: { removed: 0, gone: 1, kept: 1 },
    photo: { removed: 0, gone: 1, kept: 1 },
    api_key: { removed: 0, gone: 1 },
    account: { removed: 0, gone: 1 },
  });
  expect((await operator("pepper")).versions).toEqual({ v1: { present: 1, former: 0 } });
  expect(await operator("restore-photos", ...table)).toEqual({ deleted: 9, restored: 6 });

  await deployOn(restoredTable);
  await platform.idle();
  const again = await platform.as("restored-jane");
  const read = async (id: string) => (await again.get(`${PROFILES}/${id}`)).json;
  const photo = (url: string) => fetch(url.replace(/^.*(?=\/photos)/, platform.url));
  for (const { id, photoUrl } of [mistaken, replaced]) {
    expect((await read(id)).photoUrl.replace(/^.*(?=\/photos)/, "")).toBe(
      photoUrl.replace(/^.*(?=\/photos)/, ""),
    );
    expect((await photo(photoUrl)).status).toBe(200);
  }
  expect((await read(bare.id)).photoUrl).toBe("");
  for (const { id } of [gone, erased]) {
    expect((await fetch(`${platform.url}${PROFILES}/p/${id}`)).status).toBe(410);
  }
  expect((await fetch(`${platform.url}${PROFILES}/p/${mistaken.id}`)).status).toBe(200);
  expect((await platform.withKey(revoked.key).get(`${PROFILES}/all`)).status).toBe(401);
  expect((await platform.withKey(kept.key).get(`${PROFILES}/all`)).status).toBe(200);
  // The second replay: who has begun anew since the first is left alone.
  const anew = await platform.as("restored-joe");
  const begun = (await anew.form("POST", PROFILES, { name: "Joe", title: "Cook" })).json;
  const second = ["replay-removals", "--since", since, "--except", mistaken.id, "--yes"];
  expect((await operator(...second)).counts.account).toMatchObject({ removed: 0, failed: 0 });
  expect((await anew.get(`${PROFILES}/${begun.id}`)).status).toBe(200);
  // The restored table's own stream is read: what is removed now is finished.
  await again.delete(`${PROFILES}/${mistaken.id}`);
  await platform.idle();
  expect(await platform.photoKeys(mistaken.id)).toEqual([]);
});
