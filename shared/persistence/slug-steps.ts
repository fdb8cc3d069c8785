import type { Profile, ProfileRoot } from "../model/profile/profile.ts";
import { slugKey } from "./keys.ts";
import type { ProfileStep } from "./profile-step-label.ts";

const RESERVED_SECONDS = 30 * 86_400;

/** What a slug's item says. It is held, reserved, both, or, with neither, free. */
export interface Slug {
  /** The profile that has it. */
  readonly profileId?: string;
  /** The account that alone may take it until `reservedUntil`. */
  readonly reservedFor?: string;
  /** The profile that people last saw under it. */
  readonly formerId?: string;
  /** Unix seconds. */
  readonly reservedUntil?: number;
}

/**
 * Whose place the account may take under a slug that it may not have otherwise: the former
 * profile's id, when nobody holds the slug and it is reserved for this account.
 */
export function reservedPlace(slug: Slug | undefined, owner: string): string | undefined {
  const isKept = slug?.profileId === undefined && slug?.reservedFor === owner;
  return isKept ? slug.formerId : undefined;
}

/** Takes a slug that nobody holds and that is not reserved. */
export function claimSlug(profile: Profile): ProfileStep {
  return {
    label: "slug",
    write: {
      Put: {
        Item: { ...slugKey(profile.slug), profileId: profile.id },
        ConditionExpression:
          "attribute_not_exists(profileId) AND (attribute_not_exists(reservedUntil) OR reservedUntil < :now)",
        ExpressionAttributeValues: { ":now": secondsOf(profile.updatedAt) },
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
 * Gives a slug up. One that people may have seen stays with its owner for 30 days, so that old
 * addresses lead nobody astray. Any other is free at once, or as reserved as it was before.
 */
export function releaseSlug(profile: ProfileRoot, now: string): ProfileStep {
  return {
    label: "old-slug",
    write: profile.slugWasPublic ? reserve(profile, now) : letGo(profile, now),
  };
}

function reserve(profile: ProfileRoot, now: string): ProfileStep["write"] {
  const until = secondsOf(now) + RESERVED_SECONDS;
  return {
    Put: {
      Item: {
        ...slugKey(profile.slug),
        ...{ reservedFor: profile.owner, formerId: profile.id },
        ...{ reservedUntil: until, expiresAt: until },
      },
      ...heldBy(profile),
    },
  };
}

function letGo(profile: ProfileRoot, now: string): ProfileStep["write"] {
  const { ConditionExpression, ExpressionAttributeValues } = heldBy(profile);
  return {
    Update: {
      Key: slugKey(profile.slug),
      UpdateExpression: "REMOVE profileId SET expiresAt = if_not_exists(reservedUntil, :now)",
      ConditionExpression,
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ":now": secondsOf(now) },
    },
  };
}

function heldBy({ id }: ProfileRoot) {
  return {
    ConditionExpression: "profileId = :id",
    ExpressionAttributeValues: { ":id": id },
  };
}

function secondsOf(time: string): number {
  return Math.ceil(Date.parse(time) / 1_000);
}
