import { PHOTO_PREFIX, parsePhotoKey, QUARANTINE_PREFIX } from "../../model/photo/photo-key.ts";
import {
  isOfShard,
  jumpAfter,
  type SweepShard,
  WHOLE_BUCKET,
} from "../../model/photo/sweep-shard.ts";
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
/** Pages that are looked at before anything of them is removed. */
const WINDOW_PAGES = 20;
/** More strays than this share of what is looked at mean that the cards are wrong, and not the objects. */
const MOST_STRAYS = 0.05;
/** So many are removed in any case: else a small bucket would never be swept. */
const FEW_STRAYS = 50;

const PREFIXES = [PHOTO_PREFIX, QUARANTINE_PREFIX] as const;

/** What of the bucket is swept, and how. */
export interface SweepOrder {
  /** All of it when left out. */
  readonly shard?: SweepShard;
  /** From the beginning, though an earlier run has not come to an end. */
  readonly anew?: boolean;
  /** Whatever there is to remove: an operator has looked. */
  readonly force?: boolean;
}

/** Why a sweep has removed nothing of what it looked at last. */
export interface SweepStop {
  readonly looked: number;
  readonly strays: number;
  /** The first few of the objects that it would have removed. */
  readonly examples: readonly string[];
}

/** What a sweep, or the part of one that there was time for, has done. */
export interface SweepSummary {
  readonly looked: number;
  readonly removed: number;
  /** False when the next run goes on where this one stopped. */
  readonly isComplete: boolean;
  /** It would have removed too much. */
  readonly stopped?: SweepStop;
}

/** Some pages of the bucket. */
interface Window {
  readonly looked: number;
  readonly strays: readonly string[];
  readonly isOfPhotos: boolean;
  /** Where to go on; undefined at the end. */
  readonly next: string | undefined;
}

/**
 * Removes every object that no profile points at: what a crash between two steps left. Goes on
 * where the last run stopped. A page of 1,000 objects costs 1 list and 1 batch of reads for each 100
 * profiles, twenty pages 1 write. Stops in place of removing more than 5 % of twenty pages of photos.
 * @param hasTime asked after each page
 */
export async function sweepPhotos(
  hasTime: () => boolean,
  { shard = WHOLE_BUCKET, anew, force }: SweepOrder = {},
): Promise<SweepSummary> {
  let at = (anew ? undefined : await findSweepCursor(shard)) ?? PHOTO_PREFIX;
  let [looked, removed] = [0, 0];
  for (;;) {
    const window = await lookAt(at, shard, hasTime);
    looked += window.looked;
    const stopped = force ? undefined : stopOf(window);
    if (stopped) return { looked, removed, isComplete: false, stopped };
    await removeObjects(window.strays);
    removed += window.strays.length;
    if (window.next === undefined) break;
    at = window.next;
    await saveSweepCursor(at, shard);
    if (!hasTime()) return { looked, removed, isComplete: false };
  }
  await clearSweepCursor(shard);
  return { looked, removed, isComplete: true };
}

/** Looks at pages below one prefix, from after a key on. */
async function lookAt(from: string, shard: SweepShard, hasTime: () => boolean): Promise<Window> {
  const prefix = from.startsWith(QUARANTINE_PREFIX) ? QUARANTINE_PREFIX : PHOTO_PREFIX;
  const strays: string[] = [];
  let looked = 0;
  let at: string | undefined = from;
  for (let pages = 0; at !== undefined && pages < WINDOW_PAGES; pages += 1) {
    if (pages > 0 && !hasTime()) break;
    const page = await listObjects(prefix, at === prefix ? undefined : at);
    const own = page.objects.filter(({ key }) => isOfShard(key.slice(prefix.length), shard));
    strays.push(...(await straysAmong(own)));
    looked += own.length;
    const last: string = page.objects.at(-1)?.key ?? at;
    const jump = jumpAfter(last.slice(prefix.length), shard);
    at = page.isLast || jump === undefined ? undefined : `${prefix}${jump}`;
  }
  const isOfPhotos = prefix === PHOTO_PREFIX;
  const next = at ?? PREFIXES[PREFIXES.indexOf(prefix) + 1];
  return { looked, strays, isOfPhotos, next };
}

/** Uploads are strays all of them, once they are an hour old. */
function stopOf({ looked, strays, isOfPhotos }: Window): SweepStop | undefined {
  const most = Math.max(FEW_STRAYS, looked * MOST_STRAYS);
  if (!isOfPhotos || strays.length <= most) return undefined;
  return { looked, strays: strays.length, examples: strays.slice(0, 5) };
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
