import { describe, expect, test } from "vitest";
import { etag, isNotModified, versionCondition } from "../../../shared/http/conditional.ts";

const VERSION = 7;

test("an entity tag is the quoted version", () => {
  expect(etag(VERSION)).toBe('"7"');
});

describe("If-None-Match", () => {
  test.each(['"7"', 'W/"7"', "*", '"6", "7"', 'W/"1",W/"7"', '  "7"  '])("%s matches", (value) => {
    expect(isNotModified(value, etag(VERSION))).toBe(true);
  });

  test.each([
    undefined,
    "",
    '"6"',
    "7",
    '"70"',
    "'7'",
    'w/"7"',
    '"7',
    '"6", "8"',
    "W/7",
  ])("%j does not", (value) => {
    expect(isNotModified(value, etag(VERSION))).toBe(false);
  });
});

describe("If-Match", () => {
  test("sets no condition when absent", () => {
    expect(versionCondition(undefined)).toBeUndefined();
  });

  test.each(["*", '"6", *'])("sets none by %s, which any version fits", (value) => {
    expect(versionCondition(value)).toBeUndefined();
  });

  test.each(['"7"', '"6", "7"', '"7","8"'])("%s holds", (value) => {
    expect(versionCondition(value)?.(VERSION)).toBe(true);
  });

  test.each([
    "",
    '"6"',
    "7",
    'W/"7"',
    'W/"7", "6"',
    '"7',
  ])("%j does not, a weak one never", (value) => {
    expect(versionCondition(value)?.(VERSION)).toBe(false);
  });
});
