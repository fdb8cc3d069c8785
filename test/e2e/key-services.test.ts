import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { APIGatewayClient, GetUsagePlansCommand } from "@aws-sdk/client-api-gateway";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { ServerFacts } from "@profiles-api/laptop/running";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPlatform, type TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
let facts: ServerFacts;
const file = () => join(platform.dataDir, "server.json");

beforeAll(async () => {
  platform = await startTestPlatform();
  facts = JSON.parse(await readFile(file(), "utf8"));
});
afterAll(() => platform?.stop());

const options = (endpoint: string) => {
  const { accessKeyId, secretAccessKey } = facts;
  return { endpoint, region: "us-east-1", credentials: { accessKeyId, secretAccessKey } };
};

test("a running server says where it is, to its owner only", async () => {
  expect((await stat(file())).mode & 0o777).toBe(0o600);
  expect(facts).toMatchObject({
    pid: process.pid,
    url: platform.url,
    engine: platform.engineEndpoint,
    outputs: expect.objectContaining({ UsagePlanPrefix: "ProfilesApi-" }),
  });
});

test("its credentials open table, control plane and secrets", async () => {
  const table = new DynamoDBClient(options(facts.dynamodb));
  const Key = { pk: { S: "USER#nobody" }, sk: { S: "ACCOUNT" } };
  const read = await table.send(new GetItemCommand({ TableName: facts.outputs.TableName, Key }));
  expect(read.Item).toBeUndefined();
  const gateway = new APIGatewayClient(options(facts.apiGateway));
  const { items = [] } = await gateway.send(new GetUsagePlansCommand({ limit: 500 }));
  expect(
    items.map(({ name }) => name?.replace(facts.outputs.UsagePlanPrefix ?? "", "")).sort(),
  ).toEqual(["business", "enterprise", "free", "session", "startup"]);
  const [pepper] = platform.resources.ofType("AWS::SecretsManager::Secret");
  const secrets = new SecretsManagerClient(options(facts.secretsManager));
  const { SecretString } = await secrets.send(
    new GetSecretValueCommand({ SecretId: String(pepper?.arn) }),
  );
  expect(JSON.parse(SecretString ?? "")).toMatchObject({ current: "v1" });
  for (const client of [table, gateway, secrets]) client.destroy();
});

test("a stopped one has taken its file away", async () => {
  await platform.stop();
  expect(existsSync(file())).toBe(false);
});
