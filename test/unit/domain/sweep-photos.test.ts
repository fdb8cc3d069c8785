import { beforeEach, expect, test, vi } from "vitest";
import { sweepPhotos } from "../../../shared/domain/photo/sweep-photos.ts";

const OLD = new Date(Date.now() - 2 * 3_600_000);
const PAGE = 2;

/** Keys of the bucket, and where an unfinished sweep stopped. */
const bucket = vi.hoisted(() => ({
  keys: [] as string[],
  cursor: undefined as string | undefined,
}));
/** Id of each profile's photo. */
const cards = vi.hoisted(() => new Map<string, { readonly photo: { readonly id: string } }>());

vi.mock("../../../shared/photos/photo-store.ts", () => ({
  async listObjects(prefix: string, after = "") {
    const keys = bucket.keys.filter((key) => key.startsWith(prefix) && key > after);
    const objects = keys.slice(0, PAGE).map((key) => ({ key, modifiedAt: OLD }));
    return { objects, isLast: keys.length <= PAGE };
  },
  async removeObjects(keys: readonly string[]) {
    bucket.keys = bucket.keys.filter((key) => !keys.includes(key));
  },
}));
vi.mock("../../../shared/persistence/card-repository.ts", () => ({ findCards: async () => cards }));
vi.mock("../../../shared/persistence/sweep-repository.ts", () => ({
  findSweepCursor: async () => bucket.cursor,
  async saveSweepCursor(after: string) {
    bucket.cursor = after;
  },
  async clearSweepCursor() {
    bucket.cursor = undefined;
  },
}));

const SHOWN = ["photos/a/1/1024.jpg", "photos/a/1/256.jpg", "photos/a/1/96.jpg"];
const STRAYS = ["photos/a/0/96.jpg", "photos/b/1/96.jpg", "quarantine/a/1", "quarantine/b/2"];
const LATEST = "quarantine/c/3";

beforeEach(() => {
  bucket.keys = [...SHOWN, ...STRAYS, LATEST].sort();
  bucket.cursor = undefined;
  cards.set("a", { photo: { id: "1" } });
});

/** Time for so many pages. */
function pages(count: number): () => boolean {
  let looks = 0;
  return () => {
    looks += 1;
    return looks < count;
  };
}

test("a sweep goes over every page, and begins anew the next time", async () => {
  const whole = { looked: 8, removed: 5, isComplete: true };
  expect(await sweepPhotos(() => true)).toEqual(whole);
  expect(bucket).toEqual({ keys: SHOWN, cursor: undefined });
});

test("one without the time for all says so, and the next goes on after it", async () => {
  expect(await sweepPhotos(pages(1))).toEqual({ looked: 2, removed: 1, isComplete: false });
  expect(bucket.cursor).toBe("photos/a/1/1024.jpg");
  expect(await sweepPhotos(pages(2))).toEqual({ looked: 3, removed: 1, isComplete: false });
  expect(bucket.keys).toEqual([...SHOWN, ...STRAYS.slice(2), LATEST]);
  expect(await sweepPhotos(() => true)).toMatchObject({ removed: 3, isComplete: true });
  expect(bucket).toEqual({ keys: SHOWN, cursor: undefined });
});

test("one that stopped in quarantine does not look at photos again, unless it is told to", async () => {
  bucket.cursor = "quarantine/a/1";
  expect(await sweepPhotos(() => true)).toEqual({ looked: 2, removed: 2, isComplete: true });
  bucket.cursor = LATEST;
  expect(await sweepPhotos(() => true, "anew")).toMatchObject({ looked: 6, removed: 3 });
  expect(bucket).toEqual({ keys: SHOWN, cursor: undefined });
});
