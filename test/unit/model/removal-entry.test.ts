import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isBegunSince,
  parseRemovalKey,
  type RemovalEntry,
  removalKey,
  timeKey,
} from "../../../shared/model/removal-entry.ts";

const id = fc.uuid({ version: 7 });
const digest = fc.stringMatching(/^[0-9a-f]{32}$/);
const photoId = fc.stringMatching(/^[\w-]{22}$/);
const entry: fc.Arbitrary<RemovalEntry> = fc.oneof(
  fc.record({ kind: fc.constant("profile" as const), profileId: id }),
  fc.record({
    kind: fc.constant("photo" as const),
    ...{ profileId: id, photoId, replaced: fc.boolean() },
  }),
  fc.record({
    kind: fc.constant("account" as const),
    ...{ digest, erasureId: id, fingerprint: fc.stringMatching(/^[0-9a-f]{8}$/) },
  }),
  fc.record({ kind: fc.constant("api_key" as const), keyId: fc.stringMatching(/^[0-9a-z]{16}$/) }),
);
const time = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2099-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());

test("a key says all of its entry", () => {
  fc.assert(
    fc.property(time, entry, (at, entry) => {
      expect(parseRemovalKey(removalKey({ at, entry }))).toEqual({ at, entry });
    }),
  );
});

test("keys sort by time, and those since a time are after its own", () => {
  fc.assert(
    fc.property(time, time, entry, (at, since, entry) => {
      expect(removalKey({ at, entry }) > timeKey(since)).toBe(at >= since);
    }),
  );
});

test.each([
  "removals/",
  "removals/2026-01-31/14:03:00.000Z/profile",
  "removals/a/b/other/x",
])("what no entry has is none: %s", (key) => {
  expect(parseRemovalKey(key)).toBeUndefined();
});

test("an erasure that may have been under way at that moment is one of after, by its id", () => {
  const since = "2026-11-28T14:02:00.000Z";
  const erasureOf = (time: string) => {
    const digits = Date.parse(time).toString(16).padStart(12, "0");
    const erasureId = `${digits.slice(0, 8)}-${digits.slice(8)}-7000-8000-000000000000`;
    return { at: "2026-11-28T14:10:00.000Z", entry: { kind: "account", digest: "d", erasureId } };
  };
  expect(isBegunSince(erasureOf("2026-11-28T14:01:34.999Z") as never, since)).toBe(false);
  expect(isBegunSince(erasureOf("2026-11-28T14:01:35.000Z") as never, since)).toBe(true);
  expect(isBegunSince(erasureOf(since) as never, since)).toBe(true);
});

test("an account's entry without a fingerprint is one all the same, so that its replay fails", () => {
  const entry = { kind: "account", digest: "d", erasureId: "e", fingerprint: "" };
  expect(parseRemovalKey("removals/2026-11-28/14:03:00.000Z/account/d/e")?.entry).toEqual(entry);
});
