import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_CARD_PHOTO_BYTES } from "../../../../shared/model/photo/photo-sizes.ts";
import { nameParts } from "../../../../shared/model/profile/name-parts.ts";
import {
  MAX_VCARD_BYTES,
  profileVcard,
  type VcardProfile,
  vcardPhotoSize,
} from "../../../../shared/model/profile/vcard.ts";
import { VCARD_VERSIONS } from "../../../../shared/model/profile/vcard-version.ts";
import { type CardFields, fieldsOf, READERS } from "./card-fields.ts";
import { HARD_PROFILES, PLAIN } from "./hard-profiles.ts";

const ADDRESSES = {
  pageUrl: "https://api.example.com/p/x",
  photoBaseUrl: "https://photos.example.com",
};
const cases = VCARD_VERSIONS.flatMap((version) =>
  Object.entries(HARD_PROFILES).map(([name, profile]) => [version, name, profile] as const),
);

const bytes = (length: number) =>
  Buffer.from(Array.from({ length }, (_, at) => (at * at * 31) % 251));

/** What there is to be read, without the writer. */
function expected(profile: VcardProfile, photo: string, place: string): CardFields {
  const { family, given, prefixes, suffixes } = nameParts(profile.name);
  const lines = (text: string) => text.replaceAll(/\r\n|[\r\v\f\x85\u2028\u2029]/g, "\n");
  return {
    ...{ uid: `urn:uuid:${profile.id}`, revised: "20260102030405" },
    ...{ name: profile.name, parts: [family, given, "", prefixes, suffixes] },
    ...{ company: profile.company, title: lines(profile.title), note: lines(profile.bio) },
    place,
    email: profile.showEmail ? (profile.contactEmail ?? "") : "",
    phone: profile.showPhone ? (profile.contactPhone ?? "") : "",
    ...{ photo, page: ADDRESSES.pageUrl },
    links: profile.socialLinks
      .toSorted((a, b) => a.displayOrder - b.displayOrder)
      .map(({ url, platform }) => [url, platform]),
  };
}

describe("every reader finds what was written, and nothing else", () => {
  test.each(cases)("%s: %s", (version, _, { place, photoBytes, photoLeftOut, ...changes }) => {
    const profile = { ...PLAIN, ...changes };
    const photo = photoBytes === undefined ? undefined : bytes(photoBytes);
    const card = profileVcard(profile, ADDRESSES, { version, photo });
    const url = profile.photo ? `${ADDRESSES.photoBaseUrl}/photos/${profile.id}/x/1024.jpg` : "";
    const shown = photo && !photoLeftOut ? photo.toString("base64") : url;
    const fields = expected(profile, shown, place ?? profile.location);
    for (const [reader, read] of Object.entries(READERS)) {
      expect({ reader, ...fieldsOf(read(card, version)) }).toEqual({ reader, ...fields });
    }
    if (photo) expect(Buffer.byteLength(card)).toBeLessThanOrEqual(MAX_VCARD_BYTES);
    for (const line of card.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });
});

test("the image that is chosen fits, however long the texts", () => {
  const photo = { id: "x".repeat(22), width: 9, height: 9, color: "#000000" };
  const addresses = { ...ADDRESSES, pageUrl: `https://api.example.com/${"p".repeat(200)}` };
  const chosen = new Set<number>();
  const letters = fc.tuple(fc.constantFrom("a", "é", "漢", "\n"), fc.nat(5_000));
  const property = fc.property(letters, fc.constantFrom(...VCARD_VERSIONS), (texts, version) => {
    const profile = { ...PLAIN, photo, bio: texts[0].repeat(texts[1]) };
    const size = vcardPhotoSize(profile);
    chosen.add(size);
    const image = Buffer.alloc(size === 256 ? MAX_CARD_PHOTO_BYTES : 6_000, 1);
    const card = profileVcard(profile, addresses, { version, photo: image });
    expect(card.replaceAll("\r\n ", "")).toContain(image.toString("base64"));
  });
  fc.assert(property, { seed: 1 });
  expect(chosen).toEqual(new Set([256, 96]));
});
