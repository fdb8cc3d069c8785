import { postDirectorySearchRoute } from "../../../shared/routes/directory/post-directory-search.ts";
import { searchDirectoryRoute } from "../../../shared/routes/directory/search-directory.ts";
import { publishProfileRoute } from "../../../shared/routes/profiles/publish-profile.ts";
import { unpublishProfileRoute } from "../../../shared/routes/profiles/unpublish-profile.ts";
import type { Caller } from "./api-caller.ts";
import { expectEqual, expectStatus, expectThat } from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import { every, seconds, type WalkContext } from "./walk-context.ts";

const INDEX = { document: DOCUMENT.table } as const;

/** Longest that a published profile may take to be found, in milliseconds. */
const LONGEST = 30_000;

/** A published profile that may be found. */
export interface FoundProfile {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
}

/** A profile is found soon after it was published, and is gone from the next search once it is hidden. */
export async function walkDirectory(
  context: WalkContext,
  profile: FoundProfile,
  searcher: Caller,
): Promise<void> {
  const { facts, owner } = context;
  await facts.check("it is found in the directory", INDEX, async (note) => {
    const found = await untilFound(context, profile, searcher);
    expectThat(found !== undefined, `found within ${seconds(LONGEST)}`, found);
    note(`after ${seconds(found?.took ?? 0)}`);
  });
  await facts.must("unpublished it is gone from the next search", INDEX, async () => {
    const call = { params: { profile_id: profile.id } };
    expectStatus(await owner.call(unpublishProfileRoute, call), 200);
    expectEqual("by GET", await slugsOf(profile, searcher), []);
    expectEqual("by POST", await postedSlugsOf(profile, searcher), []);
    return expectStatus(await owner.call(publishProfileRoute, call), 200);
  });
}

/** Waits for the index, which follows the table. */
function untilFound({ until, onLaptop }: WalkContext, profile: FoundProfile, searcher: Caller) {
  const pauses = every(onLaptop ? 200 : 1_000, { upTo: LONGEST });
  return until(pauses, async () => {
    const slugs = await slugsOf(profile, searcher);
    return slugs.includes(profile.slug) ? slugs : undefined;
  });
}

async function slugsOf({ name }: FoundProfile, searcher: Caller): Promise<readonly string[]> {
  const answer = await searcher.call(searchDirectoryRoute, { query: { query: name } });
  return slugsIn(expectStatus(answer, 200).json);
}

async function postedSlugsOf({ name }: FoundProfile, searcher: Caller): Promise<readonly string[]> {
  const answer = await searcher.call(postDirectorySearchRoute, { json: { query: name } });
  return slugsIn(expectStatus(answer, 200).json);
}

function slugsIn(page: { readonly results: readonly { readonly slug: string }[] }) {
  return page.results.map(({ slug }) => slug);
}
