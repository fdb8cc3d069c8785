import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import "../support/settings.ts";

const stored: Buffer[] = [];
const left: string[][] = [];
let status = 200;
let folder: string;
const server = createServer(async (request, response) => {
  stored.push(await buffer(request));
  left.push(await readdir(folder));
  response.writeHead(status).end();
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "export-store-"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("TMPDIR", folder);
  vi.stubEnv("AWS_ENDPOINT_URL_S3", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true });
});

const ASKED = {
  id: "01900000-0000-7000-8000-000000000001",
  requestedAt: "2026-01-01T00:00:00.000Z",
};
const BLOCKS = [1, 2, 3].map((value) => Buffer.alloc(100_000, value));
const store = async (archive: Readable) => {
  const { storeExport } = await import("../../../shared/photos/export-store.ts");
  return storeExport(ASKED as Parameters<typeof storeExport>[0], archive);
};

test("an archive is nowhere on the disk by name, while it is made, sent and afterwards", async () => {
  const archive = async function* () {
    for (const block of BLOCKS) {
      yield block;
      left.push(await readdir(folder));
    }
  };
  expect(await store(Readable.from(archive()))).toBe(300_000);
  expect(Buffer.concat(BLOCKS).equals(stored.at(-1) as Buffer)).toBe(true);
  left.push(await readdir(folder));
  expect(left).toEqual(Array.from({ length: 5 }, () => []));
});

test("nothing is left of one that breaks off, or that is refused", async () => {
  const broken = async function* () {
    yield BLOCKS[0];
    throw new Error("No more.");
  };
  await expect(store(Readable.from(broken()))).rejects.toThrow("No more.");
  status = 403;
  await expect(store(Readable.from([BLOCKS[0]]))).rejects.toThrow();
  expect(await readdir(folder)).toEqual([]);
});
