import type { Profile, ProfileRoot } from "../model/profile/profile.ts";
import { accountKey, cardKey, profileKey } from "./keys.ts";
import type { ProfileStep } from "./profile-step-label.ts";
import { SCHEMA_VERSION } from "./schema-version.ts";
import { IS_OPEN } from "./standing-steps.ts";

/**
 * Where the version of a card begins that the release before wrote without one: so far below any
 * profile's that it is never taken for current.
 */
const NO_VERSION = -1_000_000_000_000;

/** The first profile of an account that is in order. */
export function openAccount(profile: Profile): ProfileStep {
  return {
    label: "account",
    write: {
      Update: {
        Key: accountKey(profile.owner),
        UpdateExpression: "SET primaryProfileId = :id, schemaVersion = :schema ADD profileIds :ids",
        ConditionExpression: `attribute_not_exists(primaryProfileId) AND ${IS_OPEN}`,
        ExpressionAttributeValues: {
          ":id": profile.id,
          ":ids": new Set([profile.id]),
          ":schema": SCHEMA_VERSION,
        },
      },
    },
  };
}

/** A further profile, as long as there are fewer than `limit` and the account is in order. */
export function joinAccount(profile: Profile, limit: number): ProfileStep {
  return {
    label: "account",
    write: {
      Update: {
        Key: accountKey(profile.owner),
        UpdateExpression: "ADD profileIds :ids",
        ConditionExpression: `attribute_exists(primaryProfileId) AND size(profileIds) < :limit AND ${IS_OPEN}`,
        ExpressionAttributeValues: { ":ids": new Set([profile.id]), ":limit": limit },
      },
    },
  };
}

/** Makes a profile the primary one in place of another. */
export function primarySteps(after: Profile, demoted: string): ProfileStep[] {
  return [
    movePrimary(after.owner, demoted, after.id),
    ...flagPrimary(after.owner, demoted, false, after.updatedAt),
  ];
}

function movePrimary(owner: string, from: string, to: string): ProfileStep {
  return {
    label: "account",
    write: {
      Update: {
        Key: accountKey(owner),
        UpdateExpression: "SET primaryProfileId = :to",
        ConditionExpression: "primaryProfileId = :from",
        ExpressionAttributeValues: { ":from": from, ":to": to },
      },
    },
  };
}

/** Says on a profile whether it is the primary one; that raises its version, and its card's. */
export function flagPrimary(
  owner: string,
  id: string,
  value: boolean,
  now: string,
): readonly ProfileStep[] {
  const onExisting = {
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeNames: { "#version": "version" },
  };
  return [
    {
      label: "other",
      write: {
        Update: {
          ...{ Key: profileKey(owner, id), ...onExisting },
          UpdateExpression: "SET isPrimary = :value, updatedAt = :now, #version = #version + :one",
          ExpressionAttributeValues: { ":value": value, ":now": now, ":one": 1 },
        },
      },
    },
    {
      label: "other-card",
      write: {
        Update: {
          ...{ Key: cardKey(id), ...onExisting },
          UpdateExpression: "SET #version = if_not_exists(#version, :none) + :one",
          ExpressionAttributeValues: { ":none": NO_VERSION, ":one": 1 },
        },
      },
    },
  ];
}

/** Takes a profile off the account; `next` becomes the primary one where it was. */
export function leaveAccount(profile: ProfileRoot, next: string | undefined): ProfileStep {
  const Key = accountKey(profile.owner);
  const ids = new Set([profile.id]);
  if (!profile.isPrimary) {
    return {
      label: "account",
      write: {
        Update: {
          Key,
          UpdateExpression: "DELETE profileIds :ids",
          ConditionExpression: "primaryProfileId <> :id",
          ExpressionAttributeValues: { ":ids": ids, ":id": profile.id },
        },
      },
    };
  }
  const update = next
    ? { set: "SET primaryProfileId = :next", condition: "contains(profileIds, :next)" }
    : { set: "REMOVE primaryProfileId", condition: "size(profileIds) = :one" };
  return {
    label: "account",
    write: {
      Update: {
        Key,
        UpdateExpression: `${update.set} DELETE profileIds :ids`,
        ConditionExpression: `primaryProfileId = :id AND ${update.condition}`,
        ExpressionAttributeValues: {
          ":ids": ids,
          ":id": profile.id,
          ...(next ? { ":next": next } : { ":one": 1 }),
        },
      },
    },
  };
}
