import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** A noisy image of about the size asked for is hard to compress; a plain one is tiny. */
export async function jpeg(width = 60, height = 40, orientation?: number): Promise<Buffer> {
  const left = {
    create: { width: width / 2, height, channels: 3, background: "#ff0000" },
  } as const;
  const image = sharp({ create: { width, height, channels: 3, background: "#0000ff" } }).composite([
    { input: await sharp(left).png().toBuffer(), left: 0, top: 0 },
  ]);
  return image
    .jpeg({ quality: 95 })
    .withExif({ IFD0: { Copyright: "secret-metadata" } })
    .withMetadata(orientation === undefined ? {} : { orientation })
    .toBuffer();
}

export async function png(width = 60, height = 40): Promise<Buffer> {
  return sharp({
    create: { width, height, channels: 4, background: { r: 0, g: 255, b: 0, alpha: 0.5 } },
  })
    .png()
    .toBuffer();
}

/** Bytes that do not compress, as pixels, so that the file is large. */
export async function largeJpeg(width: number, height: number): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let at = 0; at < pixels.length; at += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    pixels[at] = state >> 16;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 97 })
    .toBuffer();
}

/** A PNG of the given size and one bit a pixel, which compresses to almost nothing. */
export function pngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", rows),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
