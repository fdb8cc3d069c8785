import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { searchTerms } from "../../shared/model/directory/search-terms.ts";
import { sharedPlatform } from "../support/shared-platform.ts";
import type { TestPlatform } from "../support/test-platform.ts";

const ACCOUNT = "cursor-forger";
const QUERY = "zyxw";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await sharedPlatform();
});
afterAll(() => platform.stop());

/** The digest of a cursor is no secret. */
async function forged(told: string): Promise<string> {
  const terms = await searchTerms({ query: QUERY });
  const hash = createHash("sha256")
    .update(JSON.stringify([ACCOUNT, terms]))
    .update(told);
  const bytes = Buffer.concat([hash.digest().subarray(0, 16), Buffer.from(told)]);
  return bytes.toString("base64url");
}

const place = (text: string) => JSON.stringify([[], 0, text, "", 0]);
const corrected = (...corrections: unknown[]) => JSON.stringify([corrections, 0, "", "", 0]);

test("a cursor that somebody made is answered, or refused as invalid", async () => {
  const api = await platform.as(ACCOUNT);
  const ask = async (told: string) =>
    api.get(`/api/v1/public/directory/search?query=${QUERY}&cursor=${await forged(told)}`);
  const fine = await ask(place("0 zyxw#1 zyxw#19"));
  expect([fine.status, fine.json.results]).toEqual([200, []]);
  const refused = [
    ...["no JSON", "null", "[]", '"', "[[null],0,,,0]", corrected(null), corrected(7)],
    ...[corrected([0, ""]), corrected([0, "z".repeat(1_200)]), corrected([0, "zyx\u0000"])],
    corrected(...Array.from({ length: 6 }, (_, n) => [0, `zyxw${"abcdef"[n]}`])),
    // Ends before it begins, as long as no key is, or written in what no key has.
    ...["0 zyxw#19 zyxw#11", "0 zyxw#19 zyxw#19", "0 zyxw~ ~"].map(place),
    ...[`0 zyxw#${"1".repeat(1_200)} `, "0 zyxw#1\ud800 ", "0 zyxwé "].map(place),
  ];
  for (const told of refused) {
    const { status, json } = await ask(told);
    expect({ told: told.slice(0, 40), status, type: json.detail?.[0]?.type }).toEqual({
      ...{ told: told.slice(0, 40), status: 422, type: "invalid_cursor" },
    });
  }
});
