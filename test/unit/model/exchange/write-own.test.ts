import fc from "fast-check";
import { expect, test } from "vitest";
import { writeOwn } from "../../../../shared/model/exchange/write-own.ts";
import type { Profile } from "../../../../shared/model/profile/profile.ts";
import { ownerView } from "../../../../shared/model/profile/profile-view.ts";
import { READ_ONLY_FIELDS } from "../../../../shared/model/profile/read-only-fields.ts";
import { UpdateProfileInput } from "../../../../shared/model/profile/update-profile-input.ts";
import { faultsOf } from "../../../support/document-schemas.ts";
import { SEED } from "../../support/arbitrary-profile.ts";
import { hardProfile } from "../../support/hard-profile.ts";

const addresses = { photoBaseUrl: "https://photos.example.com" };
const RUNS = { ...SEED, numRuns: 100 };

/** Without ids, as an entry is written. */
const withoutIds = (entries: readonly { readonly id: string }[]) =>
  entries.map(({ id, ...rest }) => rest);

/** All that an owner reads and may write, but the state of the profile in the service. */
function writable(profile: Profile) {
  const { slug, isPublic, isPrimary, ...view } = ownerView(profile, addresses.photoBaseUrl);
  const fields = Object.entries(view).filter(
    ([name]) => !(READ_ONLY_FIELDS as readonly string[]).includes(name),
  );
  return {
    ...Object.fromEntries(fields),
    headline: profile.customHeadline || null,
    workExperiences: withoutIds(view.workExperiences),
    education: withoutIds(view.education),
    socialLinks: withoutIds(view.socialLinks),
  };
}

test("it holds everything that an owner can write, as a PATCH takes it", () => {
  fc.assert(
    fc.property(hardProfile, (profile) => {
      const document = JSON.parse(JSON.stringify(writeOwn(profile, addresses, "owner")));
      expect(document.profile).toEqual(writable(profile));
      const parsed = UpdateProfileInput.safeParse(document.profile);
      expect(parsed.error?.issues).toBeUndefined();
      const faults = faultsOf(document, ["components", "schemas", "ProfileDocument"]);
      // Links are kept as the URL standard writes them, which is no URI for a few of these.
      expect(faults.filter((fault) => !/\/url must match format "uri"$/.test(fault))).toEqual([]);
    }),
    RUNS,
  );
});

test("to anybody it tells nothing that is the owner's, and contact data only when shown", () => {
  fc.assert(
    fc.property(hardProfile, (profile) => {
      const { source, profile: content } = writeOwn(profile, addresses, "public");
      expect(Object.keys(source)).toEqual(["id", "slug", "createdAt", "updatedAt"]);
      expect(content).not.toHaveProperty("mcpDiscoverable");
      expect(content.contactEmail).toBe(profile.showEmail ? profile.contactEmail : null);
      expect(content.contactPhone).toBe(profile.showPhone ? profile.contactPhone : null);
    }),
    RUNS,
  );
});

test("the picture is in it byte by byte, and without one its address", () => {
  const photo = { id: "p", width: 4, height: 3, color: "#804020" };
  const [profile] = fc.sample(hardProfile, { ...SEED, numRuns: 1 });
  const picture = Uint8Array.from({ length: 256 }, (_, n) => n);
  const given = { ...(profile as Profile), photo };
  const { photo: held } = writeOwn(given, addresses, "owner", picture);
  const url = `https://photos.example.com/photos/${given.id}/p/1024.jpg`;
  const data = Buffer.from(picture).toString("base64");
  expect(held).toEqual({ url, mediaType: "image/jpeg", data });
  expect(writeOwn(given, addresses, "owner").photo).toEqual({ url, mediaType: "image/jpeg" });
  expect(writeOwn({ ...given, photo: null }, addresses, "owner", picture).photo).toBeNull();
});
