import { expect, test, vi } from "vitest";
import { withStoredPhoto } from "../../../shared/photos/stored-photo.ts";

/** Modules that were loaded. */
const loaded = vi.hoisted(() => [] as string[]);
vi.mock("../../../shared/photos/normalise-photo.ts", () => {
  loaded.push("sharp");
  return { normalisePhoto: async () => ({ images: {}, width: 1, height: 1, color: "#000000" }) };
});
vi.mock("../../../shared/photos/photo-store.ts", () => {
  loaded.push("store");
  return { putPhoto: async () => {}, removePhoto: async () => {} };
});

test("sharp and the store are loaded only for a request with a photo", async () => {
  const write = async () => ({ photo: null });
  await withStoredPhoto("p", undefined, write);
  expect(loaded).toEqual([]);
  await withStoredPhoto("p", Buffer.from("photo"), write);
  expect(loaded).toEqual(["sharp", "store"]);
});
