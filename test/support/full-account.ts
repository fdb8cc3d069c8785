import { randomUUID } from "node:crypto";
import type { ApiClient } from "./api-client.ts";
import { BROWSER } from "./browser.ts";
import { CONTACTS, type FullProfile, makeFullProfile, PROFILES } from "./full-profile.ts";
import { versionedKeys } from "./object-versions.ts";
import type { TableItem } from "./plain-item.ts";
import type { TestPlatform } from "./test-platform.ts";

export const ACCOUNT = "/api/v1/account";
export const SEARCH = "/api/v1/public/directory/search";
export const ERASE = `${ACCOUNT}?confirm=erase`;

/** An account with everything that an account can have. */
export interface FullAccount extends FullProfile {
  readonly account: string;
  readonly keys: readonly string[];
  readonly keyIds: readonly string[];
}

/**
 * Two published profiles, one with all that a profile can have, contacts of others, keys, views, a
 * search, and an answer that can be had again.
 */
export async function makeFullAccount(
  platform: TestPlatform,
  account: string,
): Promise<FullAccount> {
  const profile = await makeFullProfile(platform, account);
  const { owner, saver, id, heirId } = profile;
  // The slug that it had before stays with the account.
  await owner.patch(`${PROFILES}/${heirId}`, { name: `Heir ${account}`, slug: `third-${account}` });
  const other = (await saver.post(PROFILES, { name: "Somebody Else", title: "T" })).json;
  await saver.call("POST", `${PROFILES}/${other.id}/publish`);
  await owner.post(CONTACTS, { profileId: other.id, source: "web" });
  const keys = [await platform.issueKey(account), await platform.issueKey(account)];
  await platform.withKey(keys[0]?.key ?? "").get(`${SEARCH}?query=${account}`);
  const draft = { name: `Draft ${account}`, title: "T" };
  await owner.post(PROFILES, draft, { "idempotency-key": "once" });
  await fetch(`${platform.url}${PROFILES}/p/${id}`, { headers: BROWSER });
  await owner.post(`${ACCOUNT}/export`, undefined);
  await platform.idle();
  const keyIds = keys.map((key) => key.id);
  return { ...profile, account, keys: keys.map(({ key }) => key), keyIds };
}

/** All that names one of these texts, as one would look for what is left of a person. */
export async function placesOf(
  platform: TestPlatform,
  texts: readonly string[],
): Promise<{ readonly items: readonly TableItem[]; readonly objects: readonly string[] }> {
  const names = (value: string) => texts.some((text) => value.toLowerCase().includes(text));
  const items = (await platform.items()).filter((item) => names(readable(item)));
  const objects = (await versionedKeys(platform)).filter(names);
  return { items, objects };
}

function readable(item: TableItem): string {
  return JSON.stringify(item, (_, value) => (value instanceof Set ? [...value] : value));
}

/**
 * Puts another account like a small one into the table, with more profiles and keys: its first profile
 * and its first key over and over.
 */
export async function copyAccount(
  platform: TestPlatform,
  { account, id, slug, keyIds }: FullAccount,
  copy: { readonly account: string; readonly profiles: number; readonly keys: number },
): Promise<{ readonly owner: ApiClient; readonly profileIds: readonly string[] }> {
  const items = await platform.items();
  const [keyId = ""] = keyIds;
  const profileIds = Array.from(
    { length: copy.profiles },
    () => `${id.slice(0, 9)}${randomUUID().slice(9)}`,
  );
  const copiedKeys = Array.from({ length: copy.keys }, () =>
    randomUUID().replaceAll("-", "").slice(0, 16),
  );
  const has = (text: string) => (item: TableItem) => readable(item).includes(text);
  const isOf = (item: TableItem) =>
    /^(USER|LEAD|SCAN|KEY|PROFILE|SLUG|VIEWS)#/.test(String(item.pk)) &&
    // A link and a job will do.
    !String(item.sk).includes("#EDU#");
  const ofProfile = items
    .filter(isOf)
    .filter(has(id))
    .filter((item) => item.sk !== "ACCOUNT" && !String(item.pk).includes("-saver"));
  const ofKey = items.filter((item) => item.pk === `KEY#${keyId}`);
  const root = items.find((item) => item.pk === `USER#${account}` && item.sk === "ACCOUNT");
  const copies = [
    ...profileIds.flatMap((to, n) =>
      ofProfile.map((item) =>
        // The slug has the account in it.
        replaced(item, [
          [slug, `${slug}-${n}`],
          [id, to],
          [account, copy.account],
        ]),
      ),
    ),
    ...copiedKeys.flatMap((to) =>
      ofKey.map((item) =>
        replaced(item, [
          [account, copy.account],
          [keyId, to],
        ]),
      ),
    ),
    {
      ...root,
      pk: `USER#${copy.account}`,
      primaryProfileId: profileIds[0],
      profileIds: new Set(profileIds),
      apiKeyIds: new Set(copiedKeys),
    },
  ];
  // The index of the directory is not what is tested; it would take most of the time.
  for (const item of copies) if (item.sk === "CARD") Object.assign(item, { discoverable: false });
  const unique = new Map(copies.map((item) => [`${item.pk} ${item.sk}`, item]));
  await platform.putItems([...unique.values()]);
  return { owner: await platform.as(copy.account), profileIds };
}

type Replacement = readonly [string, string];

function replaced(item: TableItem, changes: readonly Replacement[]): TableItem {
  const change = (value: unknown): unknown => {
    if (typeof value === "string") {
      return changes.reduce((text, [from, to]) => text.replaceAll(from, to), value);
    }
    if (value instanceof Set) return new Set([...value].map(change));
    if (Array.isArray(value)) return value.map(change);
    if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));
  };
  return change(item) as TableItem;
}
