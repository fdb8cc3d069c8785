import fc from "fast-check";
import { expect } from "vitest";
import type { Answer } from "../../support/api-client.ts";
import { readVcard } from "../../support/read-vcard.ts";
import {
  aimed,
  anyActor,
  anyOther,
  anyTarget,
  type Intent,
  intent,
  ownProfile,
  pick,
  weighted,
} from "./intent.ts";
import { CONTACTS, type Operation, PROFILES, refuses } from "./operation.ts";
import { profileBehind } from "./slug-rules.ts";
import { expectOwn, expectPage, expectVisited, shownContactData } from "./views.ts";
import { type Actor, accountOf, type ModelProfile, profilesOf, type World } from "./world.ts";

/** `GET /profiles/{id}`, one's own or another's. */
function readProfile(actor: Actor, id: string, heldVersion?: number): Operation {
  const held = heldVersion === undefined ? {} : { "if-none-match": `"${heldVersion}"` };
  const moment = (world: World, answer: Answer) => {
    const profile = world.profiles[id];
    const own = ownProfile(world, actor, id);
    if (own) {
      expect(answer.headers.get("etag")).toBe(`"${own.version}"`);
      if (heldVersion === own.version) expect([answer.status, answer.text]).toEqual([304, ""]);
      else expectOwn(world, own, answer.json);
    } else if (profile?.isPublic) {
      expect([answer.status, answer.headers.get("etag")]).toEqual([200, null]);
      expectVisited(profile, answer.json);
    } else refuses(answer, 404, "profile_not_found");
  };
  return { actor, method: "GET", path: `${PROFILES}/${id}`, headers: held, moments: [moment] };
}

export function listProfiles(actor: Actor): Operation {
  const moment = (world: World, { status, json }: Answer) => {
    const { primary } = accountOf(world, actor);
    const profiles = profilesOf(world, actor);
    profiles.sort((a, b) => Number(b.id === primary) - Number(a.id === primary));
    expect(status).toBe(200);
    expect(json.map(({ id }: ModelProfile) => id)).toEqual(profiles.map(({ id }) => id));
    for (const [index, profile] of profiles.entries()) expectOwn(world, profile, json[index]);
  };
  return { actor, method: "GET", path: `${PROFILES}/all`, moments: [moment] };
}

export function readPrimary(actor: Actor): Operation {
  const moment = (world: World, answer: Answer) => {
    const profile = world.profiles[accountOf(world, actor).primary ?? ""];
    if (profile) expectOwn(world, profile, answer.json);
    else refuses(answer, 404, "profile_not_found");
  };
  return { actor, method: "GET", path: `${PROFILES}/me`, moments: [moment] };
}

/** The public page by id or slug. */
export function readPage(identifier: string): Operation {
  const path = `${PROFILES}/p/${identifier}`;
  const moment = (world: World, answer: Answer) => {
    const id = profileBehind(world, identifier) ?? identifier;
    const profile = published(world, id, answer);
    if (!profile) return;
    if (identifier === profile.id || identifier === profile.slug) {
      expect(answer.status).toBe(200);
      expectPage(profile, answer.json);
      return;
    }
    const location = `${world.baseUrl}${PROFILES}/p/${profile.slug}`;
    expect([answer.status, answer.headers.get("location")]).toEqual([301, location]);
  };
  return { actor: undefined, method: "GET", path, moments: [moment] };
}

function readVcf(id: string): Operation {
  const moment = (world: World, answer: Answer) => {
    const profile = published(world, id, answer);
    if (profile) expectVcard(world, profile, answer);
  };
  return { actor: undefined, method: "GET", path: `${CONTACTS}/${id}/vcf`, moments: [moment] };
}

/** The profile of that id, if anybody may read it; else checks that the answer says why not. */
export function published(world: World, id: string, answer: Answer): ModelProfile | undefined {
  const profile = world.profiles[id];
  if (profile?.isPublic) return profile;
  if (world.removed[id]?.wasPublic) refuses(answer, 410, "profile_removed");
  else refuses(answer, 404, "profile_not_found");
  return undefined;
}

function expectVcard(world: World, profile: ModelProfile, { status, text }: Answer): void {
  expect(status).toBe(200);
  const lines = readVcard(text);
  const read = (name: string) => {
    const value = lines.find((line) => line.name === name)?.value ?? "";
    return typeof value === "string" ? value : value[0];
  };
  const { contactEmail, contactPhone } = shownContactData(profile);
  const { name, title, company, bio } = profile.fields;
  expect(["FN", "TITLE", "ORG", "NOTE", "UID"].map(read)).toEqual([
    ...[name, title, company, bio],
    `urn:uuid:${profile.id}`,
  ]);
  expect(["EMAIL", "TEL"].map(read)).toEqual([contactEmail ?? "", contactPhone ?? ""]);
  const photo = read("PHOTO");
  // One that is taken away at the same time may be gone before it was read.
  const isAddress = profile.photoUrl === "" || (world.crowd && photo === profile.photoUrl);
  if (isAddress) expect(photo).toBe(profile.photoUrl);
  else expect(photo).toMatch(/^\/9j\/[\w+/]+=*$/);
  expect(lines.filter((line) => /^ITEM\d+\.URL$/.test(line.name))).toHaveLength(
    profile.sections.socialLinks.length,
  );
}

const one = intent(
  "read",
  { actor: anyActor, target: anyTarget, other: anyOther, isOwn: fc.boolean(), holds: fc.boolean() },
  (world, { actor, target, other, isOwn, holds }) => {
    const id = aimed(world, actor, isOwn ? target : other);
    return readProfile(actor, id, holds ? world.profiles[id]?.version : undefined);
  },
);
const all = intent("list", { actor: anyActor }, (_, { actor }) => listProfiles(actor));
const primary = intent("me", { actor: anyActor }, (_, { actor }) => readPrimary(actor));
const page = intent(
  "page",
  { target: anyOther, slug: weighted([1, undefined], [1, 0], [1, 1], [1, 2], [1, 3]) },
  (world, { target, slug }) => {
    const known = slug === undefined ? undefined : pick(Object.keys(world.slugs).sort(), slug);
    return readPage(known ?? aimed(world, 0, target));
  },
);
const vcf = intent("vcf", { target: anyOther }, (world, { target }) =>
  readVcf(aimed(world, 0, target)),
);

/** What reads profiles. */
export const readingCommands: fc.WeightedArbitrary<Intent>[] = [
  { weight: 3, arbitrary: one },
  { weight: 2, arbitrary: all },
  { weight: 2, arbitrary: primary },
  { weight: 4, arbitrary: page },
  { weight: 2, arbitrary: vcf },
];
