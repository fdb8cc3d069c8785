import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DynamoDbEngine } from "../../services/dynamodb/engine.ts";
import { startEngine } from "../../services/dynamodb/engine.ts";
import type { IamProxy } from "../../services/dynamodb/iam-proxy.ts";
import { startIamProxy } from "../../services/dynamodb/iam-proxy.ts";
import type {
  DynamoDbCall,
  FinishedCall,
  Interception,
} from "../../services/dynamodb/proxied-call.ts";
import { createTables } from "../../services/dynamodb/tables.ts";
import type { Principal } from "../../services/iam/iam.ts";
import { Iam } from "../../services/iam/iam.ts";
import { DeployedResources } from "../../template/deployed-resources.ts";
import type { Json } from "../../template/json.ts";
import { functionArn, functionWithRole } from "../lambda/function-fixture.ts";
import { sdkOptions } from "../support/sdk-options.ts";
import { TABLE_ARN, tableResource, tempFolder } from "./table-fixture.ts";

const TableName = "app";

/** Actions on the partitions `USER#…`, as the API's own roles are written. */
function onUsers(actions: string[], resource = TABLE_ARN): Json {
  return {
    Effect: "Allow",
    Action: actions.map((action) => `dynamodb:${action}`),
    Resource: resource,
    Condition: {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["USER#*"] },
      Null: { "dynamodb:LeadingKeys": "false" },
    },
  };
}

const allKeys = (...keys: string[]) => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys },
});
const someKey = (...keys: string[]) => ({
  "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": keys },
});

function onKeys(action: string, Condition: Json): Json {
  return { Effect: "Allow", Action: `dynamodb:${action}`, Resource: TABLE_ARN, Condition };
}

const resources = new DeployedResources([
  tableResource(),
  ...functionWithRole("reader", "/", {}, [
    onUsers(["GetItem", "Query", "BatchGetItem"]),
    onUsers(["Query"], `${TABLE_ARN}/index/byOther`),
  ]),
  ...functionWithRole("writer", "/", {}, [onUsers(["PutItem", "UpdateItem", "BatchWriteItem"])]),
  ...functionWithRole("itemwise", "/", {}, [
    onKeys("PutItem", allKeys("USER#*")),
    onKeys("UpdateItem", allKeys("SLUG#*")),
  ]),
  ...functionWithRole("at-once", "/", {}, [
    onKeys("PutItem", { ...allKeys("USER#*", "SLUG#*"), ...someKey("SLUG#*") }),
    onKeys("UpdateItem", allKeys("USER#*", "SLUG#*")),
  ]),
  ...functionWithRole("either-way", "/", {}, [
    onKeys("PutItem", { ...allKeys("USER#*", "SLUG#*"), ...someKey("USER#*") }),
    onKeys("UpdateItem", { ...allKeys("USER#*", "SLUG#*"), ...someKey("SLUG#*") }),
  ]),
  ...functionWithRole("nobody", "/"),
]);
const iam = Iam.fromResources(resources);
const calls: FinishedCall[] = [];
let intercept: (call: DynamoDbCall) => Interception;
let engine: DynamoDbEngine;
let proxy: IamProxy;

beforeAll(async () => {
  engine = await startEngine({ dataDir: tempFolder(), onExit: () => {} });
  await createTables(engine.endpoint, resources);
  proxy = await startIamProxy({
    engine: engine.endpoint,
    resources,
    iam,
    onCall: (call) => calls.push(call),
    intercept: (call) => intercept(call),
  });
});
beforeEach(() => {
  calls.length = 0;
  intercept = () => "pass";
});
afterAll(async () => {
  await proxy?.close();
  await engine?.stop();
});

function clientOf(principal: Principal, maxAttempts = 1): DynamoDBClient {
  return new DynamoDBClient({ ...sdkOptions(proxy.endpoint, principal), maxAttempts });
}

const as = (name: string) => clientOf(iam.principalOf(functionArn(name)));
const admin = () => clientOf(iam.administrator);
const item = (pk: string, sk = "A") => ({ pk: { S: pk }, sk: { S: sk } });
const denied = (action: string) => ({
  name: "AccessDeniedException",
  message: expect.stringContaining(`is not authorized to perform: dynamodb:${action} on resource`),
});

describe("who signs", () => {
  const get = new GetItemCommand({ TableName, Key: item("USER#a") });

  it("must be known, with the right secret and session token", async () => {
    const reader = iam.principalOf(functionArn("reader"));
    await expect(clientOf(reader).send(get)).resolves.toBeDefined();
    const refusals: [Partial<Principal>, string][] = [
      [{ accessKeyId: "ASIA0000000000000000" }, "UnrecognizedClientException"],
      [{ secretAccessKey: "wrong" }, "InvalidSignatureException"],
      [{ sessionToken: "wrong" }, "UnrecognizedClientException"],
      [{ sessionToken: "" }, "UnrecognizedClientException"],
    ];
    for (const [change, name] of refusals) {
      await expect(clientOf({ ...reader, ...change }).send(get)).rejects.toMatchObject({ name });
    }
  });

  it("must sign at all", async () => {
    const headers = { "x-amz-target": "DynamoDB_20120810.GetItem" };
    const response = await fetch(proxy.endpoint, { method: "POST", headers, body: "{}" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      __type: "com.amazon.coral.service#MissingAuthenticationTokenException",
    });
  });
});

describe("what a role allows", () => {
  it("is its actions on its partitions", async () => {
    await as("writer").send(new PutItemCommand({ TableName, Item: item("USER#a") }));
    const read = await as("reader").send(new GetItemCommand({ TableName, Key: item("USER#a") }));
    expect(read.Item).toEqual(item("USER#a"));
    const wrongPartition = new GetItemCommand({ TableName, Key: item("KEY#a") });
    await expect(as("reader").send(wrongPartition)).rejects.toMatchObject(denied("GetItem"));
    const wrongAction = new PutItemCommand({ TableName, Item: item("USER#a") });
    await expect(as("reader").send(wrongAction)).rejects.toMatchObject(denied("PutItem"));
    const nothing = new GetItemCommand({ TableName, Key: item("USER#a") });
    await expect(as("nobody").send(nothing)).rejects.toMatchObject(denied("GetItem"));
  });

  it("is told in AWS's words", async () => {
    const get = as("nobody").send(new GetItemCommand({ TableName, Key: item("USER#a") }));
    await expect(get).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
      message: `User: arn:aws:sts::000000000000:assumed-role/nobody-role/nobody is not authorized to perform: dynamodb:GetItem on resource: ${TABLE_ARN} because no identity-based policy allows the dynamodb:GetItem action`,
    });
    expect(calls).toMatchObject([
      {
        operation: "GetItem",
        functionName: "nobody",
        status: 400,
        errorCode: "AccessDeniedException",
      },
    ]);
  });

  it("holds for a Query's resolved partition key, on the table and on an index", async () => {
    const query = (partition: string, name = "pk", IndexName?: string) =>
      as("reader").send(
        new QueryCommand({
          TableName,
          ...(IndexName && { IndexName }),
          KeyConditionExpression: "begins_with(sk, :s) AND #p = :p",
          ExpressionAttributeNames: { "#p": name },
          ExpressionAttributeValues: { ":s": { S: "A" }, ":p": { S: partition } },
        }),
      );
    expect((await query("USER#a")).Items).toEqual([item("USER#a")]);
    await expect(query("KEY#a")).rejects.toMatchObject(denied("Query"));
    expect((await query("USER#a", "gpk", "byOther")).Items).toEqual([]);
    await expect(query("KEY#a", "gpk", "byOther")).rejects.toMatchObject({
      message: expect.stringContaining(`${TABLE_ARN}/index/byOther`),
    });
  });

  it("does not cover a Scan, another table or a listing", async () => {
    await expect(as("reader").send(new ScanCommand({ TableName }))).rejects.toMatchObject(
      denied("Scan"),
    );
    const other = new GetItemCommand({ TableName: "other", Key: item("USER#a") });
    await expect(as("reader").send(other)).rejects.toMatchObject(denied("GetItem"));
    await expect(as("reader").send(new ListTablesCommand({}))).rejects.toMatchObject(
      denied("ListTables"),
    );
    expect((await admin().send(new ListTablesCommand({}))).TableNames).toEqual(["app"]);
  });

  it("is needed for every part of a transaction, under the part's own action", async () => {
    const Put = { TableName, Item: item("USER#t") };
    const write = (...more: object[]) =>
      as("writer").send(new TransactWriteItemsCommand({ TransactItems: [{ Put }, ...more] }));
    await write();
    await expect(write({ Delete: { TableName, Key: item("USER#x") } })).rejects.toMatchObject(
      denied("DeleteItem"),
    );
    const ConditionCheck = {
      TableName,
      Key: item("USER#x"),
      ConditionExpression: "attribute_exists(pk)",
    };
    await expect(write({ ConditionCheck })).rejects.toMatchObject(denied("ConditionCheckItem"));
    const Update = { TableName, Key: item("SLUG#x"), UpdateExpression: "SET a = pk" };
    await expect(write({ Update })).rejects.toMatchObject(denied("UpdateItem"));
    const read = (pk: string) =>
      as("reader").send(
        new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: item(pk) } }] }),
      );
    expect((await read("USER#t")).Responses).toEqual([{ Item: item("USER#t") }]);
    await expect(read("KEY#t")).rejects.toMatchObject(denied("GetItem"));
  });

  it("is needed for the keys of a whole transaction too", async () => {
    const Put = { TableName, Item: item("USER#two") };
    const Update = { TableName, Key: item("SLUG#two"), UpdateExpression: "SET a = pk" };
    const write = (name: string) =>
      as(name).send(new TransactWriteItemsCommand({ TransactItems: [{ Put }, { Update }] }));
    // Each item alone would do, but not all keys at once …
    await expect(write("itemwise")).rejects.toMatchObject(denied("PutItem"));
    // … nor is it enough that all keys at once do.
    await expect(write("at-once")).rejects.toMatchObject(denied("PutItem"));
    await expect(write("either-way")).resolves.toBeDefined();
    // Either way, one item alone takes the action that is meant for it.
    const alone = new PutItemCommand({ TableName, Item: item("SLUG#two") });
    await expect(as("either-way").send(alone)).rejects.toMatchObject(denied("PutItem"));
  });

  it("is needed for every item of a batch", async () => {
    const write = (...keys: string[]) => {
      const requests = keys.map((pk) => ({ PutRequest: { Item: item(pk) } }));
      return as("writer").send(new BatchWriteItemCommand({ RequestItems: { app: requests } }));
    };
    await write("USER#b", "USER#c");
    await expect(write("USER#b", "KEY#c")).rejects.toMatchObject(denied("BatchWriteItem"));
    const read = (...keys: string[]) =>
      as("reader").send(
        new BatchGetItemCommand({ RequestItems: { app: { Keys: keys.map((pk) => item(pk)) } } }),
      );
    expect((await read("USER#b", "USER#c")).Responses?.app).toHaveLength(2);
    await expect(read("USER#b", "KEY#c")).rejects.toMatchObject(denied("BatchGetItem"));
  });

  it("cannot be asked for around the keys: PartiQL and legacy conditions are refused", async () => {
    const partiQl = new ExecuteStatementCommand({ Statement: "SELECT * FROM app" });
    await expect(admin().send(partiQl)).rejects.toMatchObject({ name: "ValidationException" });
    const KeyConditions = {
      pk: { ComparisonOperator: "EQ" as const, AttributeValueList: [{ S: "USER#a" }] },
    };
    await expect(
      as("reader").send(new QueryCommand({ TableName, KeyConditions })),
    ).rejects.toMatchObject({ name: "ValidationException" });
  });
});

describe("an observer", () => {
  it("sees each call once, with its caller, keys and capacity", async () => {
    const Key = item("USER#a");
    await as("reader").send(
      new GetItemCommand({ TableName, Key, ReturnConsumedCapacity: "TOTAL", ConsistentRead: true }),
    );
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      operation: "GetItem",
      functionName: "reader",
      status: 200,
      uses: [{ action: "dynamodb:GetItem", table: "app", keys: [Key], leadingKeys: ["USER#a"] }],
      body: { ConsistentRead: true },
      consumedCapacity: { TableName, CapacityUnits: expect.any(Number) },
      durationMs: expect.any(Number),
    });
    expect(JSON.stringify(calls)).not.toContain(
      iam.principalOf(functionArn("reader")).secretAccessKey,
    );
  });

  it("sees the engine's own errors", async () => {
    const update = new UpdateItemCommand({
      TableName,
      Key: item("USER#none"),
      UpdateExpression: "SET a = pk",
      ConditionExpression: "attribute_exists(pk)",
    });
    await expect(as("writer").send(update)).rejects.toMatchObject({
      name: "ConditionalCheckFailedException",
    });
    expect(calls).toMatchObject([{ errorCode: "ConditionalCheckFailedException" }]);
  });
});

describe("a fault", () => {
  const put = (sk: string) => new PutItemCommand({ TableName, Item: item("USER#fault", sk) });
  const exists = async (sk: string) => {
    const read = await admin().send(new GetItemCommand({ TableName, Key: item("USER#fault", sk) }));
    return read.Item !== undefined;
  };

  it("before the write leaves nothing behind", async () => {
    intercept = () => "drop-before";
    await expect(as("writer").send(put("before"))).rejects.toThrow();
    expect(calls).toMatchObject([{ operation: "PutItem", status: 0 }]);
    intercept = () => "pass";
    expect(await exists("before")).toBe(false);
  });

  it("after the write loses the answer alone", async () => {
    intercept = () => "drop-after";
    await expect(as("writer").send(put("after"))).rejects.toThrow();
    expect(calls).toMatchObject([{ operation: "PutItem", status: 200 }]);
    intercept = () => "pass";
    expect(await exists("after")).toBe(true);
  });

  it("can be an error of DynamoDB, once, which the client retries", async () => {
    let left = 1;
    const body = {
      __type: "com.amazonaws.dynamodb.v20120810#ThrottlingException",
      message: "slow",
    };
    intercept = () => (left-- > 0 ? { status: 400, body } : "pass");
    await clientOf(iam.principalOf(functionArn("writer")), 3).send(put("retried"));
    expect(calls).toMatchObject([{ errorCode: "ThrottlingException" }, { status: 200 }]);
    expect(await exists("retried")).toBe(true);
  });
});

describe("without an engine", () => {
  it("answers 500", async () => {
    const lonely = await startIamProxy({ engine: "http://127.0.0.1:1", resources, iam });
    const client = new DynamoDBClient(sdkOptions(lonely.endpoint, iam.administrator));
    await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: "InternalServerError",
    });
    await lonely.close();
  });
});
