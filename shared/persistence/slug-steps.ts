import { wholeSeconds } from "../model/expiry.ts";
import { keptUntil, type Slug } from "../model/profile/kept-slug.ts";
import type { Profile, ProfileRoot } from "../model/profile/profile.ts";
import { reservedKey, slugKey } from "./keys.ts";
import type { ProfileStep } from "./profile-step-label.ts";
import type { Step } from "./transaction.ts";

/** Takes a slug that nobody holds and that is not reserved. */
export function claimSlug(profile: Profile): ProfileStep {
  return {
    label: "slug",
    write: {
      Put: {
        Item: { ...slugKey(profile.slug), profileId: profile.id },
        ConditionExpression:
          "attribute_not_exists(profileId) AND (attribute_not_exists(reservedUntil) OR reservedUntil < :now)",
        ExpressionAttributeValues: { ":now": wholeSeconds(profile.updatedAt) },
      },
    },
  };
}

/**
 * Takes back a slug that is reserved for the profile's owner. The reservation stays: until people
 * have seen the new holder, they are led to the former one, and nobody else may take the slug.
 */
export function reclaimSlug(profile: Profile): ProfileStep {
  return {
    label: "slug",
    write: {
      Update: {
        Key: slugKey(profile.slug),
        UpdateExpression: "SET profileId = :id REMOVE expiresAt",
        ConditionExpression: "attribute_not_exists(profileId) AND reservedFor = :owner",
        ExpressionAttributeValues: { ":id": profile.id, ":owner": profile.owner },
      },
    },
  };
}

/**
 * Gives a slug up. One that people may have seen is kept for its owner for a while, so that old
 * addresses lead nobody astray, and the owner's partition says so. Any other is free at once, or as
 * reserved as it was before.
 */
export function releaseSlug(profile: ProfileRoot, now: string): ProfileStep[] {
  if (!profile.slugWasPublic) return [letGo(profile, now)];
  const { owner, slug } = profile;
  const Item = { ...reservedKey(owner, slug), expiresAt: keptUntil(now) };
  return [
    reserve(profile, now, { reservedFor: owner }),
    { label: "reserved", write: { Put: { Item } } },
  ];
}

/**
 * The same for a profile whose account is erased: the slug is kept as long, but for nobody, and
 * nothing of it says whose it was. One that nobody saw goes.
 * @param known what is stored of the slug
 */
export function abandonSlug(profile: ProfileRoot, now: string, known: Slug): ProfileStep {
  if (profile.slugWasPublic) return reserve(profile, now, {});
  if (known.reservedUntil !== undefined) return letGo(profile, now, ["reservedFor"]);
  const Delete = { Key: slugKey(profile.slug), ...heldBy(profile) };
  return { label: "old-slug", write: { Delete } };
}

/**
 * Ends what is known of a slug, whoever holds it or has it kept, as long as that is as it was read:
 * nothing is kept of it, for nobody.
 */
export function endSlug(slug: string, known: Slug): Step<"old-slug" | "reserved">[] {
  const write = { Delete: { Key: slugKey(slug), ...asRead(known) } };
  return [{ label: "old-slug", write }, ...forgetReservation(slug, known)];
}

/** Gives a profile its slug, whoever held it or had it kept, as long as that is as it was read. */
export function handSlug(profile: Profile, known: Slug): ProfileStep[] {
  const Item = { ...slugKey(profile.slug), profileId: profile.id };
  const write = { Put: { Item, ...asRead(known) } };
  return [{ label: "slug", write }, ...forgetReservation(profile.slug, known)];
}

/** The account that it was kept for does not know of it any more. */
function forgetReservation(slug: string, { reservedFor }: Slug): Step<"reserved">[] {
  if (reservedFor === undefined) return [];
  return [{ label: "reserved", write: { Delete: { Key: reservedKey(reservedFor, slug) } } }];
}

function asRead(known: Slug) {
  return known.profileId === undefined ? unheld(known) : heldBy({ id: known.profileId });
}

function unheld({ reservedFor }: Slug) {
  const isFree = "attribute_not_exists(profileId)";
  if (reservedFor === undefined) {
    return { ConditionExpression: `${isFree} AND attribute_not_exists(reservedFor)` };
  }
  return {
    ConditionExpression: `${isFree} AND reservedFor = :owner`,
    ExpressionAttributeValues: { ":owner": reservedFor },
  };
}

function reserve(profile: ProfileRoot, now: string, whom: object): ProfileStep {
  const until = keptUntil(now);
  return {
    label: "old-slug",
    write: {
      Put: {
        Item: {
          ...slugKey(profile.slug),
          ...whom,
          ...{ formerId: profile.id, reservedUntil: until, expiresAt: until },
        },
        ...heldBy(profile),
      },
    },
  };
}

function letGo(profile: ProfileRoot, now: string, more: readonly string[] = []): ProfileStep {
  const { ConditionExpression, ExpressionAttributeValues } = heldBy(profile);
  return {
    label: "old-slug",
    write: {
      Update: {
        Key: slugKey(profile.slug),
        UpdateExpression: `REMOVE ${["profileId", ...more].join(", ")} SET expiresAt = if_not_exists(reservedUntil, :now)`,
        ConditionExpression,
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ":now": wholeSeconds(now) },
      },
    },
  };
}

function heldBy({ id }: Pick<ProfileRoot, "id">) {
  return {
    ConditionExpression: "profileId = :id",
    ExpressionAttributeValues: { ":id": id },
  };
}
