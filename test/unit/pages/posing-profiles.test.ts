import { describe, expect, test } from "vitest";
import { accentOf } from "../../../shared/model/photo/accent.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { pageStyle } from "../../../shared/pages/page-style.ts";
import { profilePage } from "../../../shared/pages/profile-page.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";
import { PAGE_ADDRESSES } from "../support/page-addresses.ts";

const base: Profile = { ...sampleProfile, isPublic: true, socialLinks: [], photo: null };

const pageOf = (more: Partial<Profile>) => profilePage({ ...base, ...more }, PAGE_ADDRESSES);

/** The page of a profile with one link. @returns what is written on it */
function linkTo(url: string): string {
  const id = "0199aaaa-0000-7000-8000-000000000001";
  const page = pageOf({
    socialLinks: [{ id, displayOrder: 0, platform: "website", url, username: "" }],
  });
  return /<a rel="me nofollow noopener" href="[^"]+" dir="ltr">([^<]*)<\/a>/.exec(page)?.[1] ?? "";
}

describe("a link says where it leads", () => {
  const long = `accounts.example.com.${"a".repeat(60)}.evil.example`;

  test.each([
    ["the whole host, however long", `https://${long}/login`, `${long}…`],
    [
      "a long path is cut",
      `https://example.com/${"a".repeat(90)}`,
      `example.com/${"a".repeat(47)}…`,
    ],
    ["other letters of a host stay as DNS has them", "https://еxample.com/", "xn--xample-2of.com"],
    [
      "what would turn the writing round stays an escape",
      "https://example.com/%E2%80%AEmoc.live",
      "example.com/%E2%80%AEmoc.live",
    ],
    [
      "so does what looks like the end of a host",
      "https://example.com/%E2%88%95a%EF%BC%8Fb",
      "example.com/%E2%88%95a%EF%BC%8Fb",
    ],
  ])("%s", (_, url, shown) => {
    expect(linkTo(url)).toBe(shown);
  });
});

test("an address to write to is one address, whatever follows it", () => {
  const page = pageOf({
    ...{ showEmail: true, contactEmail: "a@b.example?bcc=c@d.example&body=x" },
    ...{ showPhone: true, contactPhone: "+1;ext=2,,3#" },
  });
  expect(page).toContain('href="mailto:a@b.example%3Fbcc%3Dc%40d.example%26body%3Dx"');
  expect(page).toContain('href="tel:+1%3Bext%3D2%2C%2C3%23"');
});

test.each([
  "red;}*{display:none}",
  "</style><script>x</script>",
  "url(//evil.example)",
  "#fff}body{background:url(//e)",
  "",
])("a colour that is none is no style: %s", (color) => {
  const accent = accentOf(color);
  for (const value of Object.values(accent)) expect(value).toMatch(/^#[0-9a-f]{6}$/);
  expect(pageStyle(accent)).not.toMatch(/evil|script|url\(|display:none\}\*/);
});

test("our own word is not put between words of another script", () => {
  const headline = (title: string, company: string) =>
    /<p class="headline" dir="auto">([^<]*)</.exec(
      pageOf({ title, company, customHeadline: "" }),
    )?.[1];
  expect(headline("Engineer", "Holm")).toBe("Engineer at Holm");
  expect(headline("مهندسة معمارية", "استوديو الواحة")).toBe("مهندسة معمارية · استوديو الواحة");
  expect(headline("Инженер", "")).toBe("Инженер");
});
