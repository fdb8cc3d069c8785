import fc from "fast-check";
import { expect, test } from "vitest";
import { KeptViews } from "../../../shared/domain/profile/kept-views.ts";

const SEED = { seed: 16 };
const kilobytes = (count: number) => "x".repeat(count * 512);

test("keeps a text by profile and stamp", () => {
  const views = new KeptViews(100_000);
  views.keep("a", 1, "json", "one");
  views.keep("a", 1, "vcard", "two");
  expect([views.find("a", "json"), views.find("a", "vcard")]).toEqual(["one", "two"]);
  expect([views.find("a", "other"), views.find("b", "json")]).toEqual([undefined, undefined]);
});

test("a later version takes the place of all texts of an earlier one, and never the other way", () => {
  const views = new KeptViews(100_000);
  views.keep("a", 1, "json 1", "old");
  views.keep("a", 1, "vcard 1", "old");
  views.keep("a", 2, "json 2", "new");
  expect(views.find("a", "vcard 1")).toBeUndefined();
  views.keep("a", 1, "json 1", "old");
  expect([views.find("a", "json 1"), views.find("a", "json 2")]).toEqual([undefined, "new"]);
});

test.each([[undefined], [3]])("drops what is not of version %s", (version) => {
  const views = new KeptViews(100_000);
  views.keep("a", 2, "json", "text");
  views.keepOnly("a", 2);
  expect(views.find("a", "json")).toBe("text");
  views.keepOnly("a", version);
  expect([views.find("a", "json"), views.bytes]).toEqual([undefined, 0]);
});

test("who was not asked for longest goes first", () => {
  const views = new KeptViews(35_000);
  for (const id of ["a", "b", "c"]) views.keep(id, 1, id, kilobytes(10));
  expect(views.find("a", "a")).toBeDefined();
  views.keep("d", 1, "d", kilobytes(10));
  const left = ["a", "b", "c", "d"].filter((id) => views.find(id, id) !== undefined);
  expect(left).toEqual(["a", "c", "d"]);
});

test("what is larger than all there is room for is not kept, and drives nobody out", () => {
  const views = new KeptViews(20_000);
  views.keep("a", 1, "a", "small");
  views.keep("b", 1, "b", kilobytes(30));
  expect([views.find("a", "a"), views.find("b", "b")]).toEqual(["small", undefined]);
});

test("it never keeps more than its bytes, and gives what was kept last of a version", () => {
  const id = fc.constantFrom("a", "b", "c", "d");
  const version = fc.integer({ min: 1, max: 3 });
  const command = fc.oneof(
    fc.record({ kind: fc.constant("keep"), id, version, size: fc.nat({ max: 4_000 }) }),
    fc.record({ kind: fc.constant("find"), id, version }),
    fc.record({ kind: fc.constant("keepOnly"), id, version }),
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
      const views = new KeptViews(10_000);
      const last = new Map<string, string>();
      for (const [at, one] of commands.entries()) {
        const stamp = `${one.id} ${one.version}`;
        if ("size" in one) {
          const text = `${at} ${"x".repeat(one.size)}`;
          views.keep(one.id, one.version, stamp, text);
          if (views.find(one.id, stamp) === text) last.set(stamp, text);
        } else if (one.kind === "keepOnly") views.keepOnly(one.id, one.version);
        const found = views.find(one.id, stamp);
        if (found !== undefined) expect(found).toBe(last.get(stamp));
        expect(views.bytes).toBeLessThanOrEqual(10_000);
        expect(views.bytes).toBeGreaterThanOrEqual(0);
      }
      for (const id of ["a", "b", "c", "d"]) views.keepOnly(id, undefined);
      expect(views.bytes).toBe(0);
    }),
    SEED,
  );
});
