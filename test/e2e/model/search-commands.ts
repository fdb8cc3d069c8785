import fc from "fast-check";
import { expect } from "vitest";
import type { Answer } from "../../support/api-client.ts";
import { aimed, anyActor, anyOther, type Intent, intent } from "./intent.ts";
import { type Moment, type Operation, refuses } from "./operation.ts";
import type { Actor, ModelProfile, World } from "./world.ts";

const SEARCH = "/api/v1/public/directory/search";
/** The most that a page has. */
const LIMIT = 20;

/** What a search asks for beside the word that all names of the run have, and whom it finds. */
interface Narrowing {
  readonly words: Readonly<Record<string, string>>;
  readonly fits: (profile: ModelProfile) => boolean;
}

const NARROWINGS: readonly Narrowing[] = [
  { words: {}, fits: () => true },
  { words: { role: "speaker" }, fits: ({ fields }) => fields.title === "Speaker" },
  // One letter is wrong.
  { words: { role: "speakre" }, fits: ({ fields }) => fields.title === "Speaker" },
  { words: { role: "real" }, fits: ({ fields }) => isInRealEstate(fields) },
  { words: { location: "zurich" }, fits: ({ fields }) => fields.location === "Zürich" },
  { words: { vertical: "law" }, fits: ({ fields }) => fields.vertical === "law" },
];

function isInRealEstate({ title, vertical }: ModelProfile["fields"]): boolean {
  return title === "Realtor" || vertical === "real-estate";
}

/**
 * Whoever is found may be, as they are now; the index may not have heard of some yet.
 * @param target the one profile that is looked at while others are under way: cards are read at
 * several moments
 */
function search(
  actor: Actor,
  { tag }: World,
  { words, fits }: Narrowing,
  target?: string,
): Operation {
  const moment: Moment = (world, answer) => {
    if (isSpent(answer)) return;
    for (const found of resultsOf(answer)) {
      const profile = holderOf(world, found);
      if (!world.crowd || profile?.id === target) expectShown(profile, found, fits);
    }
    const { results, total, nextCursor } = answer.json;
    if (nextCursor === null) expect(total).toBe(results.length);
  };
  const path = `${SEARCH}?${new URLSearchParams({ query: tag, ...words, limit: `${LIMIT}` })}`;
  return { actor, method: "GET", path, moments: [moment] };
}

/** A search for all of the run's people. */
export function searchAll(world: World): Operation {
  return search(0, world, NARROWINGS[0] as Narrowing);
}

/** Searches once the index has come up with the table: then none is missing either. */
export function settledSearches({ tag }: World): Operation[] {
  return NARROWINGS.map(({ words, fits }) => {
    const moment: Moment = (world, answer) => {
      if (isSpent(answer)) return;
      const results = resultsOf(answer);
      for (const found of results) expectShown(holderOf(world, found), found, fits);
      if (answer.json.nextCursor !== null) return;
      const listed = Object.values(world.profiles).filter(
        (profile) => isListed(profile) && String(profile.fields.name).includes(tag),
      );
      const slugs = (list: readonly { slug: string }[]) => list.map(({ slug }) => slug).sort();
      expect(slugs(results)).toEqual(slugs(listed.filter(fits)));
    };
    const body = { query: tag, ...words, limit: LIMIT };
    return { actor: 1, method: "POST", path: SEARCH, body, moments: [moment] };
  });
}

/** A long exploration may use up the searches that an account has in an hour. */
function isSpent(answer: Answer): boolean {
  if (answer.status !== 429) return false;
  refuses(answer, 429, "hourly_limit_exceeded");
  return true;
}

function resultsOf({ status, text, json }: Answer): readonly { slug: string }[] {
  expect(status, text).toBe(200);
  return json.results;
}

function holderOf({ profiles }: World, { slug }: { slug: string }): ModelProfile | undefined {
  return Object.values(profiles).find((profile) => profile.slug === slug);
}

function isListed({ isPublic, fields }: ModelProfile): boolean {
  return isPublic && fields.mcpDiscoverable === true;
}

function expectShown(
  profile: ModelProfile | undefined,
  found: { slug: string },
  fits: Narrowing["fits"],
): void {
  if (!profile || !isListed(profile) || !fits(profile)) {
    throw new Error(`${found.slug} is not to be found.`);
  }
  const { name, title, company, location, vertical } = profile.fields;
  const { slug, photoUrl } = profile;
  expect(found).toEqual({
    ...{ name, slug, title, company, photoUrl, location },
    activeIdentities: [vertical || title],
  });
}

const anySearch = intent(
  "search",
  { actor: anyActor, target: anyOther, narrowing: fc.nat({ max: NARROWINGS.length - 1 }) },
  (world, { actor, target, narrowing }) =>
    search(actor, world, NARROWINGS[narrowing] as Narrowing, aimed(world, actor, target)),
);

/** What looks for people. */
export const searchCommands: fc.WeightedArbitrary<Intent>[] = [{ weight: 4, arbitrary: anySearch }];
