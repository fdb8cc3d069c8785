import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

const seen: { headers: IncomingHttpHeaders; key: string }[] = [];
/** Of a call that is never answered. */
const arrived = Promise.withResolvers<void>();
const brokenOff = Promise.withResolvers<void>();
const server = createServer(async (request, response) => {
  const { Key } = (await json(request)) as {
    readonly Key: { readonly pk: { readonly S: string } };
  };
  const key = Key.pk.S;
  const isFirst = seen.every((call) => call.key !== key);
  if (key === "hanging") {
    arrived.resolve();
    request.socket.once("close", () => brokenOff.resolve());
    return;
  }
  seen.push({ headers: request.headers, key });
  if (isFirst && key.endsWith("again")) {
    response.writeHead(500).end();
    return;
  }
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

test("calls that run at once do not mix, nor do their retries", async () => {
  const { client } = await import("../../../shared/persistence/dynamodb-client.ts");
  const keys = Array.from({ length: 40 }, (_, at) => (at % 4 > 0 ? `${at}` : `${at}-again`));
  const answers = await Promise.all(
    keys.map((key) => client.send(new GetItemCommand({ TableName: "t", Key: { pk: { S: key } } }))),
  );
  expect(answers.map(({ Item }) => Item?.pk?.S)).toEqual(keys);
  const tries = keys.flatMap((key) => (key.endsWith("again") ? [key, key] : [key]));
  expect(seen.map(({ key }) => key).sort()).toEqual(tries.sort());
  const invocations = new Set(seen.map(({ headers }) => headers["amz-sdk-invocation-id"]));
  expect(invocations.size).toBe(keys.length);
});

test("a call says who makes it, and nothing that is put together anew each time", async () => {
  const { client } = await import("../../../shared/persistence/dynamodb-client.ts");
  expect(seen[0]?.headers).toMatchObject({ "user-agent": "profiles-api" });
  expect(seen[0]?.headers).not.toHaveProperty("x-amz-user-agent");
  // A step that a release of the SDK adds or renames shows here: it may keep something of a call.
  expect(client.middlewareStack.identify().map((step) => step.split(" ")[0])).toEqual([
    "putTogether",
    "retryMiddleware",
    "sign",
    "deserializerMiddleware",
  ]);
  // Steps of a command are not run: here is what they would be.
  const { middlewareStack, config } = new DynamoDBClient();
  const command = new GetItemCommand({ TableName: "t", Key: {} });
  command.resolveMiddleware(middlewareStack, config, {});
  // The other two stand beside it, and are found only where it is.
  const found = ["endpointV2Middleware", "httpAuthSchemeMiddleware", "httpSigningMiddleware"];
  const before = middlewareStack.identify();
  const all = middlewareStack.concat(command.middlewareStack).identify();
  const added = all.filter((step) => !before.includes(step));
  expect(
    added.map((step) => step.split(" ")[0] ?? "").filter((name) => !found.includes(name)),
  ).toEqual([]);
  expect(added.some((step) => step.startsWith("endpointV2Middleware"))).toBe(true);
});

test("a call is broken off when the time of its request is up", async () => {
  const { client } = await import("../../../shared/persistence/dynamodb-client.ts");
  const { withDeadline } = await import("../../../shared/request-deadline.ts");
  const command = new GetItemCommand({ TableName: "t", Key: { pk: { S: "hanging" } } });
  await expect(
    withDeadline(300, () => Promise.all([client.send(command), arrived.promise])),
  ).rejects.toMatchObject({ name: "Unavailable" });
  await brokenOff.promise;
});
