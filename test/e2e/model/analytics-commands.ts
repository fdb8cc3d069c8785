import fc from "fast-check";
import { expect } from "vitest";
import type { Answer } from "../../support/api-client.ts";
import { SCANS } from "../../support/full-profile.ts";
import { once } from "./idempotency.ts";
import {
  aimed,
  anyActor,
  anyKey,
  anyOther,
  anyTarget,
  type Intent,
  intent,
  ownProfile,
} from "./intent.ts";
import { expectTime, type Moment, type Operation, refuses } from "./operation.ts";
import { published } from "./reading-commands.ts";
import { type Actor, accountOf, profilesOf, see, seenOf, type World } from "./world.ts";

const SUMMARY = "/api/v1/mcp/analytics-summary";

/**
 * What was counted of a profile. What happens close together is gathered for a while, and is lost when
 * the profile is hidden meanwhile: never more is counted than happened.
 * @param named undefined for the account's primary profile
 */
export function readSummary(actor: Actor, named: string | undefined): Operation {
  const moment: Moment = (world, answer) => {
    const profile = ownProfile(world, actor, named ?? accountOf(world, actor).primary ?? "");
    if (!profile) return refuses(answer, 404, "profile_not_found");
    expect(answer.status, answer.text).toBe(200);
    const { profileId, periodDays, bySource, uniqueViewers, ...counts } = answer.json;
    expect([profileId, periodDays]).toEqual([profile.id, 30]);
    const { save = 0, scan = 0, ...views } = seenOf(world, profile.id);
    const most = { web: 0, qr_scan: 0, mcp: 0, vcard: 0, ...views };
    for (const source of Object.keys(most) as (keyof typeof most)[])
      expect(bySource[source], source).toBeLessThanOrEqual(most[source]);
    const { web, qr_scan, mcp, vcard, ...others } = bySource;
    expect(others).toEqual({});
    expect(counts.totalViews).toBe(web + qr_scan + mcp + vcard);
    // All of a run look from one address, with one browser, on two days at most.
    expect(uniqueViewers).toBeLessThanOrEqual(Math.min(counts.totalViews, 2));
    expect(counts.savedCount).toBeLessThanOrEqual(save);
    expect(counts.qrScans).toBeLessThanOrEqual(qr_scan + scan);
    expect([counts.viewsThisWeek, counts.qrScansThisWeek]).toEqual([
      counts.totalViews,
      counts.qrScans,
    ]);
  };
  const query = named === undefined ? "" : `?profileId=${named}`;
  return { actor, method: "GET", path: `${SUMMARY}${query}`, moments: [moment] };
}

/**
 * Summaries of all profiles once nothing is under way: what happened to one that was never hidden
 * since is not lost altogether, for a function writes the first that it counts of a profile at once.
 */
export function settledSummaries(world: World, actor: Actor): Operation[] {
  return profilesOf(world, actor).map(({ id }) => {
    const read = readSummary(actor, id);
    const notLost: Moment = (now, { json }) => {
      if (now.profiles[id]?.wasHidden) return;
      const { save = 0, scan = 0, vcard = 0, web = 0, qr_scan = 0, mcp = 0 } = seenOf(now, id);
      const counted = [json.savedCount, json.qrScans, json.bySource.vcard, json.totalViews];
      const happened = [save, scan, vcard, web + qr_scan + mcp + vcard];
      expect(counted.map((_, at) => counted[at] > 0 || happened[at] === 0)).not.toContain(false);
      expect(json.uniqueViewers > 0).toBe(json.totalViews > 0);
    };
    return { ...read, moments: [...read.moments, notLost] };
  });
}

const named = intent(
  "summary",
  { actor: anyActor, target: anyTarget, other: anyOther, isOwn: fc.boolean() },
  (world, { actor, target, other, isOwn }) =>
    readSummary(actor, aimed(world, actor, isOwn ? target : other)),
);
const primary = intent("summary of primary", { actor: anyActor }, (_, { actor }) =>
  readSummary(actor, undefined),
);

const record = intent(
  "scan",
  {
    ...{ actor: anyActor, target: anyOther, key: anyKey },
    source: fc.constantFrom("qr_scan", "web", "mcp"),
  },
  (world, { actor, target, key, source }): Operation => {
    const profileId = aimed(world, actor, target);
    const body = { profileId, source };
    const moment = (now: World, answer: Answer) => {
      const profile = published(now, profileId, answer);
      if (!profile) return;
      const { id, scannedAt } = answer.json;
      expect([answer.status, answer.json]).toEqual([201, { id, scannedAt, ...body }]);
      expectTime(scannedAt);
      const { scans } = accountOf(now, profile.owner);
      scans.push({ id, ...body, scannedAt });
      see(now, profileId, "scan");
    };
    const request = { actor, method: "POST", path: SCANS, body, moments: [moment] } as const;
    return once(request, "record-scan", key, body);
  },
);

/** Scans of an account's profiles, with nothing else under way: scans and profiles are two reads. */
export function listScans(actor: Actor): Operation {
  const moment: Moment = (world, { status, json }) => {
    const { scans } = accountOf(world, actor);
    const newestFirst = scans.toSorted((one, other) => (one.id < other.id ? 1 : -1));
    expect([status, json]).toEqual([200, { scans: newestFirst.slice(0, 50) }]);
  };
  return { actor, method: "GET", path: SCANS, moments: [moment] };
}

/** What tells how often a profile was looked at, and asks for it. */
export const analyticsCommands: fc.WeightedArbitrary<Intent>[] = [
  { weight: 2, arbitrary: named },
  { weight: 1, arbitrary: primary },
  { weight: 2, arbitrary: record },
];
