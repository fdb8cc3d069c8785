import { log } from "../../log.ts";
import type { ViewSource } from "../../model/analytics/view-source.ts";
import { isView, type Visitor } from "../../model/analytics/visitor.ts";
import { utcDay } from "../../model/utc-day.ts";
import { addTally } from "../../persistence/tally-repository.ts";
import { type CountedEvent, CountGatherer } from "./gather-counts.ts";
import { viewerDigest } from "./viewer-digest.ts";

/** Longest that a request waits for counts, in milliseconds; what is under way goes on behind it. */
const LONGEST_WAIT = 500;

/** Of this environment. */
const gatherer = new CountGatherer({ write: addTally });

/** A look at a published profile. */
export interface View {
  readonly profileId: string;
  readonly source: ViewSource;
  readonly visitor: Visitor;
}

/**
 * Counts a view of a profile that is known to be public, unless a robot looks or nothing is counted
 * here. Never rejects, and takes half a second at most. None or 1 write, beside others' that are due;
 * the first of a day and profile is 1 more, and an environment's first of a day 1 read.
 * @param isOn the setting `analytics`
 */
export async function countView(isOn: boolean, view: View): Promise<void> {
  const { profileId, source, visitor } = view;
  if (!isOn || !isView(visitor, source)) return;
  await withinWait(async () => {
    const digest = await digestOf(profileId, visitor);
    await gatherer.count({ profileId, counter: source, digest });
  });
}

/** Counts a scan that was told of by itself, of a public profile. As {@link countView}. */
export function countScan(isOn: boolean, profileId: string): Promise<void> {
  return countEvent(isOn, { profileId, counter: "scan", digest: undefined });
}

/** Counts that somebody saved a public profile who had not saved it, or no longer. As {@link countView}. */
export function countSave(isOn: boolean, profileId: string): Promise<void> {
  return countEvent(isOn, { profileId, counter: "save", digest: undefined });
}

async function countEvent(isOn: boolean, event: CountedEvent): Promise<void> {
  if (isOn) await withinWait(() => gatherer.count(event));
}

/** A view counts even where its viewer cannot be told from others. */
async function digestOf(profileId: string, visitor: Visitor): Promise<string | undefined> {
  try {
    return await viewerDigest(utcDay(new Date()), profileId, visitor);
  } catch (error) {
    log("warn", "viewer not counted", { profileId, error: String(error) });
    return undefined;
  }
}

async function withinWait(run: () => Promise<void>): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, LONGEST_WAIT);
  try {
    await Promise.race([run(), over]);
  } finally {
    clearTimeout(timer);
  }
}
