import { peakMemory } from "@profiles-api/laptop/testing";
import fc from "fast-check";
import sharp from "sharp";
import { PHOTO_SIZES } from "../../../shared/model/photo/photo-sizes.ts";
import { Problem } from "../../../shared/model/problem.ts";
import { type NormalisedPhoto, normalisePhoto } from "../../../shared/photos/normalise-photo.ts";
import { metadataOf } from "./jpeg-parts.ts";
import { mutatedPhoto } from "./mutated-photo.ts";

/** What a run of the fuzzer prints, as JSON. */
export interface FuzzReport {
  readonly taken: number;
  readonly refused: number;
  /** The most memory the process ever had, in MB of 1,048,576 bytes. */
  readonly peakMb: number;
}

const [seed, numRuns] = process.argv.slice(2).map(Number);
let [taken, refused] = [0, 0];
const property = fc.asyncProperty(mutatedPhoto(await sources()), async (given) => {
  const photo = await orRefused(given);
  if (photo) await checkIsClean(photo);
});
await fc.assert(property, { seed: seed as number, numRuns: numRuns as number });
// Not `maxRSS`: that of a process begins with what its parent had.
const peakMb = Math.round((await peakMemory(process.pid)) / 1_048_576);
process.stdout.write(JSON.stringify({ taken, refused, peakMb } satisfies FuzzReport));

/** Small files of every kind, with as many sorts of parts as encoders write. */
async function sources(): Promise<Buffer[]> {
  // Detail that is the same in every run.
  const pixels = Buffer.from(Array.from({ length: 40 * 24 * 3 }, (_, at) => (at * at * 31) % 251));
  const noise = () => sharp(pixels, { raw: { width: 40, height: 24, channels: 3 } });
  const labelled = () => noise().withMetadata({ orientation: 6 }).withIccProfile("p3");
  return Promise.all(
    [
      noise().jpeg(),
      labelled().jpeg({ progressive: true }),
      noise().jpeg({ chromaSubsampling: "4:4:4", optimiseCoding: false }),
      noise().toColourspace("cmyk").jpeg({ progressive: true }),
      noise().toColourspace("b-w").jpeg(),
      noise().png(),
      labelled().png(),
      noise().png({ palette: true, progressive: true }),
      noise().ensureAlpha(0.5).toColourspace("rgb16").png({ progressive: true }),
      noise().toColourspace("b-w").png({ compressionLevel: 0 }),
    ].map((image) => image.toBuffer()),
  );
}

/** Nothing for a photo that the caller is told is wrong; any other error ends the run. */
async function orRefused(given: Buffer): Promise<NormalisedPhoto | undefined> {
  try {
    const photo = await normalisePhoto(given);
    taken += 1;
    return photo;
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== "invalid") throw error;
    refused += 1;
    return undefined;
  }
}

async function checkIsClean({ images }: NormalisedPhoto): Promise<void> {
  for (const size of PHOTO_SIZES) {
    const { info } = await sharp(images[size], { failOn: "warning" })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const fits = info.width <= size && info.height <= size && info.channels === 3;
    const extra = metadataOf(images[size]);
    if (!fits || extra.length > 0) throw new Error(JSON.stringify({ size, info, extra }));
  }
}
