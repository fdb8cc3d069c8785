import { expect, test } from "vitest";
import { nextVersion } from "../../../shared/model/profile/next-version.ts";
import { prepareChange } from "../../../shared/model/profile/prepare-change.ts";
import { ownerView } from "../../../shared/model/profile/profile-view.ts";
import { isGivenReason, isShown, withTakedown } from "../../../shared/model/profile/takedown.ts";
import { sampleProfile } from "../support/arbitrary-profile.ts";

const NOW = "2026-11-28T09:30:00.000Z";
const takedown = { reason: "legal_request", since: "2026-11-28T09:00:00.000Z" } as const;
const shown = { ...sampleProfile, isPublic: true };

test("a reason is one of the list", () => {
  expect(isGivenReason("abuse")).toBe(true);
  expect(isGivenReason("account_suspended")).toBe(false);
  for (const other of ["", "Abuse", "toString", undefined]) {
    expect(isGivenReason(other)).toBe(false);
  }
});

test("it hides a profile until it is restored, and changes nothing else", () => {
  const down = withTakedown(shown, takedown, NOW);
  expect(down).toEqual({ ...shown, takedown, version: shown.version + 1, updatedAt: NOW });
  expect([isShown(shown), isShown(down)]).toEqual([true, false]);
  const restored = withTakedown(down, undefined, NOW);
  expect(restored).toEqual({ ...shown, version: shown.version + 2, updatedAt: NOW });
  expect("takedown" in restored).toBe(false);
});

test("its owner's changes keep it, publishing included", () => {
  const down = { ...shown, takedown };
  for (const change of [{ bio: "b" }, { isPublic: false }, { isPublic: true }]) {
    expect(nextVersion(down, change, undefined, NOW).takedown).toEqual(takedown);
  }
});

test("its owner sees it, and may send it back as it was read", () => {
  const view = (profile: typeof shown) => ownerView(profile, "https://photos.example.com");
  const down = { ...shown, takedown };
  expect([view(shown).takedown, view(down).takedown]).toEqual([null, takedown]);
  const asRead = { ...sampleProfile, bio: "Other", takedown: { ...takedown } };
  const change = { bio: asRead.bio, takedown: asRead.takedown };
  expect(prepareChange(down, change, undefined, NOW, view)?.takedown).toEqual(takedown);
  const lifted = () => prepareChange(down, { takedown: null }, undefined, NOW, view);
  expect(lifted).toThrow(expect.objectContaining({ code: "validation_error" }));
});
