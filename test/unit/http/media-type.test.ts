import { describe, expect, test } from "vitest";
import { header, headerValues } from "../../../shared/headers.ts";
import { parseMediaType, requireMediaType, requireUtf8 } from "../../../shared/http/media-type.ts";
import { problemOf } from "../support/problem-of.ts";

describe("a media type", () => {
  test.each([
    ["application/json", "application/json", undefined],
    ["Application/JSON;charset=UTF-8", "application/json", "utf-8"],
    [' application/json ; charset="utf-8" ', "application/json", "utf-8"],
    [
      "application/merge-patch+json; profile=x; charset=latin1",
      "application/merge-patch+json",
      "latin1",
    ],
    ["multipart/form-data; boundary=--x", "multipart/form-data", undefined],
  ])("%s", (given, essence, charset) => {
    expect(parseMediaType(given)).toEqual({ essence, charset });
  });

  test.each([
    undefined,
    "",
    "json",
    "application/",
    "/json",
    "a b/c",
    "text/html, text/plain",
  ])("%j is none", (given) => {
    expect(parseMediaType(given)).toBeUndefined();
  });

  test.each([
    undefined,
    "text/plain",
    "application/jsonx",
    "application/x-www-form-urlencoded",
  ])("%j is refused, with what to send instead", async (given) => {
    const problem = await problemOf(() => requireMediaType(given, ["application/json", "a/b"]));
    expect(problem).toMatchObject({
      kind: "unsupported",
      message: "Send the body as application/json or a/b.",
    });
  });

  test("is UTF-8 or of no said encoding", async () => {
    for (const charset of [undefined, "utf-8", "utf8"]) {
      expect(() => requireUtf8({ essence: "application/json", charset })).not.toThrow();
    }
    const latin = { essence: "application/json", charset: "iso-8859-1" };
    expect((await problemOf(() => requireUtf8(latin))).code).toBe("wrong_encoding");
  });
});

describe("a header", () => {
  const multiValueHeaders = { "X-Tag": ["a", "b"], "x-tag": ["c"], Other: undefined };

  test("is found in whatever case, all its lines joined", () => {
    expect(header({ multiValueHeaders } as never, "x-tag")).toBe("a, b, c");
    expect(headerValues(multiValueHeaders, "x-tag")).toEqual(["a", "b", "c"]);
  });

  test.each([null, undefined, {}, { Other: undefined }])("is absent from %j", (headers) => {
    expect(header({ multiValueHeaders: headers } as never, "other")).toBeUndefined();
  });

  test.each(["__proto__", "constructor"])("%s is none", (name) => {
    expect(headerValues({}, name)).toEqual([]);
  });
});
