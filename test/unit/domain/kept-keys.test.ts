import { beforeEach, expect, test, vi } from "vitest";
import { keepKeys, recallKeys } from "../../../shared/domain/issuer/kept-keys.ts";

const findStoredKeys = vi.hoisted(() => vi.fn());
const storeKeys = vi.hoisted(() => vi.fn());
vi.mock("../../../shared/persistence/issuer-keys-repository.ts", () => ({
  findStoredKeys,
  storeKeys,
}));

const ISSUER = "https://issuer.example";
const NOW = Date.parse("2026-02-28T12:00:00.500Z");
const HOUR = 3_600_000;
const SET = { keys: [{ kty: "EC", kid: "one" }], owner: "not kept" };
const TEXT = '{"keys":[{"kty":"EC","kid":"one"}]}';

beforeEach(() => {
  findStoredKeys.mockReset();
  storeKeys.mockReset();
});

test("keys are kept with when they were read, and go a day later", async () => {
  await keepKeys(ISSUER, SET, NOW);
  const expiresAt = Date.parse("2026-03-01T12:00:01Z") / 1_000;
  expect(storeKeys).toHaveBeenCalledExactlyOnceWith(ISSUER, { keys: TEXT, readAt: NOW }, expiresAt);
});

test.each([
  ["the same, read within the hour", TEXT, NOW - HOUR + 1, 0],
  ["the same, read an hour ago", TEXT, NOW - HOUR, 1],
  ["others", '{"keys":[]}', NOW - 1, 1],
])("what is kept, %s: %#", async (_, keys, readAt, writes) => {
  findStoredKeys.mockResolvedValue({ keys, readAt });
  await keepKeys(ISSUER, SET, NOW);
  expect(storeKeys).toHaveBeenCalledTimes(writes);
});

test("an empty set is kept, for the issuer has taken all keys back", async () => {
  findStoredKeys.mockResolvedValue({ keys: TEXT, readAt: NOW - 1 });
  await keepKeys(ISSUER, { keys: [] }, NOW);
  expect(storeKeys.mock.calls[0]?.[1]).toEqual({ keys: '{"keys":[]}', readAt: NOW });
});

test("a set that an item could not hold is not kept", async () => {
  // 150 KB as the issuer sends it, and four times that written out.
  const numbers = JSON.parse(`[${Array(30_000).fill("1e20").join()}]`);
  await expect(keepKeys(ISSUER, { keys: [{ numbers }] }, NOW)).rejects.toThrow("over 256 KB");
  const names = "名".repeat(90_000);
  await expect(keepKeys(ISSUER, { keys: [{ names }] }, NOW)).rejects.toThrow("over 256 KB");
  expect(storeKeys).not.toHaveBeenCalled();
});

test("what is kept is found with when it was read", async () => {
  findStoredKeys.mockResolvedValue({ keys: TEXT, readAt: NOW });
  expect(await recallKeys(ISSUER)).toEqual({ document: JSON.parse(TEXT), readAt: NOW });
  findStoredKeys.mockResolvedValue(undefined);
  expect(await recallKeys(ISSUER)).toBeUndefined();
});
