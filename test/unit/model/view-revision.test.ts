import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { EXPORT_FORMATS } from "../../../shared/model/exchange/export-format.ts";
import { writeDocument } from "../../../shared/model/exchange/write-document.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { publicView } from "../../../shared/model/profile/public-view.ts";
import { profileVcard } from "../../../shared/model/profile/vcard.ts";
import { VCARD_VERSIONS } from "../../../shared/model/profile/vcard-version.ts";
import { VIEW_REVISION } from "../../../shared/model/profile/view-revision.ts";
import { profilePage } from "../../../shared/pages/profile-page.ts";

const id = (last: string) => `0199aaaa-0000-7000-8000-00000000000${last}`;

/** Everything that a profile can say. */
const FULL: Profile = {
  ...{ id: id("1"), owner: "jane", slug: "zoe-los" },
  ...{
    name: "Zoë Łoś",
    title: "Realtor; Broker",
    company: 'Häuser, Söhne & "Co"',
    vertical: "law",
  },
  ...{ bio: "One\nTwo\ttabs, commas; and more.", location: "Köln, DE", customHeadline: "" },
  skills: ["Negotiation", "日本語"],
  ...{ contactEmail: "zoe@example.com", contactPhone: "+4915112345678" },
  ...{ showEmail: true, showPhone: true, mcpDiscoverable: true },
  ...{ isPublic: true, wasPublic: true, slugWasPublic: true, isPrimary: true },
  photo: { id: id("2"), width: 1_024, height: 768, color: "#336699" },
  ...{ photoRequest: id("2"), version: 7 },
  ...{ createdAt: "2026-01-01T00:00:00.000Z", updatedAt: "2026-01-02T00:00:00.000Z" },
  socialLinks: [
    {
      ...{ id: id("3"), platform: "github", url: "https://github.com/zoe", username: "zoe" },
      displayOrder: 1,
    },
    {
      ...{ id: id("4"), platform: "website", url: "https://zoe.example/", username: "" },
      displayOrder: 0,
    },
  ],
  workExperiences: [
    {
      ...{ id: id("5"), jobTitle: "Agent", company: "Acme", location: "Rome" },
      ...{ startDate: "2020-05", endDate: null, description: "Sold.\nMuch.", displayOrder: 0 },
    },
  ],
  education: [
    {
      ...{ id: id("6"), institution: "MIT", degree: "BSc", fieldOfStudy: "Law" },
      ...{ startDate: null, endDate: "2019", description: "", displayOrder: 0 },
    },
  ],
};

/** Of all views of the profile, by revision. Lines are added, and never changed. */
const DIGESTS: Readonly<Record<number, string>> = {
  1: "xm63uxV2a7lej8MWEyVcZzFWvC4e7WBRlz9saxlk3uk",
  2: "JMkLs1KWMp42Vca14ZEMh7n5w8PeZnWFX7Pe3fbxXPg",
  3: "Xj1EgQI_jjE2cnvwf7FgzrYtPkXLzepjdidaoKfziic",
  4: "S8on8VTK50OFKNGNTe7cnoWwgtRvclSFe0ufBVW5HXk",
  5: "z3qP0LOCZ6bVpl9V1TSUdLBmmRMGuVBa0IRgQkh0xas",
};

test("other bytes have another revision: raise VIEW_REVISION, and add its digest here", () => {
  const photoBaseUrl = "https://photos.example.com";
  const at = (name: string) => `https://api.example.com/${name}`;
  const card = { photoBaseUrl, pageUrl: "https://api.example.com/zoe" };
  const hidden = { ...FULL, showEmail: false, showPhone: false, photo: null };
  const views = [FULL, hidden].flatMap((profile) => [
    JSON.stringify(publicView(profile, photoBaseUrl)),
    ...VCARD_VERSIONS.flatMap((version) =>
      [undefined, Buffer.from("jpeg")].map((photo) =>
        profileVcard(profile, card, { version, photo }),
      ),
    ),
    ...EXPORT_FORMATS.map((format) =>
      writeDocument(
        profile,
        { format, version: "3.0" },
        { audience: "public", addresses: { ...card, canonical: card.pageUrl } },
      ),
    ),
    profilePage(profile, { photoBaseUrl, page: at, scanned: at, vcard: at, data: at }),
  ]);
  const digest = createHash("sha256").update(views.join("\0")).digest("base64url");
  expect(digest).toBe(DIGESTS[VIEW_REVISION]);
  expect(Object.keys(DIGESTS).at(-1)).toBe(`${VIEW_REVISION}`);
});
