import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { AwsJson1_0Protocol } from "@aws-sdk/core/protocols";
import { HttpRequest, HttpResponse } from "@smithy/core/protocols";
import { beforeEach, expect, test, vi } from "vitest";
import { sdkClient } from "../../../shared/persistence/sdk-client.ts";
import { rehearseCommand, withShortSteps } from "../../../shared/persistence/short-steps.ts";

const ADDRESS = new URL("http://127.0.0.1:8000");
const NOW = new Date("2026-03-01T12:00:00Z");
const key = { pk: { S: "ä" }, sk: { S: "b" } };

interface Options {
  readonly abortSignal?: unknown;
}
type Handle = (
  request: HttpRequest,
  options?: Options,
) => Promise<{ readonly response: HttpResponse }>;
const sent: HttpRequest[] = [];
let handle: Handle;
const answered =
  (statusCode: number, body: object, headers = {}): Handle =>
  async (request) => {
    sent.push(HttpRequest.clone(request));
    const response = { statusCode, headers, body: Buffer.from(JSON.stringify(body)) };
    return { response: new HttpResponse(response) };
  };

beforeEach(() => {
  sent.length = 0;
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
  return () => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  };
});

const OPTIONS = {
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "secret", sessionToken: "token" },
  maxAttempts: 2,
  requestHandler: {
    handle: (request: HttpRequest, options?: Options) => handle(request, options),
  },
};
const stockClient = () => new DynamoDBClient({ ...OPTIONS, endpoint: ADDRESS.href });
const shortClient = () => withShortSteps(sdkClient(OPTIONS), { address: ADDRESS, userAgent: "us" });

const COMMANDS = [
  new GetItemCommand({ TableName: "t", Key: key, ConsistentRead: true }),
  new PutItemCommand({ TableName: "t", Item: { ...key, n: { N: "1" }, none: { NULL: true } } }),
  new QueryCommand({ TableName: "t", KeyConditionExpression: "pk = :p", Limit: 3 }),
  new UpdateItemCommand({ TableName: "t", Key: key, ReturnValues: "UPDATED_NEW" }),
  new TransactWriteItemsCommand({
    ClientRequestToken: "token",
    TransactItems: [{ Delete: { TableName: "t", Key: key } }],
  }),
];

/** What the stock client says of itself and of its caller, and does not sign, or only here. */
const ITS_OWN = /^(?:x-amz-user-agent|user-agent|amz-sdk-invocation-id|authorization)$/;

test.each(COMMANDS)("$constructor.name goes out as from the SDK's own client", async (command) => {
  handle = answered(200, {});
  await stockClient().send(command as GetItemCommand);
  await shortClient().send(command as GetItemCommand);
  const [stock, short] = sent.map(({ headers, ...request }) => ({
    ...request,
    body: Buffer.concat([request.body]).toString(),
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !ITS_OWN.test(name))),
  }));
  expect(short).toEqual(stock);
  const signed = sent.map(({ headers: { authorization = "" } }) =>
    /SignedHeaders=([^,]+)/
      .exec(authorization)?.[1]
      ?.split(";")
      .filter((name) => !ITS_OWN.test(name)),
  );
  expect(signed[1]).toEqual(signed[0]);
  expect(signed[1]).toContain("host");
  expect(sent[1]?.headers).toHaveProperty("amz-sdk-invocation-id");
  expect(sent[1]?.headers["user-agent"]).toBe("us");
  expect(sent[1]?.headers.authorization).toContain("/20260301/us-east-1/dynamodb/aws4_request");
});

test("an answer is read as the SDK's own client reads it", async () => {
  const bytes = Buffer.from([1, 2]).toString("base64");
  handle = answered(200, { Item: { n: { N: "1" }, list: { L: [{ B: bytes }] } } });
  const read = new GetItemCommand({ TableName: "t", Key: key });
  const [stock, short] = [await stockClient().send(read), await shortClient().send(read)];
  expect(short).toEqual(stock);
  expect(short.Item).toEqual({ n: { N: "1" }, list: { L: [{ B: new Uint8Array([1, 2]) }] } });
});

test("refusals are the SDK's own errors, and are not tried again", async () => {
  const __type = "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException";
  handle = answered(400, { __type, message: "no", Item: key });
  const put = shortClient().send(new PutItemCommand({ TableName: "t", Item: key }));
  const refusal = await put.catch((error) => error);
  expect(refusal).toBeInstanceOf(ConditionalCheckFailedException);
  expect(refusal.Item).toEqual(key);
  expect(sent).toHaveLength(1);
  const CancellationReasons = [{ Code: "ConditionalCheckFailed", Item: key }, { Code: "None" }];
  const cancelled = {
    __type: "x#TransactionCanceledException",
    Message: "no",
    CancellationReasons,
  };
  handle = answered(400, cancelled);
  const all = await shortClient()
    .send(new TransactWriteItemsCommand({ TransactItems: [] }))
    .catch((error) => error);
  expect(all).toBeInstanceOf(TransactionCanceledException);
  expect(all.CancellationReasons).toEqual(CancellationReasons);
});

test.each([
  [500, "InternalServerError"],
  [400, "ThrottlingException"],
])("a call that ends with %i %s is tried again, signed anew", async (status, type) => {
  const fail = answered(status, { __type: `x#${type}` });
  const succeed = answered(200, { Item: key });
  handle = (request) => (sent.length === 0 ? fail(request) : succeed(request));
  const read = new GetItemCommand({ TableName: "t", Key: key });
  expect((await shortClient().send(read)).Item).toEqual(key);
  const tries = sent.map(({ headers }) => headers["amz-sdk-request"]);
  expect(tries).toEqual(["attempt=1; max=2", "attempt=2; max=2"]);
  expect(sent[1]?.headers.authorization).not.toBe(sent[0]?.headers.authorization);
});

/** How the table can fail: as the SDK's own client sees it, and so does ours. */
const FAULTS: readonly (readonly [string, Handle])[] = [
  ["a fault that the SDK knows", answered(400, { __type: "x#ResourceNotFoundException" })],
  ["one that it does not know", answered(400, { __type: "x#Newer", message: "no" })],
  ["throttling", answered(400, { __type: "x#ProvisionedThroughputExceededException" })],
  ["a throttled request", answered(400, { __type: "x#RequestLimitExceeded", message: "slow" })],
  ["a conflict", answered(400, { __type: "x#TransactionConflictException" })],
  ["500", answered(500, { __type: "x#InternalServerError" }, { "x-amzn-requestid": "id" })],
  ["503 with a hint when to try again", answered(503, {}, { "retry-after": "0" })],
  ["403", answered(403, { __type: "x#AccessDeniedException", Message: "no" })],
  ["an answer that is no JSON", unreadable(200)],
  ["an error that is no JSON", unreadable(502)],
  ["no answer in time", failing("TimeoutError")],
  ["a connection that breaks off", failing("Error", "ECONNRESET")],
];

function unreadable(statusCode: number): Handle {
  return async (request) => {
    sent.push(HttpRequest.clone(request));
    return { response: new HttpResponse({ statusCode, body: Buffer.from("<html>") }) };
  };
}

function failing(name: string, code?: string): Handle {
  return (request) => {
    sent.push(HttpRequest.clone(request));
    return Promise.reject(Object.assign(new Error("no"), { name, ...(code && { code }) }));
  };
}

test.each(FAULTS)("%s ends as with the SDK's own client", async (_, fail) => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  handle = fail;
  const write = () => new TransactWriteItemsCommand({ ClientRequestToken: "t", TransactItems: [] });
  const ends = [];
  for (const client of [stockClient(), shortClient()]) {
    const error = await client.send(write()).catch((thrown) => thrown);
    const { name, message, code, $fault, $metadata, $retryable } = error;
    const kind = error.constructor;
    const tries = sent.splice(0).map(({ headers }) => headers["amz-sdk-request"]);
    ends.push({ name, message, code, kind, $fault, $metadata, $retryable, tries });
  }
  expect(ends[1]).toEqual(ends[0]);
  expect(ends[0]?.tries).not.toEqual([]);
});

test("the client is set up as the SDK's own is", async () => {
  const [stock, short] = [stockClient().config, shortClient().config];
  const strategies = await Promise.all([stock.retryStrategy(), short.retryStrategy()]);
  const [theirs, ours] = strategies.map((strategy) => JSON.stringify(strategy));
  expect(ours).toBe(theirs);
  expect(await short.maxAttempts()).toBe(await stock.maxAttempts());
  const { protocol } = stock as unknown as { readonly protocol: AwsJson1_0Protocol };
  expect(short.protocol.constructor).toBe(protocol.constructor);
  const told = ({ options, serviceTarget }: object & Record<string, unknown>) => ({
    ...{ options, serviceTarget },
  });
  expect(told(short.protocol as never)).toEqual(told(protocol as never));
});

test("a call that is given up is not tried again", async () => {
  const controller = new AbortController();
  const fail = answered(500, { __type: "x#InternalServerError" });
  const signals: unknown[] = [];
  handle = (request, options) => {
    signals.push(options?.abortSignal);
    controller.abort();
    return fail(request);
  };
  const read = new GetItemCommand({ TableName: "t", Key: key });
  const { signal: abortSignal } = controller;
  await expect(shortClient().send(read, { abortSignal })).rejects.toThrow();
  expect(signals).toEqual([abortSignal]);
});

test("a clock that is off is corrected by what the table says", async () => {
  const date = "Sun, 01 Mar 2026 13:00:00 GMT";
  const skewed = answered(400, { __type: "x#InvalidSignatureException" }, { date });
  const succeed = answered(200, {}, { date });
  handle = (request) => (sent.length === 0 ? skewed(request) : succeed(request));
  await shortClient().send(new GetItemCommand({ TableName: "t", Key: key }));
  const times = sent.map(({ headers }) => headers["x-amz-date"]);
  expect(times).toEqual(["20260301T120000Z", "20260301T130000Z"]);
});

test("a rehearsal is answered, and not sent", async () => {
  handle = answered(200, {});
  const read = new GetItemCommand({ TableName: "t", Key: key });
  const body = Buffer.from(JSON.stringify({ Item: key }));
  const answer = new HttpResponse({ statusCode: 200, headers: {}, body });
  expect(await rehearseCommand(shortClient(), read, answer)).toMatchObject({ Item: key });
  expect(sent).toEqual([]);
});
