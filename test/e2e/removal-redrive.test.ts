import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DynamoDbCall } from "@profiles-api/laptop/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  expectNothingLeft,
  expectReadsGone,
  makeFullProfile,
  PROFILES,
} from "../support/full-profile.ts";
import { jpeg } from "../support/images.ts";
import {
  keptOperator,
  type Outcome,
  operatorCommand,
  runOperator,
} from "../support/run-operator.ts";
import { emptyQueue, sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

let platform: TestPlatform;
/** Ids whose every step fails, in the function and for the operator. */
const poisoned = new Set<string>();
const FAULT = { status: 400, body: { __type: "x#ValidationException", message: "Poisoned." } };

const isPoisoned = (text: string) => [...poisoned].some((id) => text.includes(id));
const isRemoval = ({ functionName }: Pick<DynamoDbCall, "functionName">) =>
  functionName === "" || /Removal/.test(functionName);

beforeAll(async () => {
  platform = await sharedPlatform({
    streamBackOff: () => 1,
    interceptTable: (call) =>
      isRemoval(call) && isPoisoned(JSON.stringify(call.body)) ? FAULT : "pass",
    interceptObject: ({ functionName, key }) =>
      isRemoval({ functionName }) && isPoisoned(key) ? "drop-before" : "pass",
  });
});
afterAll(() => platform.stop());

/** What `npm run operator -- redrive` tells. */
async function redriveTold(run: Promise<Outcome>): Promise<{ code: unknown; report: unknown }> {
  const { code, stdout, stderr } = await run;
  return { code, report: stdout ? JSON.parse(stdout) : stderr };
}

const redriveOnLaptop = () => redriveTold(keptOperator(platform.dataDir, ["redrive"]));

/** Told where to look by the environment alone. */
const redriveOnDeployment = async () =>
  redriveTold(operatorCommand(["redrive"], await onDeployment()));

/** What an operator of a deployment sets, and the addresses that stand for AWS here. */
async function onDeployment(): Promise<Record<string, string>> {
  const facts = JSON.parse(await readFile(join(platform.dataDir, "server.json"), "utf8"));
  return {
    TABLE_NAME: facts.outputs.TableName,
    PHOTO_BUCKET: facts.outputs.PhotoBucketName,
    REMOVAL_QUEUE_URL: facts.outputs.RemovalQueueUrl,
    REMOVAL_LOG_BUCKET: facts.outputs.RemovalLogBucketName,
    LOG_KEY_SECRET_ARN: facts.outputs.LogKeySecretArn,
    ERASURE_WAIT_SECONDS: "0",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: facts.accessKeyId,
    AWS_SECRET_ACCESS_KEY: facts.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: facts.dynamodb,
    AWS_ENDPOINT_URL_S3: facts.s3,
    AWS_ENDPOINT_URL_SQS: facts.sqs,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: facts.secretsManager,
  };
}

function deadLetters() {
  const queues = platform.resources.ofType("AWS::SQS::Queue");
  return queues.flatMap(({ arn }) => platform.queues.list(arn)).map(({ body }) => JSON.parse(body));
}

test("a poison record lets its neighbours pass, is given up on, and is redriven", async () => {
  const before = await makeFullProfile(platform, "before");
  const poison = await makeFullProfile(platform, "poison");
  const after = await makeFullProfile(platform, "after");
  const all = [before, poison, after];
  poisoned.add(poison.id);
  for (const { owner, path } of all) expect((await owner.delete(path)).status).toBe(204);
  await platform.idle();
  for (const profile of all) await expectReadsGone(platform, profile);
  await expectNothingLeft(platform, before);
  await expectNothingLeft(platform, after);
  const [letter, ...others] = deadLetters();
  expect(others).toEqual([]);
  expect(letter).toMatchObject({
    requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 11 },
    DDBStreamBatchInfo: { startSequenceNumber: expect.any(String) },
  });

  const leftover = { kind: "profile", owner: "poison", profileId: poison.id };
  const error = expect.stringContaining("Poisoned.");
  expect(await redriveOnLaptop()).toEqual({
    code: 1,
    report: { messages: 1, finished: 0, failed: [{ leftover, error }] },
  });
  poisoned.clear();
  expect(await redriveOnLaptop()).toEqual({
    code: 0,
    report: { messages: 1, finished: 1, failed: [] },
  });
  await expectNothingLeft(platform, poison);
  expect(deadLetters()).toEqual([]);
});

test("what has no message any more is redriven too, such as a photo that gave way", async () => {
  const owner = await platform.as("swapper");
  const form = { name: "Swapped", title: "T", photo: await jpeg() };
  const { id, photoUrl } = (await owner.form("POST", PROFILES, form)).json;
  const photoId = photoUrl.split("/").at(-2);
  poisoned.add(photoId);
  const swapped = await owner.form("PATCH", `${PROFILES}/${id}`, { photo: await jpeg(80, 80) });
  expect(swapped.status).toBe(200);
  await platform.idle();
  expect(deadLetters()).toHaveLength(1);
  for (const { arn } of platform.resources.ofType("AWS::SQS::Queue")) {
    emptyQueue(platform.queues, arn);
  }
  poisoned.clear();
  expect(await platform.photoKeys(photoId)).toHaveLength(3);
  expect(await redriveOnDeployment()).toEqual({
    code: 0,
    report: { messages: 0, finished: 1, failed: [] },
  });
  expect(await platform.photoKeys(photoId)).toEqual([]);
  expect((await fetch(swapped.json.photoUrl)).status).toBe(200);
});

test("an erasure that is redriven is in the log of removals, for a restored table", async () => {
  const leaver = await platform.as("leaver");
  await leaver.form("POST", PROFILES, { name: "Leaver", title: "T" });
  const since = new Date().toISOString();
  poisoned.add("leaver");
  expect((await leaver.delete("/api/v1/account?confirm=erase")).status).toBe(202);
  await platform.idle();
  poisoned.clear();
  expect(await redriveOnDeployment()).toMatchObject({
    code: 0,
    report: { finished: 1, failed: [] },
  });
  const replay = ["replay-removals", "--since", since, "--yes"];
  const { report } = await runOperator(platform.dataDir, ...replay);
  expect(report.counts.account).toEqual({ removed: 0, gone: 1, kept: 0, failed: 0 });
});
