import { beforeEach, describe, expect, test, vi } from "vitest";
import { deleteProfile } from "../../../shared/domain/profile/delete-profile.ts";
import { listProfiles } from "../../../shared/domain/profile/list-profiles.ts";
import { getPrimaryProfile, getProfile } from "../../../shared/domain/profile/read-profiles.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";
import { problemOf } from "../support/problem-of.ts";

const repository = vi.hoisted(() => ({
  findAccount: vi.fn(),
  findCard: vi.fn(),
  findProfile: vi.fn(),
  findProfiles: vi.fn(),
  findRoot: vi.fn(),
  removeProfile: vi.fn(),
}));
vi.mock("../../../shared/persistence/profile-repository.ts", () => repository);
vi.mock("../../../shared/persistence/card-repository.ts", () => repository);
beforeEach(() => {
  for (const mock of Object.values(repository)) mock.mockReset().mockResolvedValue(undefined);
});

const { owner, id } = sampleProfile;
const stored = (changed: object = {}) => ({ profile: { ...sampleProfile, ...changed } });

test("the list starts with the primary profile, then goes by creation", async () => {
  const ids = ["a", "b", "c"];
  const found = ids.map((name) => stored({ id: name, isPrimary: name === "b" }));
  repository.findProfiles.mockResolvedValue(found);
  const { profiles, nextCursor } = await listProfiles(owner);
  expect(profiles.map((profile) => profile.id)).toEqual(["b", "a", "c"]);
  expect(nextCursor).toBeUndefined();
});

describe("the primary profile", () => {
  test("is followed when it moves between the two reads", async () => {
    repository.findAccount
      .mockResolvedValueOnce({ primaryProfileId: "gone" })
      .mockResolvedValueOnce({ primaryProfileId: id });
    repository.findProfile
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce(stored({ isPrimary: true }));
    expect((await getPrimaryProfile(owner)).id).toBe(id);
  });

  test("is read anew when it stops being the primary one between the two reads", async () => {
    repository.findAccount
      .mockResolvedValueOnce({ primaryProfileId: "former" })
      .mockResolvedValueOnce({ primaryProfileId: id });
    repository.findProfile
      .mockResolvedValueOnce(stored({ id: "former", isPrimary: false }))
      .mockResolvedValueOnce(stored({ isPrimary: true }));
    expect(await getPrimaryProfile(owner)).toMatchObject({ id, isPrimary: true });
  });

  test("is given as it was last when it keeps moving", async () => {
    repository.findAccount.mockResolvedValue({ primaryProfileId: id });
    repository.findProfile.mockResolvedValue(stored({ isPrimary: false }));
    expect((await getPrimaryProfile(owner)).id).toBe(id);
  });

  test("is not found for an account without one", async () => {
    expect((await problemOf(() => getPrimaryProfile(owner))).kind).toBe("not_found");
    expect(repository.findProfile).not.toHaveBeenCalled();
  });
});

describe("one profile", () => {
  test("of the reader's own takes one read, in any state", async () => {
    repository.findProfile.mockResolvedValue(stored({ isPublic: false }));
    expect((await getProfile(owner, id)).id).toBe(id);
    expect(repository.findCard).not.toHaveBeenCalled();
  });

  test("of another is shown when published", async () => {
    repository.findCard.mockResolvedValue({ owner, state: "public" });
    repository.findProfile
      .mockResolvedValueOnce(undefined)
      .mockResolvedValueOnce(stored({ isPublic: true }));
    expect((await getProfile("bob", id)).id).toBe(id);
    expect(repository.findProfile.mock.calls).toEqual([
      ["bob", id],
      [owner, id],
    ]);
  });

  test("unknown, a draft, removed, or hidden between the reads: all the same answer", async () => {
    const cards = [undefined, { owner, state: "draft" }, { owner, state: "removed" }];
    const problems = [];
    for (const card of [...cards, { owner, state: "public" }]) {
      repository.findCard.mockResolvedValue(card);
      repository.findProfile.mockReset().mockResolvedValueOnce(undefined);
      repository.findProfile.mockResolvedValue(stored({ isPublic: false }));
      const { kind, code, message } = await problemOf(() => getProfile("bob", id));
      problems.push(JSON.stringify({ kind, code, message }));
    }
    expect(new Set(problems).size).toBe(1);
  });
});

describe("deleting", () => {
  const account = { primaryProfileId: id, profileIds: new Set([id]) };

  test("removes the version that was read", async () => {
    repository.findRoot.mockResolvedValue(sampleProfile);
    repository.findAccount.mockResolvedValue(account);
    repository.removeProfile.mockResolvedValue(new Map());
    await deleteProfile(owner, id, undefined);
    expect(repository.removeProfile).toHaveBeenCalledExactlyOnceWith(
      ...[sampleProfile, account, expect.stringMatching(/Z$/)],
    );
  });

  test("is tried again on top of another's change, and finds it gone", async () => {
    repository.findRoot.mockResolvedValueOnce(sampleProfile);
    repository.findAccount.mockResolvedValue(account);
    repository.removeProfile.mockResolvedValueOnce(new Map([["root", undefined]]));
    const problem = await problemOf(() => deleteProfile(owner, id, undefined));
    expect(problem.code).toBe("profile_not_found");
  });

  test("of another version than the one named removes nothing", async () => {
    repository.findRoot.mockResolvedValue(sampleProfile);
    const problem = await problemOf(() => deleteProfile(owner, id, () => false));
    expect(problem.kind).toBe("outdated");
    expect(repository.removeProfile).not.toHaveBeenCalled();
  });
});
