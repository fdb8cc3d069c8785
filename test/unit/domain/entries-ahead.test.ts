import { beforeEach, expect, test, vi } from "vitest";
import { withEntriesAhead } from "../../../shared/domain/exchange/entries-ahead.ts";
import { Problem } from "../../../shared/model/problem.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";

const done = vi.hoisted(() => [] as string[]);
const findRoot = vi.hoisted(() => vi.fn());
const keepEntries = vi.hoisted(() => vi.fn());
vi.mock("../../../shared/persistence/profile-repository.ts", () => ({ findRoot }));
vi.mock("../../../shared/persistence/removal-repository.ts", () => ({
  removeItems: async () => void done.push("remove"),
}));
vi.mock("../../../shared/persistence/ahead-repository.ts", () => ({
  hasEntriesAhead: ({ education }: Profile) => education.length > 90,
  storeEntriesAhead: async () => void done.push("store"),
  keepEntries,
}));

const school = { institution: "ETH", degree: "", fieldOfStudy: "", description: "" };
const draft = (entries: number): Profile => ({
  ...sampleProfile,
  education: Array.from({ length: entries }, (_, at) => ({
    ...{ ...school, id: `e${at}`, startDate: null, endDate: null, displayOrder: at },
  })),
});
const make = async () => {
  done.push("make");
  return "made";
};

beforeEach(() => {
  done.length = 0;
  findRoot.mockReset();
  keepEntries.mockReset().mockImplementation(async () => void done.push("keep"));
});

test("a profile that one transaction holds is made, and nothing else", async () => {
  expect(await withEntriesAhead(draft(90), make)).toBe("made");
  expect(done).toEqual(["make"]);
  expect(findRoot).not.toHaveBeenCalled();
});

test("of a larger one what an earlier run left goes first, and what was stored is kept last", async () => {
  expect(await withEntriesAhead(draft(91), make)).toBe("made");
  expect(done).toEqual(["remove", "store", "make", "keep"]);
});

test("one whose entries cannot be kept just now is made all the same: the stream keeps them", async () => {
  keepEntries.mockRejectedValue(new Error("The table is away."));
  expect(await withEntriesAhead(draft(91), make)).toBe("made");
  expect(done).toEqual(["remove", "store", "make"]);
});

test("one that an earlier run made is not touched", async () => {
  findRoot.mockResolvedValue({ id: "x" });
  expect(await withEntriesAhead(draft(91), make)).toBe("made");
  expect(done).toEqual(["make"]);
});

test("what was stored goes where the profile is surely not made, and only then", async () => {
  const refused = new Problem("conflict", "profile_limit_reached", "Full.");
  const unknown = new Error("The connection broke off.");
  for (const [error, after] of [
    [refused, ["remove", "store", "remove"]],
    [unknown, ["remove", "store"]],
  ] as const) {
    done.length = 0;
    const failing = async () => Promise.reject(error);
    await expect(withEntriesAhead(draft(91), failing)).rejects.toBe(error);
    expect(done).toEqual(after);
  }
});
