import { once } from "node:events";
import { createServer as createHttpServer, type ServerResponse } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import "../support/settings.ts";

const ITEM = JSON.stringify({ Item: { pk: { S: "any" }, sk: { S: "any" } } });

const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  vi.resetModules();
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

async function useTable(server: Server): Promise<void> {
  servers.push(server);
  server.on("connection", (socket) => sockets.push(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
}

test("a table that takes the call and never answers is an error, and not a wait for ever", async () => {
  await useTable(createServer());
  const { findCard } = await import("../../../shared/persistence/card-repository.ts");
  await expect(findCard("any")).rejects.toThrow(/timed? ?out|timeout/i);
  expect(sockets.length).toBe(2);
});

test.each<readonly [string, (response: ServerResponse) => void]>([
  ["goes no further", () => {}],
  ["breaks off", (response) => response.destroy()],
])(
  "a call whose answer begins and %s is made again",
  async (_, end) => {
    let calls = 0;
    const server = createHttpServer((_request, response) => {
      calls += 1;
      response.writeHead(200, { "content-length": ITEM.length });
      if (calls > 1) response.end(ITEM);
      else response.write(ITEM.slice(0, 9), () => end(response));
    });
    await useTable(server);
    const { getItem } = await import("../../../shared/persistence/table.ts");
    expect(await getItem({ pk: "any", sk: "any" })).toEqual({ pk: "any", sk: "any" });
    expect(calls).toBe(2);
  },
  10_000,
);
