import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import "../support/settings.ts";
import { eventually } from "@profiles-api/laptop/eventually";

const error = (status: number, code: string) => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>`,
});
/** What is answered to who asks for a photo of this id. */
const GETS: Readonly<Record<string, { readonly status: number; readonly body: string }>> = {
  there: { status: 200, body: "image" },
  gone: error(404, "NoSuchKey"),
  hidden: error(403, "AccessDenied"),
  broken: error(500, "InternalError"),
};

/** Requests that were not answered yet. */
const waiting: ServerResponse[] = [];
const server = createServer((request, response) => {
  request.resume();
  const told = GETS[request.method === "GET" ? (request.url?.split("/")[4] ?? "") : ""];
  if (told) {
    response.writeHead(told.status, { "content-type": "application/xml" }).end(told.body);
    return;
  }
  // One size is refused at once; the others are under way until the test says otherwise.
  if (request.url?.includes("/96")) response.writeHead(403).end();
  else waiting.push(response);
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("AWS_ENDPOINT_URL_S3", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const IMAGE = Buffer.from("image");

test.each([
  ["storing", (store: Store) => store.putPhoto("p1", "x", { 96: IMAGE, 256: IMAGE, 1024: IMAGE })],
  ["removing", (store: Store) => store.removePhoto("p1", "x")],
])("%s a photo is over only when nothing of it is under way any more", async (_, run) => {
  const ended = run(await import("../../../shared/photos/photo-store.ts")).catch(String);
  await eventually(() => expect(waiting).toHaveLength(2));
  const [first, second] = waiting.splice(0);
  first?.writeHead(200).end();
  await once(first as ServerResponse, "close");
  expect(await Promise.race([ended, "under way"])).toBe("under way");
  second?.writeHead(200).end();
  expect(await ended).toMatch(/403|Forbidden|UnknownError/);
});

test("many objects are removed a few at a time, so that none waits for a connection", async () => {
  const store = await import("../../../shared/photos/photo-store.ts");
  const removing = store.removeObjects(Array.from({ length: 60 }, (_, index) => `k${index}`));
  for (const count of [25, 25, 10]) {
    await eventually(() => expect(waiting).toHaveLength(count));
    for (const response of waiting.splice(0)) response.writeHead(204).end();
  }
  await removing;
});

test("a photo that is gone is none, whichever way the bucket says so; trouble is no answer", async () => {
  const { getPhoto } = await import("../../../shared/photos/photo-store.ts");
  const read = async (id: string) => {
    const bytes = await getPhoto("p1", id, 256);
    return bytes && Buffer.from(bytes).toString();
  };
  expect(await read("there")).toBe("image");
  expect([await read("gone"), await read("hidden")]).toEqual([undefined, undefined]);
  await expect(read("broken")).rejects.toThrow();
});

type Store = typeof import("../../../shared/photos/photo-store.ts");
