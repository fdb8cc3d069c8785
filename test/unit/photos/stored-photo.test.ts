import { beforeEach, expect, test, vi } from "vitest";
import { newPhotoId } from "../../../shared/model/photo/photo-key.ts";
import { profileNotFound } from "../../../shared/model/problem.ts";
import { withStoredPhoto } from "../../../shared/photos/stored-photo.ts";
import { blackPng } from "../support/png.ts";
import { problemOf } from "../support/problem-of.ts";

const store = vi.hoisted(() => ({ putPhoto: vi.fn(), removePhoto: vi.fn() }));
vi.mock("../../../shared/photos/photo-store.ts", () => store);
beforeEach(() => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  store.putPhoto.mockReset().mockResolvedValue(undefined);
  store.removePhoto.mockReset().mockResolvedValue(undefined);
});

const PHOTO = blackPng(2, 2);
const ID = /^[\w-]{22}$/;

test("ids are random", () => {
  expect(newPhotoId()).toMatch(ID);
  expect(newPhotoId()).not.toBe(newPhotoId());
});

test("without a photo nothing is stored", async () => {
  const result = await withStoredPhoto("p1", undefined, async (change) => {
    expect(change).toBeUndefined();
    return { photo: null };
  });
  expect(result).toEqual({ photo: null });
  expect(store.putPhoto).not.toHaveBeenCalled();
});

test("a photo is stored before the profile points at it", async () => {
  const { photo } = await withStoredPhoto("p1", PHOTO, async (change) => {
    expect(change?.request).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    const images = { 96: expect.any(Uint8Array), 256: expect.anything(), 1024: expect.anything() };
    expect(store.putPhoto).toHaveBeenCalledExactlyOnceWith("p1", change?.photo?.id, images);
    return { photo: change?.photo ?? null };
  });
  expect(photo).toEqual({
    id: expect.stringMatching(ID),
    width: 2,
    height: 2,
    color: expect.stringMatching(/^#[0-9a-f]{6}$/),
  });
  expect(store.removePhoto).not.toHaveBeenCalled();
});

test("a photo of a request that was carried out before is removed again", async () => {
  const first = { id: "first", width: 1, height: 1, color: "#000000" };
  const made = await withStoredPhoto("p1", PHOTO, async () => ({ photo: first }));
  expect(made.photo).toBe(first);
  expect(store.removePhoto).toHaveBeenCalledExactlyOnceWith("p1", expect.stringMatching(ID));
});

test("a photo that is none is neither stored nor written", async () => {
  const write = vi.fn();
  await problemOf(() => withStoredPhoto("p1", Buffer.from("text"), write));
  expect(write).not.toHaveBeenCalled();
  expect(store.putPhoto).not.toHaveBeenCalled();
});

test("a photo that was stored in part is removed again, and not written", async () => {
  const down = new Error("S3 is down");
  store.putPhoto.mockRejectedValue(down);
  const write = vi.fn();
  await expect(withStoredPhoto("p1", PHOTO, write)).rejects.toBe(down);
  expect(write).not.toHaveBeenCalled();
  expect(store.removePhoto).toHaveBeenCalledExactlyOnceWith("p1", expect.stringMatching(ID));
});

test("a write that surely failed leaves no object, even when removing it fails", async () => {
  store.removePhoto.mockRejectedValue(new Error("S3 is down"));
  const problem = await problemOf(() =>
    withStoredPhoto("p1", PHOTO, async () => {
      throw profileNotFound();
    }),
  );
  expect(problem.code).toBe("profile_not_found");
  expect(store.removePhoto).toHaveBeenCalledExactlyOnceWith("p1", expect.stringMatching(ID));
});

test("a write of unknown outcome keeps the object", async () => {
  const lost = new Error("socket hang up");
  const write = withStoredPhoto("p1", PHOTO, async () => {
    throw lost;
  });
  await expect(write).rejects.toBe(lost);
  expect(store.removePhoto).not.toHaveBeenCalled();
});
