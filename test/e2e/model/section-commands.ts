import fc from "fast-check";
import { expect } from "vitest";
import type { SectionName } from "../../../shared/model/profile/sections/section-models.ts";
import type { Answer } from "../../support/api-client.ts";
import {
  completed,
  hasDatesInOrder,
  inOrder,
  isSameEntry,
  MOST_ENTRIES,
  patched,
  SECTION_PATHS,
  SECTIONS,
} from "./entry-rules.ts";
import { once } from "./idempotency.ts";
import {
  aimed,
  anyActor,
  anyCondition,
  anyKey,
  anyTarget,
  type Intent,
  intent,
  ownProfile,
  pick,
  type Target,
} from "./intent.ts";
import {
  type Condition,
  ifMatch,
  type Moment,
  PROFILES,
  refuses,
  refusesField,
  refusesVersion,
  UNKNOWN,
} from "./operation.ts";
import { anyDraft, anyPatch } from "./profile-values.ts";
import {
  type Actor,
  type ModelEntry,
  type ModelProfile,
  profilesOf,
  raiseVersion,
  type World,
} from "./world.ts";

interface Aimed {
  readonly actor: Actor;
  readonly target: Target;
  readonly condition: Condition;
}

const anyAim = { actor: anyActor, target: anyTarget, condition: anyCondition };

/** Where a command of a section goes. */
class Place {
  readonly actor: Actor;
  readonly id: string;
  readonly section: SectionName;
  readonly headers: Readonly<Record<string, string>>;
  readonly path: string;

  /** @param mayMove to another profile of the caller's, when this one has no such entries */
  constructor(
    world: World,
    section: SectionName,
    { actor, target, condition }: Aimed,
    mayMove = false,
  ) {
    this.actor = actor;
    this.section = section;
    const id = aimed(world, actor, target);
    const filled = (profile: ModelProfile) => profile.sections[section].length > 0;
    const better = mayMove && ownProfile(world, actor, id)?.sections[section].length === 0;
    this.id = (better && profilesOf(world, actor).find(filled)?.id) || id;
    this.headers = ifMatch(condition, ownProfile(world, actor, this.id)?.version);
    this.path = `${PROFILES}/${this.id}/${SECTION_PATHS[section]}`;
  }

  /** What happens to the entries, when the profile is the caller's and of the right version. */
  moment(change: (profile: ModelProfile, entries: readonly ModelEntry[], answer: Answer) => void) {
    return ((world, answer) => {
      const profile = ownProfile(world, this.actor, this.id);
      if (!profile) return refuses(answer, 404, "profile_not_found");
      if (refusesVersion(this.headers, profile.version, answer)) return;
      change(profile, profile.sections[this.section], answer);
    }) satisfies Moment;
  }

  /** Id of an entry of the profile, or of none. */
  entry(world: World, index: number): string {
    const entries = ownProfile(world, this.actor, this.id)?.sections[this.section] ?? [];
    return (index > 3 ? undefined : pick(entries, index)?.id) ?? UNKNOWN;
  }

  /** Puts the entries in place of the former ones. */
  settle(profile: ModelProfile, entries: readonly ModelEntry[]): void {
    profile.sections = { ...profile.sections, [this.section]: entries };
    raiseVersion(profile);
  }
}

function expectEntry(answer: Answer, status: number, entry: ModelEntry, version: number): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.json).toMatchObject(entry);
  expect(answer.headers.get("etag")).toBe(`"${version}"`);
}

const refusesDates: Moment = (_, answer) => refusesField(answer, "end_before_start");

const add = (section: SectionName) =>
  intent(
    `add to ${section}`,
    { ...anyAim, draft: anyDraft(section), key: anyKey },
    (world, { draft, key, ...aim }) => {
      const place = new Place(world, section, aim);
      const moment = place.moment((profile, entries, answer) => {
        if (entries.length >= MOST_ENTRIES) return refuses(answer, 409, "entry_limit_reached");
        const last = Math.max(-1, ...entries.map(({ displayOrder }) => displayOrder));
        const entry = completed(section, draft, answer.json?.id, last + 1);
        place.settle(profile, [...entries, entry]);
        expectEntry(answer, 201, entry, profile.version);
      });
      const { actor, path, headers } = place;
      const moments = [hasDatesInOrder(draft) ? moment : refusesDates];
      const request = { actor, method: "POST", path, headers, body: draft, moments } as const;
      return once(request, `add ${section}`, key, draft);
    },
  );

const change = (section: SectionName) =>
  intent(
    `patch in ${section}`,
    { ...anyAim, patch: anyPatch(section), entry: fc.nat({ max: 4 }) },
    (world, { patch, entry: index, ...aim }) => {
      const place = new Place(world, section, aim, true);
      const id = place.entry(world, index);
      const moment = place.moment((profile, entries, answer) => {
        const before = entries.find((entry) => entry.id === id);
        if (!before) return refuses(answer, 404, "entry_not_found");
        const after = patched(section, before, patch);
        if (!hasDatesInOrder(after)) return refusesField(answer, "end_before_start");
        if (!isSameEntry(before, after)) {
          place.settle(
            profile,
            entries.map((entry) => (entry === before ? after : entry)),
          );
        }
        expectEntry(answer, 200, after, profile.version);
      });
      const { actor, path, headers } = place;
      const moments = [moment];
      return { actor, method: "PATCH", path: `${path}/${id}`, headers, body: patch, moments };
    },
  );

const remove = (section: SectionName) =>
  intent(
    `delete from ${section}`,
    { ...anyAim, entry: fc.nat({ max: 4 }) },
    (world, { entry: index, ...aim }) => {
      const place = new Place(world, section, aim, true);
      const id = place.entry(world, index);
      const moment = place.moment((profile, entries, answer) => {
        const rest = entries.filter((entry) => entry.id !== id);
        if (rest.length === entries.length) return refuses(answer, 404, "entry_not_found");
        place.settle(profile, rest);
        const { status, text, headers } = answer;
        const tag = headers.get("etag");
        expect([status, text, tag]).toEqual([204, "", `"${profile.version}"`]);
      });
      const { actor, path, headers } = place;
      return { actor, method: "DELETE", path: `${path}/${id}`, headers, moments: [moment] };
    },
  );

const list = (section: SectionName) =>
  intent(`list ${section}`, { actor: anyActor, target: anyTarget }, (world, aim) => {
    const place = new Place(world, section, { ...aim, condition: undefined });
    const moment = place.moment((profile, entries, { status, json, headers }) => {
      expect([status, headers.get("etag")]).toEqual([200, `"${profile.version}"`]);
      expect(json).toMatchObject(inOrder(entries));
    });
    return { actor: place.actor, method: "GET", path: place.path, moments: [moment] };
  });

/** What reads and changes single entries. */
export const sectionCommands: fc.WeightedArbitrary<Intent>[] = SECTIONS.flatMap((section) => [
  { weight: 3, arbitrary: add(section) },
  { weight: 2, arbitrary: change(section) },
  { weight: 1, arbitrary: remove(section) },
  { weight: 1, arbitrary: list(section) },
]);
