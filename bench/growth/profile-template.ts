import { randomUUID } from "node:crypto";
import { cardKey, slugKey, userPartition } from "../../shared/persistence/keys.ts";
import type { ApiClient } from "../../test/support/api-client.ts";
import {
  createTypicalProfile,
  EXAMPLE_ENTRIES,
  ok,
  PROFILES,
  type ProfileAnswer,
} from "../examples/typical-profile.ts";
import type { BenchPlatform } from "../platform/bench-platform.ts";
import { type RawItem, readPartition, rewritten } from "./raw-items.ts";

/** The items of an account with one published profile, as the service wrote them. */
export interface ProfileTemplate {
  readonly owner: string;
  readonly profileId: string;
  readonly slug: string;
  readonly account: RawItem;
  /** Root, entries, card and slug. */
  readonly profile: readonly RawItem[];
}

/** @param full as large as the limits let a profile be */
export async function profileTemplate(
  platform: BenchPlatform,
  { full }: { readonly full: boolean },
): Promise<ProfileTemplate> {
  const owner = full ? "growth-full" : "growth-typical";
  const api = await platform.as(owner);
  const create = full ? createFullProfile : createTypicalProfile;
  const { id: profileId, slug } = await create(api, { published: true });
  const table = { endpoint: platform.engineEndpoint, tableName: platform.tableName };
  const partitions = [userPartition(owner), cardKey(profileId).pk, slugKey(slug).pk];
  const read = await Promise.all(partitions.map((pk) => readPartition(table, pk)));
  const [account, profile] = [
    read.flat().filter(isAccount),
    read.flat().filter((item) => !isAccount(item)),
  ];
  if (!account[0]) throw new Error("The service wrote no account.");
  return { owner, profileId, slug, account: account[0], profile };
}

function isAccount({ sk }: RawItem): boolean {
  return JSON.stringify(sk) === '{"S":"ACCOUNT"}';
}

/** Near 200 KB of JSON: 45 jobs and 40 schools with long descriptions. */
export async function createFullProfile(
  api: ApiClient,
  options: { readonly published: boolean },
): Promise<ProfileAnswer> {
  const profile = await createTypicalProfile(api, options);
  const { workExperiences: job, education: school } = EXAMPLE_ENTRIES;
  const description = "All about it. ".repeat(140).slice(0, 1_950);
  const path = `${PROFILES}/${profile.id}`;
  const workExperiences = Array.from({ length: 45 }, () => ({ ...job, description }));
  ok(await api.patch(path, { workExperiences, bio: "b".repeat(5_000) }));
  const education = Array.from({ length: 40 }, () => ({ ...school, description }));
  return ok(await api.patch(path, { education })).json;
}

/** Another account with a profile like it. */
export function copyAccount(template: ProfileTemplate, owner: string): ProfileTemplate {
  const profileId = randomUUID();
  const slug = `copy-${profileId}`;
  const words = wordsOf(template, { owner, profileId, slug });
  const [account] = rewritten([template.account], words);
  if (!account) throw new Error("The template has no account.");
  return { owner, profileId, slug, account, profile: rewritten(template.profile, words) };
}

/** Another profile like it in the same account; not the primary one. */
export function copyProfile(template: ProfileTemplate): ProfileTemplate {
  const profileId = randomUUID();
  const slug = `copy-${profileId}`;
  const copies = rewritten(template.profile, wordsOf(template, { ...template, profileId, slug }));
  const profile = copies.map((item) =>
    "isPrimary" in item ? { ...item, isPrimary: { BOOL: false } } : item,
  );
  return { ...template, profileId, slug, profile };
}

/** The slug stands in quotes or at the end of a key, so that a name with it in it is left alone. */
function wordsOf(
  template: ProfileTemplate,
  { owner, profileId, slug }: Pick<ProfileTemplate, "owner" | "profileId" | "slug">,
): Record<string, string> {
  return {
    [template.owner]: owner,
    [template.profileId]: profileId,
    [`"${template.slug}"`]: `"${slug}"`,
    [`#${template.slug}"`]: `#${slug}"`,
  };
}
