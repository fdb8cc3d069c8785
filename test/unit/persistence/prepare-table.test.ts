import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test, vi } from "vitest";

interface Seen {
  readonly method: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Of the connection that it came by. */
  readonly port: number | undefined;
}

const servers: Server[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A table that has nothing, and remembers what it was asked. */
async function startTable(answer = found): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const { method, headers, socket } = request;
    seen.push({ method, headers, body: await text(request), port: socket.remotePort });
    answer(response);
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  useTableAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return seen;
}

function found(response: ServerResponse): void {
  response.setHeader("content-type", "application/x-amz-json-1.0");
  response.end("{}");
}

function useTableAt(url: string): void {
  vi.stubEnv("TABLE_NAME", "table");
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", url);
}

/** Modules of a function that has just been loaded. */
async function loaded() {
  const { prepareTable } = await import("../../../shared/persistence/prepare-table.ts");
  const { getItem } = await import("../../../shared/persistence/table.ts");
  return { prepareTable, read: () => getItem({ pk: "P", sk: "S" }) };
}

const ONE_TIME = ["authorization", "x-amz-date", "amz-sdk-invocation-id", "host"];

function lasting({ headers }: Seen) {
  return Object.entries(headers).filter(([name]) => !ONE_TIME.includes(name));
}

test("sends no call of the table: a connection is opened, which the first call takes", async () => {
  const seen = await startTable();
  const { prepareTable, read } = await loaded();
  await prepareTable();
  expect(seen).toMatchObject([{ method: "GET", body: "" }]);
  expect(seen[0]?.headers).not.toHaveProperty("authorization");
  expect(await read()).toBeUndefined();
  expect(seen.map(({ method }) => method)).toEqual(["GET", "POST"]);
  expect(seen[1]?.port).toBe(seen[0]?.port);
});

test("leaves nothing behind: the first call is the same as without it", async () => {
  const prepared = await startTable();
  const first = await loaded();
  await first.prepareTable();
  await first.read();
  vi.resetModules();
  const unprepared = await startTable();
  await (await loaded()).read();
  const [call, same] = [prepared.at(-1), unprepared.at(-1)];
  if (!call || !same) throw new Error("Nothing was sent.");
  expect(call.body).toBe(same.body);
  expect(lasting(call)).toEqual(lasting(same));
});

test("never fails where nobody answers, and the first call tries again", async () => {
  useTableAt("http://127.0.0.1:1");
  const { prepareTable, read } = await loaded();
  await expect(prepareTable()).resolves.toBeUndefined();
  await expect(read()).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("waits no longer than it may", async () => {
  const seen = await startTable(() => {});
  const { prepareTable } = await loaded();
  await expect(prepareTable(1)).resolves.toBeUndefined();
  expect(seen.every(({ method }) => method === "GET")).toBe(true);
});
