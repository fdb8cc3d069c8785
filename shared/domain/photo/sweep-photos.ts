import { PHOTO_PREFIX, parsePhotoKey, QUARANTINE_PREFIX } from "../../model/photo/photo-key.ts";
import { findCards } from "../../persistence/card-repository.ts";
import {
  clearSweepCursor,
  findSweepCursor,
  saveSweepCursor,
} from "../../persistence/sweep-repository.ts";
import { type ListedObject, listObjects, removeObjects } from "../../photos/photo-store.ts";

/** Younger objects may belong to a request that is still running. */
const MIN_AGE_MS = 3_600_000;
/** Cards read at once. */
const CARDS = 100;

/** What a sweep, or the part of one that there was time for, has done. */
export interface SweepSummary {
  readonly looked: number;
  readonly removed: number;
  /** False when the next run goes on where this one stopped. */
  readonly isComplete: boolean;
}

/**
 * Removes every object that no profile points at: what a crash between two steps left. Goes on
 * where the last run stopped. A page of 1,000 objects costs 1 list, 1 batch of reads for each 100
 * profiles, and 1 write.
 * @param hasTime asked after each page
 * @param start where to begin: where the last run stopped, or anew
 */
export async function sweepPhotos(
  hasTime: () => boolean,
  start: "resume" | "anew" = "resume",
): Promise<SweepSummary> {
  let after = start === "resume" ? await findSweepCursor() : undefined;
  let [looked, removed] = [0, 0];
  for (const prefix of [PHOTO_PREFIX, QUARANTINE_PREFIX]) {
    if (after !== undefined && after > prefix && !after.startsWith(prefix)) continue;
    for (let isLast = false; !isLast; ) {
      if (looked > 0 && !hasTime()) return { looked, removed, isComplete: false };
      const page = await listObjects(prefix, after);
      const strays = await straysAmong(page.objects);
      await removeObjects(strays);
      looked += page.objects.length;
      removed += strays.length;
      after = page.objects.at(-1)?.key ?? after;
      isLast = page.isLast;
      if (!isLast && after !== undefined) await saveSweepCursor(after);
    }
  }
  await clearSweepCursor();
  return { looked, removed, isComplete: true };
}

/**
 * An old object that is not of its profile's present photo can never become so: ids are random and
 * made by each request.
 */
async function straysAmong(objects: readonly ListedObject[]): Promise<string[]> {
  const oldest = Date.now() - MIN_AGE_MS;
  const old = objects.filter(({ modifiedAt }) => modifiedAt.getTime() < oldest);
  const photos = await presentPhotos(old.flatMap(({ key }) => parsePhotoKey(key)?.profileId ?? []));
  return old
    .map(({ key }) => key)
    .filter((key) => {
      const place = parsePhotoKey(key);
      return !place || photos.get(place.profileId) !== place.photoId;
    });
}

/** Id of the photo of each profile that has one, by profile id. */
async function presentPhotos(profileIds: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(profileIds)];
  const photos = new Map<string, string>();
  for (let from = 0; from < ids.length; from += CARDS) {
    for (const [id, { photo }] of await findCards(ids.slice(from, from + CARDS))) {
      if (photo) photos.set(id, photo.id);
    }
  }
  return photos;
}
