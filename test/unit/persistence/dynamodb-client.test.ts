import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

const seen: { headers: IncomingHttpHeaders; key: string }[] = [];
const server = createServer(async (request, response) => {
  const { Key } = (await json(request)) as {
    readonly Key: { readonly pk: { readonly S: string } };
  };
  seen.push({ headers: request.headers, key: Key.pk.S });
  response.setHeader("content-type", "application/x-amz-json-1.0");
  response.end(JSON.stringify({ Item: Key }));
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  vi.stubEnv(
    "AWS_ENDPOINT_URL_DYNAMODB",
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

test("calls that run at once, with their steps kept, do not mix", async () => {
  const { client } = await import("../../../shared/persistence/dynamodb-client.ts");
  const keys = Array.from({ length: 40 }, (_, at) => `key-${at}`);
  const answers = await Promise.all(
    keys.map((key) => client.send(new GetItemCommand({ TableName: "t", Key: { pk: { S: key } } }))),
  );
  expect(answers.map(({ Item }) => Item?.pk?.S)).toEqual(keys);
  expect(seen.map(({ key }) => key).sort()).toEqual(keys.toSorted());
  expect(new Set(seen.map(({ headers }) => headers.authorization)).size).toBe(keys.length);
});

test("a call says who makes it, and nothing that is put together anew each time", async () => {
  const { client } = await import("../../../shared/persistence/dynamodb-client.ts");
  expect(seen[0]?.headers).toMatchObject({ "user-agent": "profiles-api" });
  expect(seen[0]?.headers).not.toHaveProperty("x-amz-user-agent");
  // A step that a release of the SDK adds or renames shows here.
  expect(client.middlewareStack.identify().map((step) => step.split(" ")[0])).toEqual([
    "serializerMiddleware",
    "contentLengthMiddleware",
    "userAgent",
    "hostHeaderMiddleware",
    "retryMiddleware",
    "httpSigningMiddleware",
    "deserializerMiddleware",
  ]);
});
