import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { renderProblem } from "../../../shared/http/render-problem.ts";
import { placedIssues } from "../../../shared/http/request-problem.ts";
import { validate } from "../../../shared/http/validate.ts";
import {
  CreateProfileInput,
  createProfileForm,
} from "../../../shared/model/profile/create-profile-input.ts";
import { UpdateProfileInput } from "../../../shared/model/profile/update-profile-input.ts";
import { ProfileParams } from "../../../shared/routes/profiles/profile-params.ts";
import { SEED } from "../support/arbitrary-profile.ts";
import { problemOf } from "../support/problem-of.ts";

const issuesOf = async (schema: Parameters<typeof validate>[0], value: unknown) =>
  placedIssues(await problemOf(() => validate(schema, value, "body")));

describe("each fault has a place, a type and a sentence", () => {
  test.each([
    [{}, ["body", "a"], "missing", "Is required."],
    [{ a: 5 }, ["body", "a"], "string_type", "Must be a string."],
    [{ a: null }, ["body", "a"], "string_type", "Must be a string."],
    [{ a: "abc" }, ["body", "a"], "too_long", "Must be at most 2 characters."],
    [{ a: "" }, ["body", "a"], "too_short", "Must be at least 1 character."],
    [{ a: "a", n: "1" }, ["body", "n"], "number_type", "Must be a number."],
    [{ a: "a", n: 0.5 }, ["body", "n"], "int_type", "Must be a whole number."],
    [{ a: "a", list: {} }, ["body", "list"], "array_type", "Must be a list."],
    [{ a: "a", list: [1] }, ["body", "list", 0], "object_type", "Must be an object."],
    [{ a: "a", list: [{}, {}] }, ["body", "list"], "too_long", "Must be at most 1 entry."],
    [{ a: "a", word: "c" }, ["body", "word"], "not_allowed", "Must be one of: x, y."],
    [{ a: "a", only: false }, ["body", "only"], "not_allowed", "Must be true."],
    [{ a: "a", id: "c" }, ["body", "id"], "invalid_uuid", "Must be a UUID."],
    [
      { a: "a", at: "soon" },
      ["body", "at"],
      "invalid_format",
      "Must be a date and time with its offset, like 2030-01-01T00:00:00Z.",
    ],
    [{ a: "a", z: 1 }, ["body", "z"], "unknown_field", "Is not a field of this request."],
  ])("%j", async (value, loc, type, msg) => {
    const schema = z.strictObject({
      a: z.string().check(z.minLength(1), z.maxLength(2)),
      n: z.optional(z.int()),
      list: z.optional(z.array(z.object({})).check(z.maxLength(1))),
      word: z.optional(z.enum(["x", "y"])),
      only: z.optional(z.literal(true)),
      id: z.optional(z.uuid()),
      at: z.optional(z.iso.datetime({ offset: true })),
    });
    expect(await issuesOf(schema, value)).toEqual([{ loc, msg, type }]);
  });

  test("the place starts with the part of the request", async () => {
    const problem = await problemOf(() => validate(ProfileParams, { profile_id: "x" }, "path"));
    expect(placedIssues(problem)?.[0]?.loc).toEqual(["path", "profile_id"]);
  });

  test("at most 50 are told", async () => {
    const body = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n]));
    expect(await issuesOf(UpdateProfileInput, body)).toHaveLength(50);
    expect(await issuesOf(UpdateProfileInput, { skills: Array(300_000).fill(0) })).toHaveLength(1);
  });
});

describe("no value of the caller comes back", () => {
  const CANARY = "cAnArY";
  const canary = fc
    .tuple(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }))
    .map(([before, after]) => `${before}${CANARY}${after}`);
  const leaf = fc.oneof(
    canary,
    canary.map((text) => `https://user:${text}@example.com/`),
    canary.map((text) => `+${text}`),
    canary.map((text) => `${text}\u0000`),
  );
  const unsound = canary.map((text) => `${text} `);
  const value = fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 60 }),
    fc.array(
      fc.dictionary(fc.constantFrom("id", "url", "platform", "startDate", CANARY, "x y"), leaf),
    ),
    fc.dictionary(unsound, leaf),
  );
  const known = [...Object.keys(UpdateProfileInput.shape), "id", "constructor"];
  const body = fc.oneof(
    value,
    fc.dictionary(fc.constantFrom(...known), value),
    fc.dictionary(unsound, value),
  );

  test.each([
    ["a new profile", CreateProfileInput],
    ["a form", createProfileForm()],
    ["a change", UpdateProfileInput],
    ["path parameters", ProfileParams],
  ])("with %s", (_, schema) => {
    fc.assert(
      fc.property(body, fc.boolean(), (given, rfc) => {
        try {
          validate(schema as z.ZodMiniType, given, "body");
        } catch (error) {
          const accept = rfc ? "application/problem+json" : undefined;
          const answer = JSON.stringify(renderProblem(error, { requestId: "r", accept }));
          // A plain field name is told, so that its place can be; nothing else is.
          expect(answer.replaceAll(`,"${CANARY}"]`, "]")).not.toContain(CANARY);
        }
      }),
      { ...SEED, numRuns: 150 },
    );
  });
});
