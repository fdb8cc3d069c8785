import {
  type Entry,
  type Profile,
  SECTION_NAMES,
  type SectionName,
} from "../domain/profile/profile.ts";
import { accountKey, entryKey, profileKey, slugKey } from "./keys.ts";
import {
  cardItem,
  entryItem,
  rootItem,
  type StoredProfile,
  tombstoneItem,
} from "./profile-item.ts";
import type { Step } from "./transaction.ts";

/** Writes whose failed condition means something to the caller of a transaction. */
export type ProfileLabel = "root" | "card" | "slug" | "old-slug" | "account" | "other" | "entry";
export type ProfileStep = Step<ProfileLabel>;

/** A released slug stays with its owner this long, so that old addresses lead nobody astray. */
const SLUG_RESERVED_DAYS = 30;

/** The account as its item says. */
export interface Account {
  readonly primaryProfileId: string;
  readonly profileIds: ReadonlySet<string>;
}

/** Opens the account when `first`; else joins it while it has fewer than `limit` profiles. */
export function insertSteps(profile: Profile, limit: number): ProfileStep[] {
  const entries = SECTION_NAMES.flatMap((section) =>
    profile[section].map((entry) => putEntry(profile, section, entry)),
  );
  const versions = new Map(
    SECTION_NAMES.flatMap((section) => profile[section].map(({ id }) => [id, profile.version])),
  );
  return [
    putNew("root", rootItem(profile, versions)),
    putNew("card", cardItem(profile)),
    claimSlug(profile),
    profile.isPrimary ? openAccount(profile) : joinAccount(profile, limit),
    ...entries,
  ];
}

function putNew(label: ProfileLabel, Item: Record<string, unknown>): ProfileStep {
  return { label, write: { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } } };
}

function claimSlug(profile: Profile): ProfileStep {
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

function releaseSlug(profile: Profile, now: string): ProfileStep {
  const until = new Date(Date.parse(now) + SLUG_RESERVED_DAYS * 86_400_000);
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

function openAccount(profile: Profile): ProfileStep {
  return {
    label: "account",
    write: {
      Update: {
        Key: accountKey(profile.owner),
        UpdateExpression: "SET primaryProfileId = :id ADD profileIds :ids",
        ConditionExpression: "attribute_not_exists(primaryProfileId)",
        ExpressionAttributeValues: { ":id": profile.id, ":ids": new Set([profile.id]) },
      },
    },
  };
}

function joinAccount(profile: Profile, limit: number): ProfileStep {
  return {
    label: "account",
    write: {
      Update: {
        Key: accountKey(profile.owner),
        UpdateExpression: "ADD profileIds :ids",
        ConditionExpression: "attribute_exists(primaryProfileId) AND size(profileIds) < :limit",
        ExpressionAttributeValues: { ":ids": new Set([profile.id]), ":limit": limit },
      },
    },
  };
}

/**
 * Turns the profile as read into the next version; only what differs is written. `demoted` is the
 * profile that stops being the primary one in favour of this.
 */
export function replaceSteps(
  before: StoredProfile,
  after: Profile,
  demoted: string | undefined,
): ProfileStep[] {
  const was = before.profile;
  const { steps, versions } = entrySteps(before, after);
  const replacedPhotoKey =
    was.photoKey && was.photoKey !== after.photoKey ? was.photoKey : undefined;
  const root: ProfileStep = {
    label: "root",
    write: {
      Put: { Item: rootItem(after, versions, replacedPhotoKey), ...unchangedSince(was) },
    },
  };
  const card = cardItem(after);
  return [
    root,
    ...(JSON.stringify(card) === JSON.stringify(cardItem(was))
      ? []
      : [{ label: "card", write: { Put: { Item: card } } } as const]),
    ...(after.slug === was.slug ? [] : [claimSlug(after), releaseSlug(was, after.updatedAt)]),
    ...(demoted === undefined ? [] : primarySteps(after, demoted)),
    ...steps,
  ];
}

function unchangedSince(profile: Profile) {
  return {
    ConditionExpression: "#version = :version",
    ExpressionAttributeNames: { "#version": "version" },
    ExpressionAttributeValues: { ":version": profile.version },
  };
}

function entrySteps(before: StoredProfile, after: Profile) {
  const versions = new Map<string, number>();
  const steps: ProfileStep[] = [];
  for (const section of SECTION_NAMES) {
    const old = new Map(before.profile[section].map((entry) => [entry.id, entry]));
    for (const entry of after[section]) {
      const stored = old.get(entry.id);
      const same = stored && sameEntry(stored, entry);
      versions.set(entry.id, same ? (before.entryVersions.get(entry.id) ?? 0) : after.version);
      if (!same) steps.push(putEntry(after, section, entry));
      old.delete(entry.id);
    }
    for (const id of old.keys()) {
      const Key = entryKey(after.owner, after.id, section, id);
      steps.push({ label: "entry", write: { Delete: { Key } } });
    }
  }
  return { steps, versions };
}

function putEntry(profile: Profile, section: SectionName, entry: Entry): ProfileStep {
  const Item = entryItem(profile, section, entry, profile.version);
  return { label: "entry", write: { Put: { Item } } };
}

function sameEntry(a: Entry, b: Entry): boolean {
  const other = b as unknown as Record<string, unknown>;
  return Object.entries(a).every(([key, value]) => other[key] === value);
}

function primarySteps(after: Profile, demoted: string): ProfileStep[] {
  return [
    movePrimary(after.owner, demoted, after.id),
    flagPrimary(after.owner, demoted, false, after.updatedAt),
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

function flagPrimary(owner: string, id: string, value: boolean, now: string): ProfileStep {
  return {
    label: "other",
    write: {
      Update: {
        Key: profileKey(owner, id),
        UpdateExpression:
          "SET isPrimary = :value, updatedAt = :now, #version = #version + :one REMOVE replacedPhotoKey",
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeNames: { "#version": "version" },
        ExpressionAttributeValues: { ":value": value, ":now": now, ":one": 1 },
      },
    },
  };
}

/** Makes the profile gone for every reader; its entries and photos follow from the stream. */
export function removeSteps(profile: Profile, account: Account, now: string): ProfileStep[] {
  const next = profile.isPrimary ? oldestOther(account, profile.id) : undefined;
  return [
    {
      label: "root",
      write: { Delete: { Key: profileKey(profile.owner, profile.id), ...unchangedSince(profile) } },
    },
    { label: "card", write: { Put: { Item: tombstoneItem(profile, now) } } },
    releaseSlug(profile, now),
    leaveAccount(profile, next),
    ...(next ? [flagPrimary(profile.owner, next, true, now)] : []),
  ];
}

/** Ids are UUID v7, so that the least one is the oldest. */
function oldestOther(account: Account, id: string): string | undefined {
  return [...account.profileIds].filter((other) => other !== id).sort()[0];
}

function leaveAccount(profile: Profile, next: string | undefined): ProfileStep {
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
