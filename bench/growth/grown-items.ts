import { randomUUID } from "node:crypto";
import { marshall } from "@aws-sdk/util-dynamodb";
import { v7 as uuid } from "uuid";
import { contactFields, contactKey, savedKey } from "../../shared/persistence/contact-item.ts";
import { copyAccount, copyProfile, type ProfileTemplate } from "./profile-template.ts";
import type { RawItem } from "./raw-items.ts";

/** Contacts whose cards are there; a page shows as many. */
const LIVE_CONTACTS = 20;

/** Items of an account that has grown, and the profile to ask for. */
export interface Grown {
  readonly subject: ProfileTemplate;
  readonly items: readonly RawItem[];
}

/** An account with that many full profiles. */
export function grownProfiles(full: ProfileTemplate, count: number): Grown {
  const subject = copyAccount(full, `profiles-${count}`);
  const all = [subject, ...Array.from({ length: count - 1 }, () => copyProfile(subject))];
  const profileIds = { SS: all.map(({ profileId }) => profileId) };
  const account = { ...subject.account, profileIds };
  return { subject, items: [account, ...all.flatMap(({ profile }) => profile)] };
}

/** An account with that many contacts; those of the first page are of live profiles. */
export function grownContacts(typical: ProfileTemplate, count: number): Grown {
  const subject = copyAccount(typical, `contacts-${count}`);
  const live = Array.from({ length: Math.min(LIVE_CONTACTS, count) }, (_, place) =>
    copyAccount(typical, `friend-${count}-${place}`),
  );
  const account = {
    ...subject.account,
    contactCount: { N: String(count) },
    plan: { S: "enterprise" },
  };
  const profiles = [subject, ...live].flatMap(({ profile }) => profile);
  return { subject, items: [account, ...profiles, ...contactItems(subject.owner, live, count)] };
}

function* contactItems(
  saver: string,
  live: readonly ProfileTemplate[],
  count: number,
): Generator<RawItem> {
  const begin = Date.now() - count * 1_000;
  for (let number = 0; number < count; number += 1) {
    const msecs = begin + number * 1_000;
    const id = uuid({ msecs });
    const profileId = live[count - 1 - number]?.profileId ?? randomUUID();
    const savedAt = new Date(msecs).toISOString();
    const fields = contactFields({ id, profileId, source: "web", savedAt });
    yield raw({ ...contactKey(saver, id), ...fields });
    yield raw({ ...savedKey(saver, profileId), ...fields });
  }
}

/** That many items of other accounts, and one account to ask for. */
export function grownTable(typical: ProfileTemplate, count: number): Grown {
  const subject = copyAccount(typical, `table-${count}`);
  const items: RawItem[] = [subject.account, ...subject.profile];
  while (items.length < count) {
    const { account, profile } = copyAccount(typical, `other-${randomUUID()}`);
    items.push(account, ...profile);
  }
  return { subject, items };
}

/** DynamoDB's JSON as text reads the same as in memory, for it holds no bytes here. */
function raw(item: Record<string, unknown>): RawItem {
  return JSON.parse(JSON.stringify(marshall(item)));
}
