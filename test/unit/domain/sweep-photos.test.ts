import { beforeEach, expect, test, vi } from "vitest";
import { sweepPhotos } from "../../../shared/domain/photo/sweep-photos.ts";

const OLD = new Date(Date.now() - 2 * 3_600_000);
const PAGE = 2;

/** Keys of the bucket, and where an unfinished sweep stopped. */
const bucket = vi.hoisted(() => ({
  keys: [] as string[],
  cursor: undefined as string | undefined,
}));
const page = vi.hoisted(() => ({ size: 0 }));
/** Id of each profile's photo. */
const cards = vi.hoisted(() => new Map<string, { readonly photo: { readonly id: string } }>());

vi.mock("../../../shared/photos/photo-store.ts", () => ({
  async listObjects(prefix: string, after = "") {
    const keys = bucket.keys.filter((key) => key.startsWith(prefix) && key > after);
    const objects = keys.slice(0, page.size).map((key) => ({ key, modifiedAt: OLD }));
    return { objects, isLast: keys.length <= page.size };
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
  page.size = PAGE;
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
  expect(await sweepPhotos(() => true, { anew: true })).toMatchObject({ looked: 6, removed: 3 });
  expect(bucket).toEqual({ keys: SHOWN, cursor: undefined });
});

test("one that would remove more than 5 % of the photos removes none of them, unless it is forced", async () => {
  const strays = Array.from({ length: 60 }, (_, i) => `photos/a/0/${i}.jpg`);
  page.size = 1_000;
  bucket.keys = [...SHOWN, ...strays, LATEST].sort();
  const all = [...bucket.keys];
  const { looked, removed, isComplete, stopped } = await sweepPhotos(() => true);
  expect({ looked, removed, isComplete }).toEqual({ looked: 63, removed: 0, isComplete: false });
  expect(stopped).toEqual({ looked: 63, strays: 60, examples: strays.sort().slice(0, 5) });
  expect(bucket.keys).toEqual(all);
  const forced = await sweepPhotos(() => true, { force: true });
  expect(forced).toEqual({ looked: 64, removed: 61, isComplete: true });
  expect(bucket.keys).toEqual(SHOWN);
});

test("a few go, whatever their share is, and uploads all of them", async () => {
  const uploads = Array.from({ length: 60 }, (_, i) => `quarantine/a/${i}`);
  const strays = Array.from({ length: 30 }, (_, i) => `photos/a/0/${i}.jpg`);
  bucket.keys = [...strays, ...uploads].sort();
  expect(await sweepPhotos(() => true)).toEqual({ looked: 90, removed: 90, isComplete: true });
});

test("shards look at everything once, together, and each keeps its own place", async () => {
  const keys = Array.from({ length: 200 }, (_, i) => {
    const slot = (0x0190000 + i * 3).toString(16).padStart(7, "0");
    return `photos/${slot}0-0000-7000-8000-000000000000/1/96.jpg`;
  });
  bucket.keys = keys;
  const of = 7;
  const parts = await Promise.all(
    Array.from({ length: of }, (_, number) => sweepPhotos(() => true, { shard: { number, of } })),
  );
  expect(parts.reduce((sum, { looked }) => sum + looked, 0)).toBe(200);
  expect(Math.max(...parts.map(({ looked }) => looked))).toBeLessThan(35);
  expect(bucket.keys).toEqual([]);
});
