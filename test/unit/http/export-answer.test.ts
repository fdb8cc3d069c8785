import { beforeEach, expect, test, vi } from "vitest";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";
import "../support/settings.ts";

const getPhoto = vi.fn();
vi.mock("../../../shared/photos/photo-store.ts", () => ({ getPhoto }));
const { exportAnswer } = await import("../../../shared/http/export-answer.ts");
const { MAX_PICTURE_BYTES } = await import("../../../shared/domain/photo/document-picture.ts");

const photo = { id: "p", width: 4, height: 3, color: "#804020" };
const profile: Profile = { ...sampleProfile, id: "one", photo, version: 7 };
const form = { format: "json", version: "3.0" } as const;
const parts = { linkTo: (path: string) => `https://api.example.com${path}`, holds: () => false };

beforeEach(() => getPhoto.mockReset());

test("the largest image that fits is in the document", async () => {
  const images: Record<number, Uint8Array> = {
    1024: new Uint8Array(MAX_PICTURE_BYTES + 1),
    256: new Uint8Array(MAX_PICTURE_BYTES),
  };
  getPhoto.mockImplementation(async (_profile, _photo, size) => images[size]);
  const { text = "", headers } = await exportAnswer(profile, form, parts);
  expect(getPhoto.mock.calls).toEqual([
    ["one", "p", 1_024],
    ["one", "p", 256],
  ]);
  expect(Buffer.from(JSON.parse(text).photo.data, "base64")).toHaveLength(MAX_PICTURE_BYTES);
  expect(headers).not.toHaveProperty("X-Profile-Not-Exported");
  // All of an answer is at most 6 MB.
  expect(text.length).toBeLessThan(2 * 1_024 * 1_024);
});

test("one that is gone is named, and its address is left", async () => {
  getPhoto.mockResolvedValue(undefined);
  const { text = "", headers } = await exportAnswer(profile, form, parts);
  expect(JSON.parse(text).photo).not.toHaveProperty("data");
  expect(headers?.["X-Profile-Not-Exported"]).toBe("photo");
});

test("nothing is read without a photo, for a format without one, or for who has this version", async () => {
  await exportAnswer({ ...profile, photo: null }, form, parts);
  await exportAnswer(profile, { ...form, format: "json-resume" }, parts);
  const held = await exportAnswer(profile, form, { ...parts, holds: (tag) => tag === '"7"' });
  expect(held).toEqual({ status: 304, contentType: "application/json", version: 7 });
  expect(getPhoto).not.toHaveBeenCalled();
});
