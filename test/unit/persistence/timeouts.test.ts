import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import "../support/settings.ts";

/** What a table does with the first part of an answer to a first try. */
type Fate = (response: ServerResponse) => void;

const HALVES: readonly (readonly [string, Fate])[] = [
  ["goes no further", () => {}],
  ["breaks off", (response) => response.destroy()],
];

/** How often each item was asked for. */
const tries = new Map<string, number>();

/** Stands for the table: an item's name says what becomes of its answer. */
const server = createServer(async (request, response) => {
  const { Key } = (await json(request)) as {
    readonly Key: { readonly pk: { readonly S: string } };
  };
  const name = Key.pk.S;
  const tried = (tries.get(name) ?? 0) + 1;
  tries.set(name, tried);
  const end = HALVES.find(([half]) => half === name)?.[1];
  // Of any other item it says nothing, ever.
  if (!end) return;
  const item = JSON.stringify({ Item: { pk: { S: name }, sk: { S: "any" } } });
  response.writeHead(200, { "content-length": item.length });
  if (tried > 1) response.end(item);
  else response.write(item.slice(0, 9), () => end(response));
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

// Each waits for the time limit of a call: all do at once.
describe.concurrent("a table", () => {
  test("that takes the call and never answers is an error, and not a wait for ever", async () => {
    const { findCard } = await import("../../../shared/persistence/card-repository.ts");
    await expect(findCard("any")).rejects.toThrow(/timed? ?out|timeout/i);
    expect(tries.get("PROFILE#any")).toBe(2);
  });

  test.each(HALVES)("whose answer begins and %s is asked again", async (name) => {
    const { getItem } = await import("../../../shared/persistence/table.ts");
    expect(await getItem({ pk: name, sk: "any" })).toEqual({ pk: name, sk: "any" });
    expect(tries.get(name)).toBe(2);
  });
});
