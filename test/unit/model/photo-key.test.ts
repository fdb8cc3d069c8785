import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  newPhotoId,
  parsePhotoKey,
  parseQuarantineKey,
  photoFolder,
  photoKeys,
  quarantineFolder,
  quarantineKey,
} from "../../../shared/model/photo/photo-key.ts";

const id = fc.uuid();
const photoId = fc.constant(0).map(newPhotoId);

describe("keys", () => {
  test("of a photo say which, below the folder of its profile", () => {
    fc.assert(
      fc.property(id, photoId, (profileId, photo) => {
        const keys = photoKeys(profileId, photo);
        expect(new Set(keys).size).toBe(3);
        for (const key of keys) {
          expect(key.startsWith(photoFolder(profileId))).toBe(true);
          expect(parsePhotoKey(key)).toEqual({ profileId, photoId: photo });
          expect(parseQuarantineKey(key)).toBeUndefined();
        }
      }),
    );
  });

  test("of an upload say which, below the folder of its profile", () => {
    fc.assert(
      fc.property(id, id, (profileId, uploadId) => {
        const key = quarantineKey(profileId, uploadId);
        expect(key.startsWith(quarantineFolder(profileId))).toBe(true);
        expect(parseQuarantineKey(key)).toEqual({ profileId, uploadId });
        expect(parsePhotoKey(key)).toBeUndefined();
      }),
    );
  });

  test.each([
    "photos/p/x/97.jpg",
    "photos/p/x.jpg",
    "photos/p/x/96.jpg/more",
    "photos//x/96.jpg",
    "quarantine/p",
    "quarantine/p/u/more",
    "",
  ])("%s is none", (key) => {
    expect([parsePhotoKey(key), parseQuarantineKey(key)]).toEqual([undefined, undefined]);
  });
});
