import { beforeEach, expect, test, vi } from "vitest";
import { profileNotFound } from "../../../shared/domain/errors.ts";
import { newPhotoKey, photoFolder } from "../../../shared/photos/photo-key.ts";
import { withStoredPhoto } from "../../../shared/photos/stored-photo.ts";
import { blackPng } from "../support/png.ts";
import { problemOf } from "../support/problem-of.ts";

const store = vi.hoisted(() => ({ putPhoto: vi.fn(), removePhotos: vi.fn() }));
vi.mock("../../../shared/photos/photo-store.ts", () => store);
beforeEach(() => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  store.putPhoto.mockReset().mockResolvedValue(undefined);
  store.removePhotos.mockReset().mockResolvedValue(undefined);
});

const PHOTO = blackPng(2, 2);
const KEY = /^photos\/p1\/[\w-]{22}\.jpg$/;

test("keys are random, below the folder of their profile", () => {
  expect(newPhotoKey("p1")).toMatch(KEY);
  expect(newPhotoKey("p1")).not.toBe(newPhotoKey("p1"));
  expect(newPhotoKey("p1").startsWith(photoFolder("p1"))).toBe(true);
});

test("without a photo nothing is stored", async () => {
  const result = await withStoredPhoto("p1", undefined, async (photoKey) => ({ photoKey }));
  expect(result).toEqual({ photoKey: "" });
  expect(store.putPhoto).not.toHaveBeenCalled();
});

test("a photo is stored before the profile points at it", async () => {
  const { photoKey } = await withStoredPhoto("p1", PHOTO, async (given) => {
    expect(store.putPhoto).toHaveBeenCalledExactlyOnceWith(given, expect.any(Uint8Array));
    return { photoKey: given };
  });
  expect(photoKey).toMatch(KEY);
  expect(store.removePhotos).not.toHaveBeenCalled();
});

test("a photo of a request that was carried out before is removed again", async () => {
  const made = await withStoredPhoto("p1", PHOTO, async () => ({
    photoKey: "photos/p1/first.jpg",
  }));
  expect(made.photoKey).toBe("photos/p1/first.jpg");
  expect(store.removePhotos).toHaveBeenCalledExactlyOnceWith([expect.stringMatching(KEY)]);
});

test("a photo that is none is neither stored nor written", async () => {
  const write = vi.fn();
  await problemOf(() => withStoredPhoto("p1", Buffer.from("text"), write));
  expect(write).not.toHaveBeenCalled();
  expect(store.putPhoto).not.toHaveBeenCalled();
});

test("a write that surely failed leaves no object, even when removing it fails", async () => {
  store.removePhotos.mockRejectedValue(new Error("S3 is down"));
  const problem = await problemOf(() =>
    withStoredPhoto("p1", PHOTO, async () => {
      throw profileNotFound();
    }),
  );
  expect(problem.code).toBe("profile_not_found");
  expect(store.removePhotos).toHaveBeenCalledExactlyOnceWith([expect.stringMatching(KEY)]);
});

test("a write of unknown outcome keeps the object", async () => {
  const lost = new Error("socket hang up");
  const write = withStoredPhoto("p1", PHOTO, async () => {
    throw lost;
  });
  await expect(write).rejects.toBe(lost);
  expect(store.removePhotos).not.toHaveBeenCalled();
});
