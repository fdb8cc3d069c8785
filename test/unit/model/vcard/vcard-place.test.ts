import { describe, expect, test } from "vitest";
import { vcardPlace } from "../../../../shared/model/profile/vcard-place.ts";

describe("a location is an address where it is one place", () => {
  test.each([
    ["Berlin"],
    ["Köln, DE"],
    ["Biel/Bienne"],
    ["Stratford-upon-Avon"],
    ["Trinidad and Tobago"],
    ["東京都"],
    ["Worldwood"],
  ])("%s", (location) => {
    expect(vcardPlace(location)).toBe(location);
  });

  test.each([
    [""],
    ["Remote"],
    ["Remote (EU)"],
    ["Fully remote, US"],
    ["Hybrid - Berlin"],
    ["🌍 Worldwide"],
    ["Berlin / London"],
    ["Berlin | London"],
    ["London & New York"],
    ["Berlin; Paris"],
    ["Paris – Lyon"],
    ["52.52, 13.40"],
    ["N/A"],
  ])("not %s", (location) => {
    expect(vcardPlace(location)).toBe("");
  });
});
