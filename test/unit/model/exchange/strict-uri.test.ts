import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { strictUri } from "../../../../shared/model/exchange/strict-uri.ts";
import { anyText } from "../../support/any-text.ts";
import { SEED } from "../../support/arbitrary-profile.ts";

const ajv = new Ajv();
ajvFormats.default(ajv);
const isUri = ajv.compile({ type: "string", format: "uri" });

test.each([
  ["https://github.com/jane", "https://github.com/jane"],
  ["http://[2001:db8::1]:8080/a|b", "http://[2001:db8::1]:8080/a%7Cb"],
  ["https://e.com/?a=[1]", "https://e.com/?a=%5B1%5D"],
  ["https://e.com/100%?q=%zz&r=%C3%A9", "https://e.com/100%25?q=%25zz&r=%C3%A9"],
  ["https://e.com/#a#b", "https://e.com/#a%23b"],
])("%s is %s", (href, expected) => {
  expect(strictUri(href)).toBe(expected);
});

test("whatever the address, it is a URI, leads to the same host, and stays as it is from then on", () => {
  const parts = fc.tuple(anyText(8), anyText(8), anyText(8));
  fc.assert(
    fc.property(parts, ([path, query, fragment]) => {
      const url = URL.parse(`https://example.com/${path}?${query}#${fragment}`);
      fc.pre(url !== null && url.host === "example.com");
      const uri = strictUri(url?.href ?? "");
      expect([isUri(uri), uri]).toEqual([true, uri]);
      expect(new URL(uri).host).toBe("example.com");
      expect(strictUri(new URL(uri).href)).toBe(uri);
    }),
    { ...SEED, numRuns: 500 },
  );
});
