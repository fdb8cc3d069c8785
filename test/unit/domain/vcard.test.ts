import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Profile } from "../../../shared/domain/profile/profile.ts";
import { profileVcard } from "../../../shared/domain/profile/vcard.ts";
import { readVcard } from "../../support/read-vcard.ts";
import { anyText } from "../support/any-text.ts";
import { arbitraryProfile, SEED, sampleProfile } from "../support/arbitrary-profile.ts";

const ADDRESSES = {
  pageUrl: "https://api.example.com/api/v1/profiles/p/jane",
  photoBaseUrl: "https://photos.example.com",
};
const ID = "0199aaaa-0000-7000-8000-000000000000";
const bare: Profile = {
  ...sampleProfile,
  ...{ id: ID, slug: "jane-doe", name: "Jane Doe", title: "Engineer", company: "", bio: "" },
  ...{ location: "", photoKey: "", contactEmail: null, contactPhone: null, socialLinks: [] },
  updatedAt: "2026-01-02T03:04:05.678Z",
};
const vcard = (changes: Partial<Profile> = {}) => profileVcard({ ...bare, ...changes }, ADDRESSES);

function partsOf(name: string, card: string) {
  return readVcard(card).find((property) => property.name === name)?.value;
}

/** What every reader of ours gets of a text: whole code points, one kind of line end. */
function asRead(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n|[\n\r\v\f\x85\u2028\u2029]/g, "\n")
    .replaceAll(/[^\P{Cc}\t\n]/gu, " ");
}

describe("golden cards", () => {
  test("with the least there is", () => {
    expect(vcard()).toBe(
      [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Profiles API//EN",
        `UID:urn:uuid:${ID}`,
        "REV:2026-01-02T03:04:05.678Z",
        "FN:Jane Doe",
        "N:Doe;Jane;;;",
        "TITLE:Engineer",
        "URL:https://api.example.com/api/v1/profiles/p/jane",
        "END:VCARD",
        "",
      ].join("\r\n"),
    );
  });

  test("with everything", () => {
    const link = { id: ID, username: "", displayOrder: 0 };
    const card = vcard({
      ...{ name: "Zoë, van; Doe\\Müller", company: "Müller; Söhne, KG", location: "Köln, DE" },
      ...{ bio: "Line one\nLine two", photoKey: "photos/p/1.jpg" },
      ...{ contactEmail: "zoe@example.com", showEmail: true },
      ...{ contactPhone: "+4915112345678", showPhone: true },
      socialLinks: [
        { ...link, platform: "website", url: "https://zoe.example/a,b;c", displayOrder: 1 },
        { ...link, platform: "linkedin", url: "https://www.linkedin.com/in/zoe" },
      ],
    });
    expect(card).toBe(
      [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Profiles API//EN",
        `UID:urn:uuid:${ID}`,
        "REV:2026-01-02T03:04:05.678Z",
        "FN:Zoë\\, van\\; Doe\\\\Müller",
        "N:Doe\\\\Müller;Zoë\\, van\\;;;;",
        "ORG:Müller\\; Söhne\\, KG",
        "TITLE:Engineer",
        "NOTE:Line one\\nLine two",
        "ADR;TYPE=WORK:;;;Köln\\, DE;;;",
        "EMAIL;TYPE=INTERNET:zoe@example.com",
        "TEL;TYPE=VOICE:+4915112345678",
        "PHOTO;VALUE=uri:https://photos.example.com/photos/p/1.jpg",
        "URL:https://api.example.com/api/v1/profiles/p/jane",
        "item1.URL:https://www.linkedin.com/in/zoe",
        "item1.X-ABLabel:linkedin",
        "item2.URL:https://zoe.example/a,b;c",
        "item2.X-ABLabel:website",
        "END:VCARD",
        "",
      ].join("\r\n"),
    );
  });

  test("with lines too long, cut between characters at 75 octets", () => {
    const card = vcard({ bio: `${"a".repeat(69)}é${"漢".repeat(25)}` });
    expect(card.split("\r\n").filter((line) => /^NOTE|^ /.test(line))).toEqual([
      `NOTE:${"a".repeat(69)}`,
      ` é${"漢".repeat(24)}`,
      " 漢",
    ]);
  });
});

describe("a name", () => {
  test.each([
    ["Jane", "", "Jane"],
    ["Jane Doe", "Doe", "Jane"],
    ["Jane  Mary Doe", "Doe", "Jane Mary"],
    ["山田 太郎", "山田", "太郎"],
    ["김 민준", "김", "민준"],
    ["王小明", "", "王小明"],
  ])("%s has its parts", (name, family, given) => {
    const card = vcard({ name });
    expect(partsOf("N", card)).toEqual([[family], [given], [""], [""], [""]]);
    expect(partsOf("FN", card)).toEqual([[name]]);
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

  test("another reader gets them back, and no line more", () => {
    const shape = readVcard(vcard({ company: "c", bio: "b", location: "l" })).map(
      ({ name }) => name,
    );
    fc.assert(
      fc.property(texts, (fields) => {
        const card = vcard(fields);
        expect(partsOf("FN", card)).toEqual([[asRead(fields.name)]]);
        for (const [name, value] of [
          ["TITLE", fields.title],
          ["ORG", fields.company],
          ["NOTE", fields.bio],
        ] as const) {
          expect(partsOf(name, card)).toEqual(value === "" ? undefined : [[asRead(value)]]);
        }
        expect(partsOf("N", card)).toHaveLength(5);
        const names = readVcard(card).map(({ name }) => name);
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
    expect(partsOf("item1.URL", card)).toEqual([
      ["https://example.com/%0D%0ATEL:+1%E2%80%A8x%20y"],
    ]);
    expect(partsOf("TEL", card)).toBeUndefined();
  });
});

test("contact data is in it only when shown", () => {
  fc.assert(
    fc.property(arbitraryProfile, (profile) => {
      const names = readVcard(profileVcard(profile, ADDRESSES)).map(({ name }) => name);
      const { showEmail, showPhone, contactEmail, contactPhone } = profile;
      expect(names.includes("EMAIL")).toBe(showEmail && contactEmail !== null);
      expect(names.includes("TEL")).toBe(showPhone && contactPhone !== null);
    }),
    SEED,
  );
});
