import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Profile } from "../../../../shared/model/profile/profile.ts";
import { profileVcard } from "../../../../shared/model/profile/vcard.ts";
import {
  VCARD_VERSIONS,
  type VcardVersion,
} from "../../../../shared/model/profile/vcard-version.ts";
import { readVcard } from "../../../support/read-vcard.ts";
import { anyText } from "../../support/any-text.ts";
import { arbitraryProfile, SEED, sampleProfile } from "../../support/arbitrary-profile.ts";

const ADDRESSES = {
  pageUrl: "https://api.example.com/api/v1/profiles/p/jane",
  photoBaseUrl: "https://photos.example.com",
};
const ID = "0199aaaa-0000-7000-8000-000000000000";
const bare: Profile = {
  ...sampleProfile,
  ...{ id: ID, slug: "jane-doe", name: "Jane Doe", title: "Engineer", company: "", bio: "" },
  ...{ location: "", photo: null, contactEmail: null, contactPhone: null, socialLinks: [] },
  updatedAt: "2026-01-02T03:04:05.678Z",
};
const vcard = (changes: Partial<Profile> = {}, version: VcardVersion = "3.0") =>
  profileVcard({ ...bare, ...changes }, ADDRESSES, { version });

function readValue(name: string, card: string, version: VcardVersion = "3.0") {
  return readVcard(card, version).find((property) => property.name === name)?.value;
}

/** What every reader of ours gets of a text: whole code points, one kind of line end. */
function asRead(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n|[\n\r\v\f\x85\u2028\u2029]/g, "\n")
    .replaceAll(/[^\P{Cc}\t\n]/gu, " ");
}

/** Each is a file that an address book takes, as it is. */
describe("golden cards", () => {
  const link = { id: ID, username: "", displayOrder: 0 };
  const cards: Record<string, Partial<Profile>> = {
    least: {},
    everything: {
      ...{ name: "Zoë, van; Doe\\Müller", company: "Müller; Söhne, KG", location: "Köln, DE" },
      ...{ bio: "Line one\nLine two", photo: { id: "1", width: 9, height: 9, color: "#000000" } },
      ...{ contactEmail: "zoe@example.com", showEmail: true },
      ...{ contactPhone: "+4915112345678", showPhone: true },
      socialLinks: [
        { ...link, platform: "website", url: "https://zoe.example/a,b;c", displayOrder: 1 },
        { ...link, platform: "linkedin", url: "https://www.linkedin.com/in/zoe" },
      ],
    },
    folded: { bio: `${"a".repeat(69)}é${"漢".repeat(25)}` },
    hostile: {
      company: "Acme\r\nEND:VCARD\r\nBEGIN:VCARD",
      bio: "\nTEL:+1900\\nEMAIL:a@b.example\u2028",
    },
  };

  test.each(Object.entries(cards))("%s", (name, changes) => {
    const golden = readFileSync(join(import.meta.dirname, `${name}.vcf`), "utf8");
    expect(vcard(changes)).toBe(golden);
  });

  test("everything, as version 4.0", () => {
    const golden = readFileSync(join(import.meta.dirname, "everything-4.vcf"), "utf8");
    expect(vcard(cards.everything, "4.0")).toBe(golden);
  });

  test("read back as what went in", () => {
    const properties = readVcard(vcard(cards.everything));
    expect(properties.map(({ name, value }) => [name, value])).toEqual([
      ["VERSION", "3.0"],
      ["PRODID", "-//Profiles API//EN"],
      ["UID", `urn:uuid:${ID}`],
      ["REV", bare.updatedAt],
      ["FN", "Zoë, van; Doe\\Müller"],
      ["N", ["Zoë", "van; Doe\\Müller", "", "", ""]],
      ["ORG", "Müller; Söhne, KG"],
      ["TITLE", "Engineer"],
      ["NOTE", "Line one\nLine two"],
      ["ADR", ["", "", "", "Köln, DE", "", "", ""]],
      ["EMAIL", "zoe@example.com"],
      ["TEL", "+4915112345678"],
      ["PHOTO", `${ADDRESSES.photoBaseUrl}/photos/${ID}/1/1024.jpg`],
      ["URL", ADDRESSES.pageUrl],
      ["ITEM1.URL", "https://www.linkedin.com/in/zoe"],
      ["ITEM1.X-ABLABEL", "linkedin"],
      ["ITEM2.URL", "https://zoe.example/a,b;c"],
      ["ITEM2.X-ABLABEL", "website"],
    ]);
    const hostile = readVcard(vcard(cards.hostile)).map(({ name }) => name);
    const harmless = readVcard(vcard({ company: "Acme", bio: "b" })).map(({ name }) => name);
    expect(hostile).toEqual(harmless);
  });
});

describe("a name", () => {
  test.each([
    ["Jane", "", "Jane"],
    ["Jane Doe", "Doe", "Jane"],
    ["Jane  Mary Doe", "", "Jane Mary Doe"],
    ["山田 太郎", "山田", "太郎"],
    ["김 민준", "김", "민준"],
    ["王小明", "", "王小明"],
  ])("%s has its parts", (name, family, given) => {
    const card = vcard({ name });
    expect(readValue("N", card)).toEqual([family, given, "", "", ""]);
    expect(readValue("FN", card)).toBe(name);
  });
});

describe("whatever the texts", () => {
  const texts = fc.record({
    name: anyText(40),
    title: anyText(40),
    company: anyText(200),
    bio: anyText(400),
    location: anyText(40),
  });

  test.each(VCARD_VERSIONS)("another reader gets them back, and no line more: %s", (version) => {
    const full = { company: "c", bio: "b", location: "l" };
    const shape = readVcard(vcard(full, version), version).map(({ name }) => name);
    fc.assert(
      fc.property(texts, (fields) => {
        const card = vcard(fields, version);
        expect(readValue("FN", card, version)).toBe(asRead(fields.name));
        for (const [name, value] of [
          ["TITLE", fields.title],
          ["ORG", fields.company],
          ["NOTE", fields.bio],
        ] as const) {
          expect(readValue(name, card, version)).toBe(value === "" ? undefined : asRead(value));
        }
        expect(readValue("N", card, version)).toHaveLength(5);
        const names = readVcard(card, version).map(({ name }) => name);
        expect(shape.filter((name) => names.includes(name))).toEqual(names);
      }),
      SEED,
    );
  });

  test("every line fits 75 octets and is whole UTF-8", () => {
    fc.assert(
      fc.property(texts, (fields) => {
        for (const line of vcard(fields).split("\r\n")) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line.isWellFormed()).toBe(true);
        }
      }),
      SEED,
    );
  });

  test("and addresses with line ends in them stay one line", () => {
    const url = "https://example.com/\r\nTEL:+1\u2028x y";
    const card = vcard({
      socialLinks: [{ id: ID, platform: "website", url, username: "", displayOrder: 0 }],
    });
    expect(readValue("ITEM1.URL", card)).toBe("https://example.com/%0D%0ATEL:+1%E2%80%A8x%20y");
    expect(readValue("TEL", card)).toBeUndefined();
  });
});

test("contact data is in it only when shown", () => {
  fc.assert(
    fc.property(arbitraryProfile, fc.constantFrom(...VCARD_VERSIONS), (profile, version) => {
      const card = profileVcard(profile, ADDRESSES, { version });
      const names = readVcard(card, version).map(({ name }) => name);
      const { showEmail, showPhone, contactEmail, contactPhone } = profile;
      expect(names.includes("EMAIL")).toBe(showEmail && contactEmail !== null);
      expect(names.includes("TEL")).toBe(showPhone && contactPhone !== null);
    }),
    SEED,
  );
});

test("a page that there is not is left out", () => {
  const card = profileVcard(bare, { ...ADDRESSES, pageUrl: "" }, { version: "3.0" });
  expect(readValue("URL", card)).toBeUndefined();
});
