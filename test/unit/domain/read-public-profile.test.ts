import { beforeEach, describe, expect, test, vi } from "vitest";
import { readPublicProfile as showPublicProfile } from "../../../shared/domain/profile/read-public-profile.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";
import { problemOf } from "../support/problem-of.ts";

const repository = vi.hoisted(() => ({ findCard: vi.fn(), findProfile: vi.fn() }));
vi.mock("../../../shared/persistence/profile-repository.ts", () => repository);
vi.mock("../../../shared/persistence/card-repository.ts", () => repository);
const getItem = vi.hoisted(() => vi.fn());
vi.mock("../../../shared/persistence/table.ts", () => ({ getItem }));

const id = "0199aaaa-0000-7000-8000-000000000000";
const published = { profile: { ...sampleProfile, id, slug: "jane", isPublic: true } };
const card = (state: string, more: object = {}) => ({ owner: "jane", state, ...more });
const readPublicProfile = (identifier: string) =>
  showPublicProfile(identifier, ({ profile }) => profile());
beforeEach(() => {
  const found = async (of: string) => (of === id ? card("public") : undefined);
  repository.findCard.mockReset().mockImplementation(found);
  repository.findProfile.mockReset().mockResolvedValue(published);
  getItem.mockReset().mockResolvedValue({ profileId: id });
});

const codeOf = async (identifier: string) =>
  (await problemOf(() => readPublicProfile(identifier))).code;

test("an id needs no slug, a slug that cannot be needs nothing", async () => {
  expect(await readPublicProfile(id.toUpperCase())).toBe(published.profile);
  expect(getItem).not.toHaveBeenCalled();
  repository.findCard.mockClear();
  for (const odd of ["", "a b", "a#b", "-a", "a".repeat(61)]) {
    expect(await codeOf(odd)).toBe("profile_not_found");
  }
  expect(getItem).not.toHaveBeenCalled();
  expect(repository.findCard).not.toHaveBeenCalled();
});

test("an unknown slug takes as many reads as a draft's", async () => {
  const reads = () => [getItem.mock.calls.length, repository.findCard.mock.calls.length];
  repository.findCard.mockResolvedValue(card("draft"));
  expect(await codeOf("draft")).toBe("profile_not_found");
  const ofDraft = reads();
  getItem.mockReset().mockResolvedValue(undefined);
  repository.findCard.mockReset().mockResolvedValue(undefined);
  expect(await codeOf("unknown")).toBe("profile_not_found");
  expect(reads()).toEqual(ofDraft);
});

describe("a slug that was given up", () => {
  test.each([
    ["a moment ago", 30 * 86_400_000 - 1_000, true],
    ["almost 30 days ago", 60_000, true],
    ["30 days ago", -1, false],
  ])("%s", async (_, left, leads) => {
    const reservedUntil = (Date.now() + left) / 1_000;
    getItem.mockResolvedValue({ formerId: id, reservedUntil });
    if (leads) expect(await readPublicProfile("old")).toMatchObject({ id, slug: "jane" });
    else expect(await codeOf("old")).toBe("profile_not_found");
  });

  test.each([
    ["and taken by a draft leads to the former profile", "draft", id],
    ["and taken by a public one leads there", "public", "0199bbbb-0000-7000-8000-000000000000"],
  ])("%s", async (_, state, leadsTo) => {
    const profileId = "0199bbbb-0000-7000-8000-000000000000";
    const reservedUntil = Date.now() / 1_000 + 60;
    getItem.mockResolvedValue({ profileId, formerId: id, reservedUntil });
    repository.findCard.mockImplementation(async (of) => card(of === profileId ? state : "public"));
    repository.findProfile.mockImplementation(async (_owner, of) => ({
      profile: { ...published.profile, id: of },
    }));
    expect((await readPublicProfile("old")).id).toBe(leadsTo);
  });

  test("leads nowhere when nobody ever had it", async () => {
    getItem.mockResolvedValue(undefined);
    expect(await codeOf("old")).toBe("profile_not_found");
  });
});

describe("a profile that changes between the two reads", () => {
  test("and is hidden is not found", async () => {
    repository.findCard.mockResolvedValueOnce(card("public")).mockResolvedValue(card("draft"));
    repository.findProfile.mockResolvedValue({
      profile: { ...published.profile, isPublic: false },
    });
    expect(await codeOf(id)).toBe("profile_not_found");
  });

  test("and is removed is gone", async () => {
    repository.findCard
      .mockResolvedValueOnce(card("public"))
      .mockResolvedValue(card("removed", { wasPublic: true }));
    repository.findProfile.mockResolvedValue(undefined);
    expect(await codeOf(id)).toBe("profile_removed");
  });

  test("and is taken down is told why, though its card may come late", async () => {
    const takedown = { reason: "abuse", since: "2026-11-28T09:00:00.000Z" };
    const withheld = card("withheld", { wasPublic: true, takedownReason: "abuse" });
    repository.findCard.mockResolvedValueOnce(card("public")).mockResolvedValue(withheld);
    repository.findProfile.mockResolvedValue({ profile: { ...published.profile, takedown } });
    const problem = await problemOf(() => readPublicProfile(id));
    expect([problem.code, problem.message]).toEqual([
      "profile_taken_down",
      "Profile taken down: abuse",
    ]);
  });

  test("and comes back is read again", async () => {
    repository.findProfile
      .mockResolvedValueOnce({ profile: { ...published.profile, isPublic: false } })
      .mockResolvedValue(published);
    expect(await readPublicProfile(id)).toBe(published.profile);
  });

  test("all the time is not shown", async () => {
    repository.findProfile.mockResolvedValue(undefined);
    expect(await codeOf(id)).toBe("profile_not_found");
  });
});

test.each([
  [card("draft")],
  [card("removed", { wasPublic: false })],
  [card("withheld", { wasPublic: false, takedownReason: "abuse" })],
  [undefined],
])("what was never public is not found: %j", async (found) => {
  repository.findCard.mockResolvedValue(found);
  expect(await codeOf(id)).toBe("profile_not_found");
  expect(repository.findProfile).not.toHaveBeenCalled();
});
