import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FrontServer, startFrontServer } from "../../platform/front-server.ts";

let server: FrontServer;
beforeAll(async () => {
  server = await startFrontServer(0);
  server.serve((request, response) => response.end(`served ${request.headers.expect ?? ""}`));
});
afterAll(() => server.close());

async function sendRaw(request: string): Promise<string> {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.write(request);
  return text(socket);
}

test.each([
  ["a header over 64 KB", `GET / HTTP/1.1\r\nHost: a\r\nX: ${"a".repeat(70_000)}\r\n\r\n`, 431],
  ["no HTTP at all", "hello\r\n\r\n", 400],
])("%s is answered with JSON and the end of the connection", async (_, request, status) => {
  const answer = await sendRaw(request);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*Connection: close`));
  expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toHaveProperty("message");
});

test.each([
  ["any Expect", "Host: a\r\nExpect: magic\r\n", "served magic"],
  ["no Host", "", "served"],
])("a request with %s is served", async (_, headers, served) => {
  const answer = await sendRaw(`GET / HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);
  expect(answer).toContain(served);
});
