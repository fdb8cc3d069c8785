import type { Profile, ProfileRoot } from "../domain/profile/profile.ts";
import { slugKey } from "./keys.ts";
import type { ProfileStep } from "./profile-step.ts";

const RESERVED_DAYS = 30;

/** Takes a slug that is free, long released, or was the owner's own. */
export function claimSlug(profile: Profile): ProfileStep {
  const condition =
    "attribute_not_exists(pk) OR releasedUntil < :now OR (#owner = :owner AND attribute_exists(releasedUntil))";
  return {
    label: "slug",
    write: {
      Put: {
        Item: { ...slugKey(profile.slug), owner: profile.owner, profileId: profile.id },
        ConditionExpression: condition,
        ExpressionAttributeNames: { "#owner": "owner" },
        ExpressionAttributeValues: { ":owner": profile.owner, ":now": profile.updatedAt },
      },
    },
  };
}

/**
 * Gives a slug up. One that people may have seen stays with its owner for 30 days, so that old
 * addresses lead nobody astray; one that was never public is free at once.
 */
export function releaseSlug(profile: ProfileRoot, now: string): ProfileStep {
  if (!profile.wasPublic) return freeSlug(profile);
  const until = new Date(Date.parse(now) + RESERVED_DAYS * 86_400_000);
  return {
    label: "old-slug",
    write: {
      Put: {
        Item: {
          ...slugKey(profile.slug),
          owner: profile.owner,
          profileId: profile.id,
          releasedUntil: until.toISOString(),
          expiresAt: Math.ceil(until.getTime() / 1_000),
        },
        ConditionExpression: "profileId = :id",
        ExpressionAttributeValues: { ":id": profile.id },
      },
    },
  };
}

function freeSlug(profile: ProfileRoot): ProfileStep {
  return {
    label: "old-slug",
    write: {
      Delete: {
        Key: slugKey(profile.slug),
        ConditionExpression: "profileId = :id",
        ExpressionAttributeValues: { ":id": profile.id },
      },
    },
  };
}
