import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validate } from "../../../shared/http/validate.ts";
import {
  isReservedSlug,
  SLUG_PATTERN,
  slugCandidate,
  slugFromName,
} from "../../../shared/model/profile/slug.ts";
import { UpdateProfileInput } from "../../../shared/model/profile/update-profile-input.ts";
import { anyText } from "../support/any-text.ts";
import { SEED } from "../support/arbitrary-profile.ts";

describe("the slug of a name", () => {
  test.each([
    ["Jane Doe", "jane-doe"],
    ["  Jane   Doe  ", "jane-doe"],
    ["José Ñandú", "jose-nandu"],
    ["Zoë O'Brien", "zoe-obrien"],
    ["Zoë O’Brien", "zoe-obrien"],
    ["J.R.R. Tolkien", "j-r-r-tolkien"],
    ["Anne-Marie", "anne-marie"],
    ["Łukasz Żółć", "lukasz-zolc"],
    ["Straße", "strasse"],
    ["Иван Петров", "ivan-petrov"],
    ["Ελένη", "eleni"],
    ["ＦＵＬＬ width", "full-width"],
    ["--Jane--", "jane"],
    ["Agent 007", "agent-007"],
  ])("%s becomes %s", async (name, slug) => {
    expect(await slugFromName(name)).toBe(slug);
  });

  test.each([
    "山田太郎",
    "王小明",
    "김철수",
    "محمد علي",
    "יוסי כהן",
    "สมชาย",
    "राहुल",
    "ქეთი",
    "Հայկ",
  ])("%s is transliterated", async (name) => {
    expect(await slugFromName(name)).toMatch(SLUG_PATTERN);
  });

  test("each Han character is a syllable of its own", async () => {
    expect((await slugFromName("王小明")).split("-")).toHaveLength(3);
  });

  test.each(["", "   ", "!!!", "🙂🙃", "\u0301", "'"])("%j leaves nothing", async (name) => {
    expect(await slugFromName(name)).toBe("");
  });

  test("a long one is cut at a word", async () => {
    const slug = await slugFromName(`${"word ".repeat(11)}verylongword`);
    expect(slug).toBe("word-".repeat(11).slice(0, -1));
    expect(await slugFromName("a".repeat(120))).toBe("a".repeat(60));
    expect(await slugFromName(`${"a".repeat(60)} b`)).toBe("a".repeat(60));
  });

  test("always fits the pattern and the length, or is empty", async () => {
    const name = anyText(120);
    await fc.assert(
      fc.asyncProperty(name, async (given) => {
        const slug = await slugFromName(given);
        expect(slug.length).toBeLessThanOrEqual(60);
        if (slug) expect(slug).toMatch(SLUG_PATTERN);
      }),
      { ...SEED, numRuns: 400 },
    );
  });
});

describe("the slug to try", () => {
  test("is the bare one first", () => {
    expect(slugCandidate("jane-doe", 0)).toBe("jane-doe");
  });

  test.each(["admin", "me", "api-keys", ""])("never is the reserved or empty %j", (base) => {
    expect(slugCandidate(base, 0)).toMatch(/^(admin|me|api-keys|profile)-[a-z0-9]{4}$/);
  });

  test.each(["li", "x", "7"])("never is the bare %j, which is too short to be chosen", (base) => {
    expect(slugCandidate(base, 0)).toMatch(new RegExp(`^${base}-[a-z0-9]{4}$`));
  });

  test("carries a longer suffix after the third try", () => {
    expect(slugCandidate("jane", 2)).toMatch(/^jane-[a-z0-9]{4}$/);
    expect(slugCandidate("jane", 3)).toMatch(/^jane-[a-z0-9]{8}$/);
  });

  test("is always one that its owner could choose", async () => {
    const name = fc.oneof(
      anyText(120),
      fc.constantFrom("admin", "v1", "a".repeat(120), "0199aaaa-0000-7000-8000-000000000000"),
      fc.stringMatching(/^[a-z0-9-]{50,70}$/),
      fc.stringMatching(/^[A-Za-z]{1,3}$/),
    );
    await fc.assert(
      fc.asyncProperty(name, fc.nat({ max: 7 }), async (given, attempt) => {
        const slug = slugCandidate(await slugFromName(given), attempt);
        expect(validate(UpdateProfileInput, { slug }, "body")).toEqual({ slug });
      }),
      { ...SEED, numRuns: 400 },
    );
  });
});

describe("reserved", () => {
  test.each([
    "me",
    "all",
    "p",
    "admin",
    "api-keys",
    "0199aaaa-0000-7000-8000-000000000000",
  ])("%s", (slug) => {
    expect(isReservedSlug(slug)).toBe(true);
  });

  test.each(["jane", "me-too", "0199aaaa-0000-7000-8000-00000000000"])("not %s", (slug) => {
    expect(isReservedSlug(slug)).toBe(false);
  });
});
