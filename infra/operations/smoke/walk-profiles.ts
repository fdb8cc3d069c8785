import { randomUUID } from "node:crypto";
import { createProfileRoute } from "../../../shared/routes/profiles/create-profile.ts";
import { deleteProfileRoute } from "../../../shared/routes/profiles/delete-profile.ts";
import { getPrimaryProfileRoute } from "../../../shared/routes/profiles/get-primary-profile.ts";
import { getProfileRoute } from "../../../shared/routes/profiles/get-profile.ts";
import { listProfilesRoute } from "../../../shared/routes/profiles/list-profiles.ts";
import { updateProfileRoute } from "../../../shared/routes/profiles/update-profile.ts";
import { expectEqual, expectError, expectStatus, expectThat, headerOf } from "./expectations.ts";
import { DOCUMENT } from "./facts.ts";
import type { WalkContext } from "./walk-context.ts";
import { walkExport } from "./walk-export.ts";
import { walkImport } from "./walk-import.ts";
import { walkPage } from "./walk-page.ts";
import { walkUploads } from "./walk-photos.ts";
import { walkSections } from "./walk-sections.ts";
import type { WalkedProfile } from "./walked-profile.ts";

const SPANS = { document: DOCUMENT.table, spansPartitions: true } as const;

/** One profile through all that can be done with it. */
export async function walkProfiles(context: WalkContext): Promise<void> {
  const { facts, owner } = context;
  const profile = await walkCreation(context);
  const params = { profile_id: profile.id };
  await facts.walk("reading", () => walkReading(context, profile));
  await facts.walk("changing", () => walkChanges(context, profile));
  await facts.walk("sections", () => walkSections(context, profile));
  await facts.walk("imports", () => walkImport(context));
  await facts.walk("direct uploads", () => walkUploads(context, profile));
  await facts.walk("files to take along", () => walkExport(context, profile));
  await facts.walk("the public page", () => walkPage(context, profile));
  await facts.check("delete a profile (several partitions)", SPANS, async () => {
    expectStatus(await owner.call(deleteProfileRoute, { params }), 204);
    expectError(await owner.call(getProfileRoute, { params }), 404);
  });
}

/** A POST that is repeated makes one profile. */
async function walkCreation({ facts, owner, marker }: WalkContext): Promise<WalkedProfile> {
  const headers = { "idempotency-key": randomUUID() };
  const fields = { name: `${marker} walker`, title: "Walker", skills: ["walking"] };
  // Published later on, it is not to be found by people who search.
  const json = { ...fields, mcpDiscoverable: false };
  const profile = await facts.must(
    "create a profile by JSON (several partitions)",
    SPANS,
    async () => {
      const answer = expectStatus(await owner.call(createProfileRoute, { json, headers }), 201);
      const { json: made } = answer;
      expectEqual("isPublic", made.isPublic, false);
      expectEqual("mcpDiscoverable", made.mcpDiscoverable, false);
      expectEqual("headline", made.headline, "Walker");
      const location = headerOf(answer, "location") ?? "";
      expectThat(location.endsWith(`/profiles/${made.id}`), "Location of the profile", location);
      expectEqual("ETag", headerOf(answer, "etag"), `"${made.version}"`);
      return made as WalkedProfile;
    },
  );
  await facts.check("the same POST under its Idempotency-Key is replayed", {}, async () => {
    const again = expectStatus(await owner.call(createProfileRoute, { json, headers }), 201);
    expectEqual("Idempotent-Replayed", headerOf(again, "idempotent-replayed"), "true");
    expectEqual("id", again.json.id, profile.id);
  });
  await facts.check("another body under that Idempotency-Key is 422", {}, async () => {
    const other = { ...json, title: "Runner" };
    const answer = await owner.call(createProfileRoute, { json: other, headers });
    expectError(answer, 422, "idempotency_key_reused");
  });
  return profile;
}

async function walkReading(context: WalkContext, { id }: WalkedProfile): Promise<void> {
  const { facts, owner, nobody } = context;
  const params = { profile_id: id };
  await facts.check("it is in the list of the account's profiles", {}, async () => {
    const { json } = expectStatus(await owner.call(listProfilesRoute), 200);
    expectThat(json.some((one: WalkedProfile) => one.id === id) === true, `${id} in it`, json);
  });
  await facts.check("the account has a primary profile", {}, async () => {
    const { json } = expectStatus(await owner.call(getPrimaryProfileRoute), 200);
    expectEqual("isPrimary", json.isPrimary, true);
  });
  await facts.check("a profile with its ETag in If-None-Match is 304", {}, async () => {
    const etag = headerOf(await owner.call(getProfileRoute, { params }), "etag") ?? "";
    const headers = { "if-none-match": etag };
    const again = expectStatus(await owner.call(getProfileRoute, { params, headers }), 304);
    expectEqual("body", again.text, "");
  });
  await facts.check("X-RateLimit-* count the requests of a JWT", COUNTED, async () => {
    const [first, second] = [
      rateOf(expectStatus(await owner.call(getProfileRoute, { params }), 200)),
      rateOf(expectStatus(await owner.call(getProfileRoute, { params }), 200)),
    ];
    expectThat(second.remaining < first.remaining, `fewer than ${first.remaining}`, second);
    expectThat(first.reset * 1_000 > Date.now(), "X-RateLimit-Reset to come", first.reset);
  });
  await facts.check("a draft is 404 to the public, as an unknown one is", {}, async () => {
    const page = `/api/v1/profiles/p/${id}`;
    expectError(await nobody.raw("GET", page), 404, "profile_not_found");
  });
  await walkOwnership(context, id);
}

/** What is somebody else's. */
async function walkOwnership({ facts, visitor }: WalkContext, id: string): Promise<void> {
  if (!visitor) return facts.notWalked("what another account sees of it", "give --second-token");
  await facts.check("another account's draft is as an unknown one, to the byte", {}, async () => {
    const params = { profile_id: id };
    const unknown = { profile_id: "0190c0de-0000-7000-8000-000000000000" };
    for (const route of [getProfileRoute, updateProfileRoute, deleteProfileRoute]) {
      const json = route === updateProfileRoute ? { json: { bio: "Not mine." } } : {};
      const seen = expectError(await visitor.call(route, { params, ...json }), 404);
      const none = expectError(await visitor.call(route, { params: unknown, ...json }), 404);
      const text = (answer: typeof seen) => answer.text.replace(answer.json.request_id, "");
      expectEqual("body", text(seen), text(none));
    }
  });
}

const COUNTED = { document: DOCUMENT.counting } as const;

/** The three headers as numbers. @throws Mismatch when one is missing */
export function rateOf(answer: Parameters<typeof headerOf>[0]) {
  const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) =>
    Number(headerOf(answer, `x-ratelimit-${name}`) ?? Number.NaN),
  ) as [number, number, number];
  const rate = { limit, remaining, reset };
  const isWhole = Object.values(rate).every(Number.isInteger);
  expectThat(isWhole, "X-RateLimit-Limit, -Remaining and -Reset as numbers", answer.headers);
  return rate;
}

async function walkChanges({ facts, owner }: WalkContext, { id }: WalkedProfile): Promise<void> {
  const params = { profile_id: id };
  await facts.check("a PATCH with another version in If-Match is 412", {}, async () => {
    const headers = { "if-match": '"999999"' };
    const json = { bio: "Never." };
    expectError(await owner.call(updateProfileRoute, { params, json, headers }), 412);
  });
  await facts.check("a PATCH with its version in If-Match changes it", {}, async () => {
    const headers = { "if-match": headerOf(await owner.call(getProfileRoute, { params }), "etag") };
    const json = { bio: "Walks.", company: null, title: "Tester" };
    const call = { params, json, headers: headers as Record<string, string> };
    const changed = expectStatus(await owner.call(updateProfileRoute, call), 200).json;
    expectEqual("bio", changed.bio, "Walks.");
    expectEqual("headline", changed.headline, "Tester");
  });
  await facts.check("application/merge-patch+json is taken; a list is replaced", {}, async () => {
    const headers = { "content-type": "application/merge-patch+json" };
    const json = { skills: ["running"] };
    const changed = await owner.call(updateProfileRoute, { params, json, headers });
    expectEqual("skills", expectStatus(changed, 200).json.skills, ["running"]);
  });
}
