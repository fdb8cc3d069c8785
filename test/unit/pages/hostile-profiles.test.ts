import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { expect, test } from "vitest";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { visitorView } from "../../../shared/model/profile/profile-view.ts";
import { profilePage } from "../../../shared/pages/profile-page.ts";
import { anyCodePoint } from "../support/any-text.ts";
import { SEED, sampleProfile } from "../support/arbitrary-profile.ts";
import { PAGE_ADDRESSES } from "../support/page-addresses.ts";
import { HOSTILE_TEXTS } from "./hostile-texts.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** Everything that people type is one of the texts, in turn; the service itself would refuse some. */
function profileOf(texts: readonly string[]): Profile {
  let next = 0;
  const text = () => texts[next++ % texts.length] ?? "";
  const fixed = { id: "0199aaaa-0000-7000-8000-000000000001", displayOrder: 0 };
  return {
    ...sampleProfile,
    ...{ slug: "jane-doe", isPublic: true, showEmail: true, showPhone: true },
    ...{ name: text(), title: text(), company: text(), bio: text(), location: text() },
    ...{ customHeadline: text(), contactEmail: text(), contactPhone: text() },
    photo: { id: "one", width: 900, height: 600, color: "#804020" },
    skills: [text(), text()],
    socialLinks: [
      { ...fixed, platform: "website", url: text(), username: text() },
      { ...fixed, platform: text(), url: `https://example.com/${text()}`, username: "" },
    ],
    workExperiences: [
      {
        ...{ ...fixed, jobTitle: text(), company: text(), location: text() },
        ...{ startDate: "2020-01", endDate: null, description: text() },
      },
    ],
    education: [
      {
        ...{ ...fixed, institution: text(), degree: text(), fieldOfStudy: text() },
        ...{ startDate: null, endDate: "2019", description: text() },
      },
    ],
  };
}

/** Elements with the names of their attributes, in order; what is in them does not count. */
function shapeOf(page: string): string[] {
  const errors: string[] = [];
  const document = parse(page, { onParseError: ({ code }) => errors.push(code) });
  // Characters that no document should hold are no markup.
  expect(errors.filter((code) => !/character|surrogate/.test(code))).toEqual([]);
  return elementsOf(document.childNodes).map(
    ({ tagName, attrs }) => `${tagName} ${attrs.map(({ name }) => name).join(" ")}`,
  );
}

function elementsOf(nodes: readonly Node[]): Element[] {
  return nodes.flatMap((node) => {
    if (node.nodeName === "#comment") throw new Error("A comment came out of a text.");
    return "tagName" in node ? [node, ...elementsOf(node.childNodes)] : [];
  });
}

function textOf(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if ("value" in node) return node.value;
      return "childNodes" in node ? textOf(node.childNodes) : "";
    })
    .join("");
}

/** The same profile with harmless words for every text: what it has as elements is all there may be. */
function expectHarmless(texts: readonly string[]): void {
  const hostile = profileOf(texts);
  const page = profilePage(hostile, PAGE_ADDRESSES);
  // An address that is none has no link, which is one element fewer; so the twin has it, too.
  const links = hostile.socialLinks.map((link) => {
    const isWeb = /^https?:$/.test(URL.parse(link.url)?.protocol ?? "");
    return { ...link, url: isWeb ? "https://example.com/" : "none" };
  });
  const twin = profileOf(texts.map((text) => (text === "" ? "" : "word")));
  const plain = profilePage({ ...twin, socialLinks: links }, PAGE_ADDRESSES);
  expect(shapeOf(page)).toEqual(shapeOf(plain));
  const elements = elementsOf(parse(page).childNodes);
  for (const { attrs } of elements) {
    for (const { name, value } of attrs) {
      expect(name).not.toMatch(/^on|^style$|^srcdoc$/i);
      if (name === "href") expect(value).toMatch(/^(?:https?:\/\/|mailto:|tel:|data:,$)/);
      if (name === "src") expect(value).toMatch(/^https:\/\/photos\.example\.com\/photos\//);
    }
  }
  const [name] = elements.filter(({ tagName }) => tagName === "h1");
  expect(textOf(name?.childNodes ?? [])).toBe(readAs(hostile.name));
  const [data] = elements.filter(({ tagName }) => tagName === "script");
  const { mainEntity } = JSON.parse(textOf(data?.childNodes ?? []));
  expect(mainEntity.name ?? "").toBe(hostile.name);
}

/** What a document can hold of a text. */
function readAs(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\ufffd");
}

test.each(
  HOSTILE_TEXTS.map((text) => [JSON.stringify(text), text] as const),
)("%s is text wherever it stands", (_, text) => expectHarmless([text]));

const piece = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: fc.constantFrom(..."<>/\"'`=&!-;#x \n\t[]{}\\aZ"), maxLength: 12 }),
  fc.string({ unit: anyCodePoint, maxLength: 8 }),
);
const hostileText = fc
  .array(piece, { minLength: 1, maxLength: 3 })
  .map((pieces) => pieces.join(""));

test("200 hostile profiles make no element and no attribute", () => {
  fc.assert(fc.property(fc.array(hostileText, { minLength: 7, maxLength: 23 }), expectHarmless), {
    ...SEED,
    numRuns: 200,
  });
});

test("what is not shown is not on the page", () => {
  const profile = {
    ...profileOf(["word"]),
    contactEmail: "e@hidden.example",
    contactPhone: "+4912345",
  };
  const page = profilePage({ ...profile, showEmail: false, showPhone: false }, PAGE_ADDRESSES);
  expect(page).not.toContain("hidden.example");
  expect(page).not.toContain("4912345");
  expect(page).not.toContain(profile.owner);
  expect(visitorView(profile, "")).not.toHaveProperty("owner");
});
