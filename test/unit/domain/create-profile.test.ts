import { beforeEach, describe, expect, test, vi } from "vitest";
import "../support/uncounted.ts";
import { createProfile } from "../../../shared/domain/profile/create-profile.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { problemOf } from "../support/problem-of.ts";

const insertProfile = vi.hoisted(() => vi.fn());
vi.mock("../../../shared/persistence/profile-repository.ts", () => ({ insertProfile }));
vi.mock("../../../shared/persistence/usage-repository.ts", () => ({ countRequest: async () => 1 }));
const findCard = vi.hoisted(() => vi.fn());
vi.mock("../../../shared/persistence/card-repository.ts", () => ({ findCard }));

const INPUT = { name: "Jane Doe", title: "Chef" };
const create = (input = INPUT) => createProfile("jane", input, { limit: 25 });
const COMMITTED = new Map();
const slugTaken = new Map([["slug", undefined]]);
const noAccount = new Map([["account", undefined]]);
const opened = new Map([["account", { primaryProfileId: "x" }]]);
const tried = () => insertProfile.mock.calls.map(([profile]) => profile as Profile);

beforeEach(() => {
  insertProfile.mockReset().mockResolvedValue(COMMITTED);
});

test("is one write for an account that has a profile", async () => {
  const profile = await create();
  expect(insertProfile).toHaveBeenCalledExactlyOnceWith(profile, 25, "free");
  expect(profile).toMatchObject({
    ...{ owner: "jane", slug: "jane-doe", name: "Jane Doe", title: "Chef", version: 1 },
    ...{ company: "", bio: "", location: "", vertical: "", customHeadline: "", skills: [] },
    ...{ contactEmail: null, contactPhone: null, showEmail: false, showPhone: false },
    mcpDiscoverable: true,
    ...{ socialLinks: [], workExperiences: [], education: [], photo: null, photoRequest: "" },
    ...{ isPublic: false, wasPublic: false, isPrimary: false },
  });
  expect(profile.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(profile.updatedAt).toBe(profile.createdAt);
});

test("makes an account's first profile the primary one", async () => {
  insertProfile.mockResolvedValueOnce(noAccount);
  expect((await create()).isPrimary).toBe(true);
  expect(tried().map(({ isPrimary }) => isPrimary)).toEqual([false, true]);
});

test("two first profiles at once: the loser joins the winner's account", async () => {
  insertProfile.mockResolvedValueOnce(noAccount).mockResolvedValueOnce(opened);
  expect((await create()).isPrimary).toBe(false);
});

describe("a slug", () => {
  test("that is taken gets a suffix, and the same id is tried again", async () => {
    insertProfile.mockResolvedValueOnce(slugTaken);
    expect((await create()).slug).toMatch(/^jane-doe-[a-z0-9]{4}$/);
    expect(new Set(tried().map(({ id }) => id)).size).toBe(1);
  });

  test("that stays taken is given up after 8 tries, all different", async () => {
    insertProfile.mockResolvedValue(slugTaken);
    expect((await problemOf(() => create())).code).toBe("slug_unavailable");
    expect(new Set(tried().map(({ slug }) => slug)).size).toBe(8);
  });

  const keptFor = (reservedFor: string) => new Map([["slug", { reservedFor, formerId: "f" }]]);

  test.each([
    ["of a removed profile of the account is taken back", "jane", "removed", "jane-doe"],
    ["that leads to another one stays as it is", "jane", "draft", expect.stringMatching(/-.{4}$/)],
    ["of another account's stays as it is", "john", "removed", expect.stringMatching(/-.{4}$/)],
  ])("%s", async (_, reservedFor, state, slug) => {
    insertProfile.mockResolvedValueOnce(keptFor(reservedFor));
    findCard.mockResolvedValue({ state });
    expect((await create()).slug).toEqual(slug);
    const claims = insertProfile.mock.calls.map(([, , claim]) => claim);
    expect(claims).toEqual(["free", slug === "jane-doe" ? "reserved" : "free"]);
  });

  test("is found for a name that gives none", async () => {
    expect((await create({ ...INPUT, name: "🙂" })).slug).toMatch(/^profile-[a-z0-9]{4}$/);
  });
});

test("an account that is full is told so", async () => {
  insertProfile.mockResolvedValue(opened);
  const problem = await problemOf(() => create());
  expect(problem).toMatchObject({ kind: "conflict", code: "profile_limit_reached" });
  expect(problem.message).toContain("25");
  expect(insertProfile).toHaveBeenCalledOnce();
});

test("a failure of the table is thrown on", async () => {
  const down = new Error("down");
  insertProfile.mockRejectedValue(down);
  await expect(create()).rejects.toBe(down);
});
