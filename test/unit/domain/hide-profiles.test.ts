import { beforeEach, expect, test, vi } from "vitest";
import { hideProfiles, showProfiles } from "../../../shared/domain/account/hide-profiles.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import type { TakedownReason } from "../../../shared/model/profile/takedown.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";

const { findProfile, findProfiles, replaceProfile } = vi.hoisted(() => ({
  findProfile: vi.fn(),
  findProfiles: vi.fn(),
  replaceProfile: vi.fn(),
}));
vi.mock("../../../shared/persistence/profile-repository.ts", () => ({
  ...{ findProfile, findProfiles, replaceProfile },
}));
vi.mock("../../../shared/persistence/card-repository.ts", () => ({
  findCard: async () => ({ state: "public", owner: "jane" }),
}));

const SINCE = "2026-11-28T09:00:00.000Z";
const note = () => ({ label: "audit" as const, write: {} });
const down = (reason: TakedownReason): Profile => ({
  ...sampleProfile,
  takedown: { reason, since: SINCE },
});
const up: Profile = { ...sampleProfile, isPublic: true };
const draft: Profile = { ...sampleProfile, isPublic: false };

/** A profile that is one thing in the list, and another one when its turn comes. */
function meanwhile(listed: Profile, read: Profile): void {
  findProfiles.mockResolvedValue([{ profile: listed }]);
  findProfile.mockResolvedValue({ profile: read });
}

beforeEach(() => {
  vi.resetAllMocks();
  replaceProfile.mockResolvedValue(new Map());
});

test.each([
  ["a public one", up],
  ["a draft, which a change under way may publish", draft],
])("a suspension that hides takes down %s", async (_, profile) => {
  meanwhile(profile, profile);
  expect(await hideProfiles("jane", note)).toEqual([profile.id]);
  expect(replaceProfile.mock.calls[0]?.[1]).toMatchObject({
    isPublic: profile.isPublic,
    takedown: { reason: "account_suspended" },
  });
});

test("what was taken down for another reason meanwhile is neither overwritten nor restored", async () => {
  meanwhile(up, down("legal_request"));
  expect(await hideProfiles("jane", note)).toEqual([]);
  meanwhile(down("account_suspended"), down("legal_request"));
  expect(await showProfiles("jane", note)).toEqual([]);
  expect(replaceProfile).not.toHaveBeenCalled();
});

test("what the suspension has hidden is shown again", async () => {
  meanwhile(down("account_suspended"), down("account_suspended"));
  expect(await showProfiles("jane", note)).toEqual([sampleProfile.id]);
  expect(replaceProfile.mock.calls[0]?.[1]).not.toHaveProperty("takedown");
});
