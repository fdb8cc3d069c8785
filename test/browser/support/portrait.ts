import sharp from "sharp";

type Rgb = readonly [number, number, number];

/** A picture with the shape of a portrait: somebody before a wall of one colour. */
export function portrait(wall: Rgb, coat: Rgb, width = 900, height = 1_100): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const color = colorAt(x / width - 0.5, y / width, wall, coat);
      pixels.set(color, (y * width + x) * 3);
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** @param x from the middle; @param y from the top, both in widths */
function colorAt(x: number, y: number, wall: Rgb, coat: Rgb): Rgb {
  if (inOval(x, y - 0.53, 0.165, 0.215)) return [222, 178, 146];
  if (inOval(x, y - 0.48, 0.21, 0.25)) return [58, 40, 32];
  if (Math.abs(x) < 0.075 && y > 0.6 && y < 0.82) return [206, 160, 128];
  if (inOval(x, y - 1.2, 0.42, 0.42)) return coat;
  return wall;
}

function inOval(x: number, y: number, width: number, height: number): boolean {
  return (x / width) ** 2 + (y / height) ** 2 < 1;
}
