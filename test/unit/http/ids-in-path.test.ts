import fc from "fast-check";
import { expect, test } from "vitest";
import { validate } from "../../../shared/http/validate.ts";
import { idsInPath } from "../../../shared/routes/ids-in-path.ts";
import { idsInPath as plainIdsInPath } from "../../../shared/routes/plain-ids-in-path.ts";
import { SEED } from "../support/arbitrary-profile.ts";
import { problemOf } from "../support/problem-of.ts";

const NAMES = ["profile_id", "entry_id"] as const;

/** What a request gets for these parameters: what was read, or the problem. */
async function outcome(schema: ReturnType<typeof idsInPath>, params: unknown) {
  try {
    return validate(schema, params, "path");
  } catch (thrown) {
    const { issues, message } = await problemOf(() => {
      throw thrown;
    });
    return { issues, message };
  }
}

const hex = fc.constantFrom(..."0123456789abcdefABCDEF");
/** Near enough to an id that each rule decides of some. */
const nearly = fc
  .array(hex, { minLength: 32, maxLength: 32 })
  .map((digits) => digits.join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"));
const value = fc.oneof(
  { weight: 4, arbitrary: fc.uuid() },
  fc.uuid().map((id) => id.toUpperCase()),
  { weight: 2, arbitrary: nearly },
  nearly.map((id) => `${id}\n`),
  fc.string(),
  fc
    .constantFrom("0", "f", "F")
    .map((digit) => "8-4-4-4-12".replaceAll(/\d+/g, (n) => digit.repeat(+n))),
);

test("functions read the ids of a path as the schema of the document says", async () => {
  const params = fc.record(
    { profile_id: value, entry_id: value, other: value },
    { requiredKeys: ["other"] },
  );
  await fc.assert(
    fc.asyncProperty(params, async (given) => {
      const [schema, plain] = [idsInPath(...NAMES), plainIdsInPath(...NAMES)];
      expect(await outcome(plain, given)).toEqual(await outcome(schema, given));
    }),
    { ...SEED, numRuns: 500 },
  );
});

test.each([
  {},
  { profile_id: 1, entry_id: null },
])("and what is no text is a fault: %j", async (given) => {
  const [schema, plain] = [idsInPath(...NAMES), plainIdsInPath(...NAMES)];
  expect(await outcome(plain, given)).toEqual(await outcome(schema, given));
  expect(await outcome(plain, given)).not.toHaveProperty("profile_id");
});
