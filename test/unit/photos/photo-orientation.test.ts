import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { PHOTO_SIZES } from "../../../shared/model/photo/photo-sizes.ts";
import { normalisePhoto } from "../../../shared/photos/normalise-photo.ts";

type Color = readonly [number, number, number];

/** Three columns and two rows, no two places alike. */
const GRID: readonly (readonly Color[])[] = [
  [
    [230, 30, 30],
    [30, 200, 30],
    [30, 30, 220],
  ],
  [
    [240, 220, 40],
    [30, 30, 30],
    [240, 240, 240],
  ],
];
const [COLUMNS, ROWS] = [3, 2];

/** Where in the file a place of the upright picture lies (TIFF 6.0, Orientation), from top left. */
const PLACES: readonly ((x: number, y: number) => readonly [column: number, row: number])[] = [
  (x, y) => [x, y],
  (x, y) => [COLUMNS - 1 - x, y],
  (x, y) => [COLUMNS - 1 - x, ROWS - 1 - y],
  (x, y) => [x, ROWS - 1 - y],
  (x, y) => [y, x],
  (x, y) => [y, ROWS - 1 - x],
  (x, y) => [COLUMNS - 1 - y, ROWS - 1 - x],
  (x, y) => [COLUMNS - 1 - y, x],
];

/** The grid as a picture whose places are squares of this many pixels. */
function picture(side: number): Sharp {
  const places = sharp(Buffer.from(GRID.flat(2)), {
    raw: { width: COLUMNS, height: ROWS, channels: 3 },
  });
  return places.resize(COLUMNS * side, ROWS * side, { kernel: "nearest" });
}

/** The largest difference of a level from the upright picture, away from the edges of places. */
async function difference(image: Uint8Array, orientation: number): Promise<number> {
  const { data, info } = await sharp(image).raw().toBuffer({ resolveWithObject: true });
  const columns = orientation > 4 ? ROWS : COLUMNS;
  const cell = info.width / columns;
  let worst = 0;
  // Prime steps, so that every place is looked at in many rows and columns.
  for (let y = 0; y < info.height; y += 3) {
    for (let x = 0; x < info.width; x += 5) {
      // JPEG blurs colour over two blocks of 8 at a hard edge.
      if (isNearEdge(x, cell) || isNearEdge(y, cell)) continue;
      const [column, row] = place(orientation, Math.floor(x / cell), Math.floor(y / cell));
      const at = (y * info.width + x) * 3;
      for (const [channel, level] of (GRID[row]?.[column] ?? []).entries()) {
        worst = Math.max(worst, Math.abs(level - (data[at + channel] ?? 0)));
      }
    }
  }
  return worst;
}

function isNearEdge(position: number, cell: number): boolean {
  const within = position % cell;
  return Math.min(within, cell - within) < cell / 4;
}

function place(orientation: number, x: number, y: number): readonly [number, number] {
  return PLACES[orientation - 1]?.(x, y) ?? [x, y];
}

const files: readonly [string, number, (image: Sharp) => Sharp][] = [
  ["JPEG", 100, (image) => image.jpeg({ quality: 95 })],
  ["JPEG that is made smaller while it is read", 700, (image) => image.jpeg({ quality: 90 })],
  ["progressive JPEG", 100, (image) => image.jpeg({ quality: 95, progressive: true })],
  ["PNG", 100, (image) => image.png()],
];

test.each(
  files.flatMap(([name, side, encode]) =>
    PLACES.map((_, index) => [name, index + 1, side, encode] as const),
  ),
)("%s, orientation %i: upright in every size, and the tag is gone", async (...given) => {
  const [, orientation, side, encode] = given;
  const file = await encode(picture(side).withMetadata({ orientation })).toBuffer();
  const photo = await normalisePhoto(file);
  const [width, height] = [Math.min(1_024, side * COLUMNS), Math.min(683, side * ROWS)];
  const size = orientation > 4 ? [height, width] : [width, height];
  expect([photo.width, photo.height]).toEqual(size);
  for (const wanted of PHOTO_SIZES) {
    const image = photo.images[wanted];
    expect((await sharp(image).metadata()).orientation).toBeUndefined();
    expect(await difference(image, orientation)).toBeLessThan(16);
  }
});
