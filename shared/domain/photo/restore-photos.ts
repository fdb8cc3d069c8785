import { PHOTO_PREFIX, parsePhotoKey } from "../../model/photo/photo-key.ts";
import { isOfShard, jumpAfter, type SweepShard } from "../../model/photo/sweep-shard.ts";
import { findCards } from "../../persistence/card-repository.ts";
import {
  type DeleteMarker,
  listDeleteMarkers,
  removeVersion,
  type VersionPosition,
} from "../../photos/photo-store.ts";

/** Cards read at once. */
const CARDS = 100;

/** What was looked at, and what came back. */
export interface RestoredPhotos {
  /** Objects that are marked as deleted. */
  readonly deleted: number;
  /** Those of them that a card names, which are there again. */
  readonly restored: number;
}

/**
 * Brings back the photos that the cards of the table name and that were removed or replaced since:
 * the bucket keeps them for a week. May be ended anywhere and run again. A page of 1,000 versions
 * costs 1 list, and 1 batch of reads for each 100 profiles with a deleted photo.
 * @param report told after each page how many versions it had
 */
export async function restorePhotos(
  shard: SweepShard,
  report: (versions: number) => void,
): Promise<RestoredPhotos> {
  let [deleted, restored] = [0, 0];
  let from: VersionPosition | undefined = { key: PHOTO_PREFIX };
  while (from) {
    const page = await listDeleteMarkers(PHOTO_PREFIX, from);
    const own = page.markers.filter(({ key }) => isOfShard(nameOf(key), shard));
    const wanted = await namedByCards(own);
    for (const { key, versionId } of wanted) await removeVersion(key, versionId);
    deleted += own.length;
    restored += wanted.length;
    report(page.versions);
    from = page.next && onFrom(page.next, shard);
  }
  return { deleted, restored };
}

function onFrom(next: VersionPosition, shard: SweepShard): VersionPosition | undefined {
  const jump = jumpAfter(nameOf(next.key), shard);
  if (jump === undefined) return undefined;
  return jump === nameOf(next.key) ? next : { key: `${PHOTO_PREFIX}${jump}` };
}

async function namedByCards(markers: readonly DeleteMarker[]): Promise<DeleteMarker[]> {
  const ids = [...new Set(markers.flatMap(({ key }) => parsePhotoKey(key)?.profileId ?? []))];
  const photos = new Map<string, string | undefined>();
  for (let from = 0; from < ids.length; from += CARDS) {
    for (const [id, { photo }] of await findCards(ids.slice(from, from + CARDS))) {
      photos.set(id, photo?.id);
    }
  }
  return markers.filter(({ key }) => {
    const place = parsePhotoKey(key);
    return place !== undefined && photos.get(place.profileId) === place.photoId;
  });
}

function nameOf(key: string): string {
  return key.slice(PHOTO_PREFIX.length);
}
