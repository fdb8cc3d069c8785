import { setTimeout as delay } from "node:timers/promises";
import type { Account } from "../model/profile/account.ts";
import type { SlugClaim } from "../model/profile/kept-slug.ts";
import type { Profile, ProfileRoot } from "../model/profile/profile.ts";
import { accountKey, beginningWith, profileKey, profileSort, userPartition } from "./keys.ts";
import { assembleProfiles, type StoredProfile, toRoot } from "./profile-item.ts";
import type { ProfileLabel, ProfileStep } from "./profile-step-label.ts";
import {
  insertProfileSteps,
  type ReplaceOptions,
  removeProfileSteps,
  replaceProfileSteps,
} from "./profile-steps.ts";
import { getItem, type Item, query } from "./table.ts";
import { type Failures, transact } from "./transaction.ts";

/** Reads of a profile that is being changed all the time, before giving up. */
const TORN_READS = 6;

/** One profile with its entries: 1 consistent Query. */
export async function findProfile(owner: string, id: string): Promise<StoredProfile | undefined> {
  return (await readProfiles(owner, profileSort(id)))[0];
}

/** All profiles of an owner in order of creation: 1 consistent Query per MB. */
export function findProfiles(owner: string): Promise<StoredProfile[]> {
  return readProfiles(owner, profileSort());
}

async function readProfiles(owner: string, sort: string): Promise<StoredProfile[]> {
  for (let attempt = 1; attempt <= TORN_READS; attempt += 1) {
    const profiles = assembleProfiles(await queryAll(owner, sort));
    if (profiles) return profiles;
    await delay(5 * attempt);
  }
  throw new Error("A profile's items do not fit together.");
}

async function queryAll(owner: string, sort: string): Promise<Item[]> {
  const items: Item[] = [];
  const range = beginningWith(userPartition(owner), sort);
  let start: Item | undefined;
  do {
    const page = await query({ ...range, ExclusiveStartKey: start });
    items.push(...page.items);
    start = page.next;
  } while (start);
  return items;
}

/** The account, or undefined before its first profile. 1 consistent read. */
export async function findAccount(owner: string): Promise<Account | undefined> {
  const item = await getItem(accountKey(owner));
  if (!item?.primaryProfileId) return undefined;
  return {
    primaryProfileId: item.primaryProfileId as string,
    profileIds: item.profileIds as ReadonlySet<string>,
  };
}

/** A profile without its entries. 1 consistent read. */
export async function findRoot(owner: string, id: string): Promise<ProfileRoot | undefined> {
  const item = await getItem(profileKey(owner, id));
  return item && toRoot(item, owner, id);
}

/** 1 transaction. The account is opened by a primary profile, and joined by any other. */
export function insertProfile(
  profile: Profile,
  limit: number,
  claim: SlugClaim,
): Promise<Failures<ProfileLabel>> {
  return transact(insertProfileSteps(profile, limit, claim));
}

/** 1 transaction, guarded by the version that was read. `more` goes with it. */
export function replaceProfile(
  before: StoredProfile,
  after: Profile,
  options: ReplaceOptions = {},
  more: readonly ProfileStep[] = [],
): Promise<Failures<ProfileLabel>> {
  return transact([...replaceProfileSteps(before, after, options), ...more]);
}

/** 1 transaction, guarded by the version that was read. */
export function removeProfile(
  profile: ProfileRoot,
  account: Account,
  now: string,
): Promise<Failures<ProfileLabel>> {
  return transact(removeProfileSteps(profile, account, now));
}
