import { beforeEach, expect, test, vi } from "vitest";
import { addEntry } from "../../../shared/domain/profile/manage-entries.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";
import { problemOf } from "../support/problem-of.ts";

const repository = vi.hoisted(() => ({
  findProfile: vi.fn(),
  findAccount: vi.fn(),
  replaceProfile: vi.fn(),
}));
vi.mock("../../../shared/persistence/profile-repository.ts", () => repository);

const NEW_ID = "0190c0de-0000-7000-8000-000000000001";
const DRAFT = { platform: "github", url: "https://github.com/jane", username: "" };
const ADDED = { ...DRAFT, id: NEW_ID, username: "jane", displayOrder: 0 };
const SECTIONS = { socialLinks: [], workExperiences: [], education: [] };
const profile: Profile = { ...sampleProfile, ...SECTIONS, version: 4 };
const stored = (changed: Partial<Profile> = {}) => ({
  profile: { ...profile, ...changed },
  entryVersions: new Map(),
  entryItems: new Map(),
});
const place = {
  owner: profile.owner,
  profileId: profile.id,
  section: "socialLinks",
  ifMatch: (version: number) => version === 4,
} as const;

beforeEach(() => {
  for (const mock of Object.values(repository)) mock.mockReset();
  repository.findProfile.mockResolvedValue(stored());
  repository.replaceProfile.mockResolvedValue(new Map());
});

test("adds under the id it is given, in the next version", async () => {
  expect(await addEntry(place, DRAFT, NEW_ID)).toEqual({ entry: ADDED, version: 5 });
  const [, after] = repository.replaceProfile.mock.calls[0] as [unknown, Profile];
  expect(after).toMatchObject({ version: 5, socialLinks: [ADDED] });
});

test("an entry that an earlier run added is answered, though the version has moved", async () => {
  repository.findProfile.mockResolvedValue(stored({ version: 5, socialLinks: [ADDED] }));
  expect(await addEntry(place, DRAFT, NEW_ID)).toEqual({ entry: ADDED, version: 5 });
  expect(repository.replaceProfile).not.toHaveBeenCalled();
});

test("a lost race is counted anew, so that the limit holds", async () => {
  const full = Array.from({ length: 50 }, (_, n) => ({ ...ADDED, id: `${n}` }));
  repository.replaceProfile.mockResolvedValueOnce(new Map([["root", undefined]]));
  repository.findProfile
    .mockResolvedValueOnce(stored({ socialLinks: full.slice(1) }))
    .mockResolvedValueOnce(stored({ socialLinks: full }));
  const anyVersion = { ...place, ifMatch: undefined };
  const problem = await problemOf(() => addEntry(anyVersion, DRAFT, undefined));
  expect(problem).toMatchObject({ kind: "conflict", code: "entry_limit_reached" });
  expect(repository.replaceProfile).toHaveBeenCalledOnce();
});
