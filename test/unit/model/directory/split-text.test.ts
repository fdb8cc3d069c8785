import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldFor } from "../../../../shared/model/directory/fold.ts";
import { askedWords, indexedTokens } from "../../../../shared/model/directory/split-text.ts";
import { anyText } from "../../support/any-text.ts";
import { SEED } from "../../support/arbitrary-profile.ts";

const indexed = async (text: string) => indexedTokens(text, await foldFor([text])).join(" ");
const asked = async (text: string) =>
  askedWords(text, await foldFor([text]))
    .map(({ token, isOpen }) => (isOpen ? `${token}*` : token))
    .join(" ");

describe("what a text is found by, and what it asks for", () => {
  test.each([
    ["Jane Doe", "jane doe", "jane doe"],
    ["Céline", "celine", "celine"],
    ["Céline", "celine", "celine"],
    ["Петров", "petrov", "petrov"],
    ["Игорь", "igor", "igor"],
    ["İbrahim Işık", "ibrahim isik", "ibrahim isik"],
    ["Straße", "strasse", "strasse"],
    ["Łukasz Żółć", "lukasz zolc", "lukasz zolc"],
    ["Ærø ﬁsh", "aero fish", "aero fish"],
    ["Ελένη", "eleni", "eleni"],
    ["ＦＵＬＬ width", "full width", "full width"],
    ["สมชาย", "smchay", "smchay"],
    ["مُحَمَّد", "mhmd", "mhmd"],
    ["محمد", "mhmd", "mhmd"],
    ["王小明", "wang xiao ming wangxiaoming xiaoming", "wang xiao ming"],
    ["北京大学", "bei jing da xue beijingdaxue jingdaxue", "beijingdaxue*"],
    ["김민수", "gimminsu", "gimminsu"],
    ["O'Brien", "brien obrien", "obrien"],
    ["O’Brien", "brien obrien", "obrien"],
    ["Jean-Luc", "jean luc jeanluc", "jean luc"],
    ["Jean‑Luc", "jean luc jeanluc", "jean luc"],
    ["U.S.A.", "usa", "usa"],
    ["Node.js", "node js nodejs", "node js"],
    ["real-estate-agent", "real estate agent realestateagent", "real estate agent"],
    ["McDonald's", "mcdonald mcdonalds", "mcdonalds"],
    ["Sales/Marketing, R&D", "sales marketing", "sales marketing"],
    ["J. R. R. Tolkien", "tolkien", "tolkien"],
    ["Agent 007", "agent 007", "agent 007"],
    ["x 🙂 ! -- '", "", ""],
    ["", "", ""],
  ])("%s", async (text, tokens, words) => {
    expect([await indexed(text), await asked(text)]).toEqual([tokens, words]);
  });

  test("is the same for a word, whatever stands beside it", async () => {
    expect(await indexed("Céline Петров 王")).toBe("celine petrov wang");
    expect(await asked("Straße İbrahim Ελένη")).toBe("strasse ibrahim eleni");
  });

  test("has 32 letters of a longer word", async () => {
    expect(await indexed("a".repeat(120))).toBe("a".repeat(32));
    expect(await asked("a".repeat(120))).toBe("a".repeat(32));
  });
});

test("what a text asks for is among what it is found by", async () => {
  await fc.assert(
    fc.asyncProperty(anyText(40), async (text) => {
      const fold = await foldFor([text]);
      const tokens = indexedTokens(text, fold);
      for (const { token } of askedWords(text, fold)) expect(tokens).toContain(token);
      for (const token of tokens) expect(token).toMatch(/^[a-z0-9]{2,32}$/);
    }),
    { ...SEED, numRuns: 2_000 },
  );
});
