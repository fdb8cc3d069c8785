import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Photo } from "../../../shared/model/photo/photo.ts";
import type { SlugClaim } from "../../../shared/model/profile/kept-slug.ts";
import type { Profile } from "../../../shared/model/profile/profile.ts";
import { SECTION_NAMES } from "../../../shared/model/profile/sections/section-models.ts";
import type { StoredProfile } from "../../../shared/persistence/profile-item.ts";
import type { ProfileStep } from "../../../shared/persistence/profile-step-label.ts";
import {
  entriesAhead,
  insertProfileSteps,
  removeProfileSteps,
  replaceProfileSteps,
} from "../../../shared/persistence/profile-steps.ts";
import type { Item } from "../../../shared/persistence/table.ts";
import { arbitraryProfile, SEED, sampleProfile } from "../support/arbitrary-profile.ts";

const NOW = "2026-03-01T00:00:00.000Z";
const labels = (steps: readonly ProfileStep[]) => steps.map(({ label }) => label);
const find = (steps: readonly ProfileStep[], wanted: string) =>
  steps.find(({ label }) => label === wanted)?.write;
const put = (steps: readonly ProfileStep[], wanted: string) =>
  find(steps, wanted)?.Put?.Item as Item | undefined;

function stored(profile: Profile): StoredProfile {
  const ids = SECTION_NAMES.flatMap((section) => profile[section].map(({ id }) => id));
  const entryVersions = new Map(ids.map((id) => [id, profile.version]));
  return { profile, entryVersions, entryItems: new Map() };
}

const next = (profile: Profile, changed: Partial<Profile> = {}): Profile => ({
  ...profile,
  version: profile.version + 1,
  updatedAt: NOW,
  ...changed,
});

const photo = (id: string): Photo => ({ id, width: 2, height: 1, color: "#ffffff" });

interface Parameters {
  readonly Item?: Item | undefined;
  readonly Key?: Item | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: object | undefined;
  readonly ExpressionAttributeValues?: object | undefined;
}

/** Names and values an expression uses must be the ones that are given, as DynamoDB demands. */
function requireSoundExpressions(steps: readonly ProfileStep[]): void {
  for (const { write } of steps) {
    const parameters: Parameters = write.Put ?? write.Update ?? write.Delete ?? {};
    const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = parameters;
    const text = `${parameters.ConditionExpression} ${parameters.UpdateExpression}`;
    const used = (sign: RegExp) => [...new Set(text.match(sign))].sort();
    expect(used(/:\w+/g)).toEqual(Object.keys(values ?? {}).sort());
    expect(used(/#\w+/g)).toEqual(Object.keys(names ?? {}).sort());
    const key = parameters.Item ?? parameters.Key;
    expect(key).toMatchObject({ pk: expect.any(String), sk: expect.any(String) });
  }
}

function keysOf(steps: readonly ProfileStep[]): string[] {
  return steps.map(({ write }) => {
    const key = write.Put?.Item ?? write.Update?.Key ?? write.Delete?.Key;
    return `${key?.pk}|${key?.sk}`;
  });
}

describe("creating", () => {
  const draft = { ...sampleProfile, socialLinks: [], workExperiences: [], education: [] };

  test("is one transaction of root, card, slug and account, none without a condition", () => {
    const steps = insertProfileSteps(draft, 25);
    expect(labels(steps)).toEqual(["root", "card", "slug", "account"]);
    for (const { write } of steps) {
      expect((write.Put ?? write.Update)?.ConditionExpression).toBeTruthy();
    }
    requireSoundExpressions(steps);
  });

  test("opens the account with a primary profile, and joins it with any other", () => {
    const opened = find(insertProfileSteps({ ...draft, isPrimary: true }, 25), "account")?.Update;
    expect(opened?.ConditionExpression).toBe(
      "attribute_not_exists(primaryProfileId) AND attribute_not_exists(standing)",
    );
    const joined = find(insertProfileSteps({ ...draft, isPrimary: false }, 25), "account")?.Update;
    expect(joined?.ConditionExpression).toContain("attribute_not_exists(standing)");
    expect(joined?.ConditionExpression).toContain("size(profileIds) < :limit");
    expect(joined?.ExpressionAttributeValues).toMatchObject({ ":limit": 25 });
  });

  test("with the most entries leaves to be stored ahead what its transaction has no room for", () => {
    const ids = (name: string) => Array.from({ length: 50 }, (_, at) => ({ id: `${name} ${at}` }));
    const full = {
      ...draft,
      ...{ socialLinks: ids("link"), workExperiences: ids("job"), education: ids("school") },
    };
    const profile = full as unknown as Profile;
    const steps = insertProfileSteps(profile, 25);
    expect(steps.length).toBeLessThanOrEqual(100);
    expect(find(steps, "pending")?.Put?.Item).toMatchObject({ kind: "ahead", profileId: draft.id });
    expect(find(steps, "root")?.Put?.Item).toMatchObject({
      ...{ entryCount: 150, entryVersionSum: 150 * draft.version },
    });
    const ahead = entriesAhead(profile);
    const keys = keysOf([...steps.filter(({ label }) => label === "entry"), ...ahead]);
    expect(new Set(keys).size).toBe(150);
    expect(ahead.length).toBeLessThanOrEqual(100);
    expect(entriesAhead(draft)).toEqual([]);
  });
});

describe("changing", () => {
  test("guards the root by the version that was read", () => {
    const root = find(replaceProfileSteps(stored(sampleProfile), next(sampleProfile)), "root");
    expect(root?.Put?.ConditionExpression).toBe("#version = :version");
    expect(root?.Put?.ExpressionAttributeValues).toEqual({ ":version": sampleProfile.version });
  });

  test("writes root and card, which say the same version, whatever differs", () => {
    fc.assert(
      fc.property(arbitraryProfile, (profile) => {
        const steps = replaceProfileSteps(stored(profile), next(profile, { bio: "new" }));
        expect(labels(steps)).toEqual(["root", "card"]);
        expect(put(steps, "card")?.version).toBe(profile.version + 1);
        expect(put(steps, "root")?.version).toBe(profile.version + 1);
      }),
      SEED,
    );
  });

  test("of an entry writes the three, and keeps what is not known of the entry", () => {
    const entry = { id: "e", platform: "x", url: "https://x.com/", username: "", displayOrder: 0 };
    const before = { ...sampleProfile, socialLinks: [entry], workExperiences: [], education: [] };
    const was = { ...stored(before), entryItems: new Map([["e", { ...entry, later: 1 }]]) };
    const changed = next(before, { socialLinks: [{ ...entry, username: "jane" }] });
    const steps = replaceProfileSteps(was, changed);
    expect(labels(steps)).toEqual(["root", "card", "entry"]);
    expect(put(steps, "entry")).toMatchObject({
      username: "jane",
      later: 1,
      version: changed.version,
    });
  });

  test("puts the photo that was replaced on record, and only then", () => {
    const before = { ...sampleProfile, photo: photo("old") };
    const noted = (changed: Partial<Profile>) =>
      put(replaceProfileSteps(stored(before), next(before, changed)), "pending");
    const { id } = sampleProfile;
    const record = {
      ...{ pk: `REMOVAL#${id.at(-1)}`, sk: `PHOTO#${id}#old`, kind: "photo" },
      ...{ profileId: id, photoId: "old", since: NOW },
    };
    expect(noted({ photo: photo("new") })).toEqual({ ...record, replaced: true });
    expect(noted({ photo: null })).toMatchObject(record);
    expect(noted({ photo: null })).not.toMatchObject({ replaced: true });
    expect(noted({})).toBeUndefined();
  });

  const renamed = (was: Partial<Profile>, to: Partial<Profile> = {}, claim?: SlugClaim) =>
    replaceProfileSteps(
      stored({ ...sampleProfile, isPublic: false, ...was }),
      next({ ...sampleProfile, isPublic: false }, { slug: "n", slugWasPublic: false, ...to }),
      claim && { claim },
    );

  test("keeps an old slug that people may have seen for 30 days", () => {
    const steps = renamed({ slugWasPublic: true });
    expect(labels(steps)).toEqual(["root", "card", "slug", "old-slug", "reserved"]);
    expect(put(steps, "slug")).toEqual({ pk: "SLUG#n", sk: "SLUG", profileId: sampleProfile.id });
    const until = Date.parse("2026-03-31T00:00:00.000Z") / 1_000;
    expect(put(steps, "old-slug")).toMatchObject({
      ...{ reservedFor: sampleProfile.owner, formerId: sampleProfile.id },
      ...{ reservedUntil: until, expiresAt: until },
    });
    expect(find(steps, "old-slug")?.Put?.ConditionExpression).toBe("profileId = :id");
    expect(put(steps, "reserved")).toEqual({
      ...{ pk: `USER#${sampleProfile.owner}`, sk: `RESERVED#${sampleProfile.slug}` },
      expiresAt: until,
    });
    requireSoundExpressions(steps);
  });

  test("lets go of an old slug that nobody saw, and of nothing it was reserved for", () => {
    const steps = renamed({ slugWasPublic: false });
    expect(find(steps, "old-slug")?.Update?.UpdateExpression).toBe(
      "REMOVE profileId SET expiresAt = if_not_exists(reservedUntil, :now)",
    );
    requireSoundExpressions(steps);
  });

  test("takes a slug that is reserved for the account, reservation included", () => {
    const steps = renamed({}, {}, "reserved");
    expect(find(steps, "slug")?.Update?.UpdateExpression).toBe(
      "SET profileId = :id REMOVE expiresAt",
    );
    requireSoundExpressions(steps);
  });

  test.each([
    ["published for the first time", {}, { slug: "jane", slugWasPublic: true }, true],
    ["renamed while public", { slugWasPublic: true }, { slugWasPublic: true }, true],
    ["renamed while it is a draft", { slugWasPublic: true }, {}, false],
    ["published again", { slugWasPublic: true }, { slug: "jane", slugWasPublic: true }, false],
  ])("counts a slug that people get to see: one %s", (_, was, to, isCounted) => {
    const steps = renamed({ slug: "jane", slugWasPublic: false, ...was }, to);
    expect(labels(steps).includes("slug-allowance")).toBe(isCounted);
    requireSoundExpressions(steps);
  });

  test("moves the primary flag from the profile that had it", () => {
    const steps = replaceProfileSteps(stored(sampleProfile), next(sampleProfile), {
      demoted: "other",
    });
    expect(labels(steps)).toEqual(["root", "card", "account", "other", "other-card"]);
    expect(find(steps, "other-card")?.Update?.Key).toMatchObject({ pk: "PROFILE#other" });
    expect(find(steps, "account")?.Update?.ExpressionAttributeValues).toEqual({
      ...{ ":from": "other", ":to": sampleProfile.id },
    });
    requireSoundExpressions(steps);
  });

  test("stays within a transaction with everything changed at once", () => {
    const entry = { platform: "x", url: "https://x.com/", username: "", displayOrder: 0 };
    const socialLinks = Array.from({ length: 90 }, (_, index) => ({ ...entry, id: `${index}` }));
    const bare = { ...sampleProfile, socialLinks: [], workExperiences: [], education: [] };
    const more = { slug: "n", name: "New", slugWasPublic: true, photo: photo("new") };
    const changed = next({ ...bare, photo: photo("old") }, { socialLinks, ...more });
    const was = stored({ ...bare, photo: photo("old"), slug: "o" });
    const steps = replaceProfileSteps(was, changed, { demoted: "other" });
    expect(new Set(labels(steps)).size).toBe(10);
    expect(steps.length).toBeLessThanOrEqual(100);
  });
});

describe("deleting", () => {
  const others = new Set([sampleProfile.id, "c", "b"]);

  test("makes it gone, and the oldest other profile the primary one", () => {
    const account = { primaryProfileId: sampleProfile.id, profileIds: others };
    const steps = removeProfileSteps({ ...sampleProfile, isPrimary: true }, account, NOW);
    expect(labels(steps)).toEqual([
      ...["root", "card", "pending", "old-slug", "account", "other", "other-card"],
    ]);
    expect(find(steps, "other")?.Update?.Key).toMatchObject({ sk: "PROFILE#b" });
    expect(find(steps, "root")?.Delete?.ConditionExpression).toBe("#version = :version");
    requireSoundExpressions(steps);
  });

  test.each([
    ["one that is not the primary", false, others],
    ["the last one", true, new Set([sampleProfile.id])],
  ])("%s flags no other", (_, isPrimary, profileIds) => {
    const account = { primaryProfileId: isPrimary ? sampleProfile.id : "b", profileIds };
    const steps = removeProfileSteps({ ...sampleProfile, isPrimary }, account, NOW);
    expect(labels(steps)).toEqual(["root", "card", "pending", "old-slug", "account"]);
    requireSoundExpressions(steps);
  });
});

test("no transaction names an item twice", () => {
  fc.assert(
    fc.property(arbitraryProfile, fc.constantFrom(undefined, "other"), (profile, demoted) => {
      const account = { primaryProfileId: profile.id, profileIds: new Set([profile.id, "other"]) };
      const after = next(profile, { slug: "n", name: "New", socialLinks: [] });
      for (const steps of [
        insertProfileSteps(profile, 25),
        replaceProfileSteps(stored(profile), after, { demoted }),
        removeProfileSteps(profile, account, NOW),
      ]) {
        expect(new Set(keysOf(steps)).size).toBe(steps.length);
      }
    }),
    SEED,
  );
});
