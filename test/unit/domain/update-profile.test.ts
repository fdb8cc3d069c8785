import { beforeEach, describe, expect, test, vi } from "vitest";
import "../support/uncounted.ts";
import { updateProfile } from "../../../shared/domain/profile/update-profile.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";
import { problemOf } from "../support/problem-of.ts";

const repository = vi.hoisted(() => ({
  findProfile: vi.fn(),
  findAccount: vi.fn(),
  replaceProfile: vi.fn(),
}));
vi.mock("../../../shared/persistence/profile-repository.ts", () => repository);
vi.mock("../../../shared/persistence/usage-repository.ts", () => ({ countRequest: async () => 1 }));

const { owner, id } = sampleProfile;
const SECTIONS = { socialLinks: [], workExperiences: [], education: [] };
const profile: Profile = { ...sampleProfile, ...SECTIONS, isPrimary: false, version: 4 };
const stored = (changed: Partial<Profile> = {}) => ({
  profile: { ...profile, ...changed },
  entryVersions: new Map(),
  entryItems: new Map(),
});
const COMMITTED = new Map();
const lost = (label: string) => new Map([[label, undefined]]);

beforeEach(() => {
  for (const mock of Object.values(repository)) mock.mockReset();
  repository.findProfile.mockResolvedValue(stored());
  repository.replaceProfile.mockResolvedValue(COMMITTED);
});

test("writes the next version and answers it", async () => {
  const after = await updateProfile(owner, id, { name: "New" }, {});
  expect(after).toMatchObject({ name: "New", version: 5 });
  expect(repository.replaceProfile).toHaveBeenCalledWith(stored(), after, { claim: "free" }, []);
});

test("a change that changes nothing writes nothing", async () => {
  expect(await updateProfile(owner, id, { name: profile.name }, {})).toEqual(profile);
  expect(repository.replaceProfile).not.toHaveBeenCalled();
});

test("an unknown profile is not found", async () => {
  repository.findProfile.mockResolvedValue(undefined);
  const problem = await problemOf(() => updateProfile(owner, id, {}, {}));
  expect(problem.code).toBe("profile_not_found");
});

describe("a lost race", () => {
  test("is run anew on top of the winner's version", async () => {
    repository.findProfile
      .mockResolvedValueOnce(stored())
      .mockResolvedValueOnce(stored({ title: "Winner", version: 5 }));
    repository.replaceProfile.mockResolvedValueOnce(lost("root"));
    const after = await updateProfile(owner, id, { name: "New" }, {});
    expect(after).toMatchObject({ name: "New", title: "Winner", version: 6 });
  });

  test("fails with 412 when the caller named the version", async () => {
    repository.findProfile
      .mockResolvedValueOnce(stored())
      .mockResolvedValueOnce(stored({ version: 5 }));
    repository.replaceProfile.mockResolvedValueOnce(lost("root"));
    const ifMatch = (version: number) => version === 4;
    const problem = await problemOf(() => updateProfile(owner, id, { name: "New" }, { ifMatch }));
    expect(problem.kind).toBe("outdated");
  });

  test("a taken slug is a conflict, unless the profile moved as well", async () => {
    repository.replaceProfile.mockResolvedValueOnce(lost("slug"));
    const problem = await problemOf(() => updateProfile(owner, id, { slug: "taken" }, {}));
    expect(problem).toMatchObject({ kind: "conflict", code: "slug_taken" });
    repository.replaceProfile.mockResolvedValueOnce(new Map([...lost("slug"), ...lost("root")]));
    expect((await updateProfile(owner, id, { slug: "own" }, {})).slug).toBe("own");
  });

  test("a slug that is kept for the account is taken back", async () => {
    const kept = { reservedFor: owner, formerId: "former" };
    repository.replaceProfile.mockResolvedValueOnce(new Map([["slug", kept]]));
    const after = await updateProfile(owner, id, { slug: "kept" }, {});
    const options = { claim: "reserved" };
    expect(repository.replaceProfile).toHaveBeenLastCalledWith(stored(), after, options, []);
  });

  test("a day has only so many slugs to show; one that is shown by then is none more", async () => {
    repository.replaceProfile.mockResolvedValueOnce(lost("slug-allowance"));
    const problem = await problemOf(() => updateProfile(owner, id, { isPublic: true }, {}));
    expect(problem).toMatchObject({ kind: "limited", code: "daily_slug_limit_exceeded" });
    expect(new Date((problem.retryAt ?? 0) * 1_000).toISOString()).toMatch(/T00:00:00.000Z$/);
    const shown = stored({ isPublic: true, slugWasPublic: true, version: 5 });
    repository.findProfile.mockResolvedValueOnce(stored()).mockResolvedValueOnce(shown);
    const failures = new Map([...lost("slug-allowance"), ...lost("root")]);
    repository.replaceProfile.mockResolvedValueOnce(failures);
    const after = await updateProfile(owner, id, { name: "New", isPublic: true }, {});
    expect(after).toMatchObject({ name: "New", version: 6 });
  });
});

describe("becoming the primary profile", () => {
  const change = { isPrimary: true } as const;

  test("takes the place of the one that the account names", async () => {
    repository.findAccount.mockResolvedValue({ primaryProfileId: "old", profileIds: new Set() });
    const after = await updateProfile(owner, id, change, {});
    expect(repository.replaceProfile).toHaveBeenCalledWith(
      stored(),
      after,
      { demoted: "old", claim: "free" },
      [],
    );
  });

  test("starts over when the profile became it in the meantime", async () => {
    // Between the two reads the old primary profile was deleted, which made this one primary.
    repository.findAccount.mockResolvedValue({ primaryProfileId: id, profileIds: new Set([id]) });
    const promoted = stored({ isPrimary: true, version: 5 });
    repository.findProfile.mockResolvedValueOnce(stored()).mockResolvedValue(promoted);
    expect(await updateProfile(owner, id, change, {})).toEqual(promoted.profile);
    expect(repository.replaceProfile).not.toHaveBeenCalled();
  });
});

describe("limits of the whole", () => {
  const entry = {
    institution: "MIT",
    degree: "",
    fieldOfStudy: "",
    startDate: null,
    endDate: null,
  };

  test("more than 90 changed entries", async () => {
    const work = { jobTitle: "a", company: "b", location: "", startDate: "2020", endDate: null };
    const problem = await problemOf(() =>
      updateProfile(
        owner,
        id,
        {
          education: Array.from({ length: 50 }, () => ({ ...entry, description: "" })),
          workExperiences: Array.from({ length: 41 }, () => ({ ...work, description: "" })),
        },
        {},
      ),
    );
    expect(problem.issues).toMatchObject([{ path: [], type: "too_many_changes" }]);
  });

  test("more than 200 KB of JSON", async () => {
    const description = "漢".repeat(2_000);
    const education = Array.from({ length: 35 }, () => ({ ...entry, description }));
    const problem = await problemOf(() => updateProfile(owner, id, { education }, {}));
    expect(problem.issues).toMatchObject([{ path: [], type: "profile_too_large" }]);
    expect(repository.replaceProfile).not.toHaveBeenCalled();
  });
});
